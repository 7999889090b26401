using CivicLoop.Domain.FoodSafety;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.FoodSafety;

/// <summary>Food operators with their grades and the visits that come next; all staff read them.
/// </summary>
internal sealed class FoodPage(FoodLists lists, KeepOperators keep, Callers callers) : PageModel
{
    public const string Here = "/console/food";

    private const int Shown = 40;

    public FoodFilter Filter { get; private set; } = new();

    public Page<OperatorRow> List { get; private set; } = new([], null);

    public PagerView Pager { get; private set; } = new(null, true);

    public FoodRules? Rules { get; private set; }

    public OperatorInput Typed { get; private set; } = new();

    public DateOnly Today => lists.Today;

    public bool MayKeep { get; private set; }

    public Problem? Problem { get; private set; }

    public Task OnGetAsync(
        [FromQuery] RiskGrade? grade, [FromQuery] bool? overdue, [FromQuery] string? after)
    {
        Filter = new FoodFilter(grade, overdue == true);
        return ReadAsync(after);
    }

    public async Task<IActionResult> OnPostAsync([FromForm] OperatorInput typed)
    {
        var outcome = await keep.SaveAsync(
            typed, await callers.OfAsync(HttpContext), HttpContext.RequestAborted);
        if (outcome.Try(out var made, out var problem))
        {
            return LocalRedirect($"{OperatorPage.Here}?site={made.SiteCode}&done=true");
        }

        (Typed, Problem) = (typed, problem);
        Response.StatusCode = problem.Code.HttpStatus();
        await ReadAsync(null);
        return Page();
    }

    private async Task ReadAsync(string? after)
    {
        List = await lists.PageAsync(Filter, after, Shown, HttpContext.RequestAborted);
        Pager = new PagerView(List.Next, string.IsNullOrEmpty(after));
        Rules = await lists.RulesAsync(HttpContext.RequestAborted);
        MayKeep = (await callers.OfAsync(HttpContext)).MaySomewhere(Permission.FoodKeep);
    }
}
