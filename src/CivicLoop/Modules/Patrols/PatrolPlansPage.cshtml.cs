using CivicLoop.Domain.Patrols;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Patrols;

/// <summary>Plans with their proofs; who keeps the beats plans the weeks ahead.</summary>
internal sealed class PatrolPlansPage(PatrolLists lists, PlanPatrols plan, Callers callers)
    : PageModel
{
    public const string Here = "/console/patrols/plans";

    private const int Shown = 40;

    public Page<PatrolPlan> List { get; private set; } = new([], null);

    public PagerView Pager { get; private set; } = new(null, true);

    /// <summary>Of the plan that was opened.</summary>
    public PlanProof? Proof { get; private set; }

    public string? From { get; private set; }

    public int Weeks { get; private set; } = 1;

    public bool MayKeep { get; private set; }

    public bool Done { get; private set; }

    public Problem? Problem { get; private set; }

    public async Task<IActionResult> OnGetAsync(
        [FromQuery] string? code, [FromQuery] string? after, [FromQuery] bool done)
    {
        Done = done;
        From = TypedDay.Show(await lists.NextMondayAsync(HttpContext.RequestAborted));
        if (!string.IsNullOrEmpty(code))
        {
            Proof = await lists.ProofAsync(code, HttpContext.RequestAborted);
            if (Proof is null)
            {
                return NotFound();
            }
        }

        await ReadAsync(after);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromForm] string? from, [FromForm] int weeks)
    {
        (From, Weeks) = (from, weeks);
        Problem? problem;
        if (TypedDay.Need(from, "from").Try(out var monday, out var fault))
        {
            problem = (await plan.CommitAsync(
                monday, weeks, await callers.OfAsync(HttpContext), HttpContext.RequestAborted))
                .Problem;
            if (problem is null)
            {
                return LocalRedirect($"{Here}?done=true");
            }
        }
        else
        {
            problem = fault;
        }

        Problem = problem;
        Response.StatusCode = problem.Code.HttpStatus();
        await ReadAsync(null);
        return Page();
    }

    private async Task ReadAsync(string? after)
    {
        List = await lists.PlansAsync(after, Shown, HttpContext.RequestAborted);
        Pager = new PagerView(List.Next, string.IsNullOrEmpty(after));
        MayKeep = (await callers.OfAsync(HttpContext)).MaySomewhere(Permission.PatrolKeep);
    }
}
