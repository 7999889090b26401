using CivicLoop.Domain.People;
using CivicLoop.Domain.Planning;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Planning;

/// <summary>Permits, projects and temporary stalls; who keeps the plan registers new ones and is
/// told at once what does not fit.</summary>
internal sealed class UsesPage(FindingLists lists, RegisterUse register, Callers callers)
    : PageModel
{
    public const string Here = "/console/planning/uses";

    private const int Shown = 40;

    public LandUseKind? Kind { get; private set; }

    public Page<LandUse> List { get; private set; } = new([], null);

    public PagerView Pager { get; private set; } = new(null, true);

    public UseInput Typed { get; private set; } = new();

    /// <summary>How many findings the last registered one raised; null on other visits.</summary>
    public int? Raised { get; private set; }

    public bool MayEdit { get; private set; }

    public Problem? Problem { get; private set; }

    public Task OnGetAsync(
        [FromQuery] LandUseKind? kind, [FromQuery] string? after, [FromQuery] int? raised)
    {
        Raised = raised;
        return ReadAsync(kind, after);
    }

    public async Task<IActionResult> OnPostAsync([FromForm] UseInput typed)
    {
        var outcome = await register.RunAsync(
            typed, await callers.OfAsync(HttpContext), HttpContext.RequestAborted);
        if (outcome.Try(out var done, out var problem))
        {
            return LocalRedirect($"{Here}?raised={done.Findings.Count}");
        }

        (Typed, Problem) = (typed, problem);
        Response.StatusCode = problem.Code.HttpStatus();
        await ReadAsync(null, null);
        return Page();
    }

    private async Task ReadAsync(LandUseKind? kind, string? after)
    {
        Kind = kind;
        List = await lists.UsesAsync(kind, after, Shown, HttpContext.RequestAborted);
        Pager = new PagerView(List.Next, string.IsNullOrEmpty(after));
        MayEdit = (await callers.OfAsync(HttpContext)).MaySomewhere(Permission.PlanningEdit);
    }
}
