using CivicLoop.Domain.Inspections;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Inspections;

/// <summary>The routes of a plan on its page.</summary>
/// <param name="Here">Address of the plan.</param>
internal sealed record RoutesSection(RouteView View, string Here)
{
    /// <summary>Colours there are before they begin anew.</summary>
    public const int Colours = 8;
}

/// <summary>One plan: its rule and strata, the next step of its draw, its visits.</summary>
[Needs(Permission.InspectionPlan)]
internal sealed class OnePlanPage(
    PlanLists lists, RouteLists routes, KeepPlans keep, DrawPlan draw, PlanChoices choices,
    Callers callers) : PageModel
{
    private const int Listed = 50;

    public PlanView Shown { get; private set; } = null!;

    public PlanFieldsView Fields { get; private set; } = null!;

    public Page<VisitLine> Visits { get; private set; } = new([], null);

    public bool IsFirst { get; private set; } = true;

    /// <summary>True where what was typed into the plan's form must stay in sight.</summary>
    public bool IsChanging { get; private set; }

    public string? Source { get; private set; }

    public string? Word { get; private set; }

    public Problem? Problem { get; private set; }

    /// <summary>Null before the draw.</summary>
    public RouteView? Routes { get; private set; }

    public async Task<IActionResult> OnGetAsync(
        string plan, [FromQuery] string? after, [FromQuery] string? who) =>
        await ReadAsync(plan, after, who) ? Page() : NotFound();

    /// <summary>The ways, for the map.</summary>
    public async Task<IActionResult> OnGetWaysAsync(string plan, [FromQuery] string? who)
    {
        var stop = HttpContext.RequestAborted;
        return (await lists.FindAsync(plan, stop)).Try(out var shown, out _)
            ? new JsonResult(await routes.WaysAsync(shown.Plan.Id, who, stop), ApiAnswers.Json)
            {
                ContentType = "application/geo+json",
            }
            : NotFound();
    }

    public async Task<IActionResult> OnPostAsync(string plan, [FromForm] PlanForm typed)
    {
        IsChanging = true;
        return await DoAsync(
            plan, typed,
            async (caller, stop) => typed.Read().Try(out var wish, out var problem)
                ? await keep.SaveAsync(plan, wish, caller, stop)
                : problem);
    }

    public Task<IActionResult> OnPostCommitAsync(string plan, [FromForm] string? publicSource)
    {
        Source = publicSource;
        return DoAsync(
            plan, typed: null,
            (caller, stop) => draw.CommitAsync(plan, publicSource, caller, stop));
    }

    public Task<IActionResult> OnPostDrawAsync(string plan, [FromForm] string? publicWord)
    {
        Word = publicWord;
        return DoAsync(
            plan, typed: null,
            (caller, stop) => draw.DrawAsync(plan, publicWord, caller, stop));
    }

    public Task<IActionResult> OnPostRevealAsync(string plan) =>
        DoAsync(plan, typed: null, (caller, stop) => draw.RevealAsync(plan, caller, stop));

    public Task<IActionResult> OnPostDropAsync(string plan, [FromForm] string? reason) =>
        DoAsync(plan, typed: null, (caller, stop) => keep.DropAsync(plan, reason, caller, stop));

    private async Task<IActionResult> DoAsync(
        string plan, PlanForm? typed,
        Func<Caller, CancellationToken, Task<Outcome<InspectionPlan>>> act)
    {
        var stop = HttpContext.RequestAborted;
        Problem = (await act(await callers.OfAsync(HttpContext), stop)).Problem;
        if (Problem is null)
        {
            return LocalRedirect($"{PlansPage.Here}/plans/{Uri.EscapeDataString(plan)}?done=true");
        }

        Response.StatusCode = Problem.Code.HttpStatus();
        if (!await ReadAsync(plan, after: null, who: null))
        {
            return NotFound();
        }

        Fields = typed is null ? Fields : Fields with { Typed = typed, Problem = Problem };
        return Page();
    }

    private async Task<bool> ReadAsync(string plan, string? after, string? who)
    {
        var stop = HttpContext.RequestAborted;
        if (!(await lists.FindAsync(plan, stop)).Try(out var shown, out _))
        {
            return false;
        }

        Shown = shown;
        IsFirst = string.IsNullOrEmpty(after);
        Fields = await choices.ForAsync(PlanForm.Of(shown.Plan), problem: null, stop);
        Visits = await lists.VisitsAsync(shown.Plan.Id, after, Listed, stop);
        Routes = await routes.FindAsync(shown.Plan.Id, who, stop);
        return true;
    }
}
