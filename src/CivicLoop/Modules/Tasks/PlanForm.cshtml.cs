using CivicLoop.Domain.Burden;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Standards;
using CivicLoop.Domain.Tasks;
using CivicLoop.Modules.Standards.Contracts;
using CivicLoop.Modules.Tasks.Contracts;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Tasks;

/// <summary>Drafts a plan or changes a draft. Only the fields of the chosen target are shown;
/// another choice keeps what was typed.</summary>
[Needs(Permission.TaskPlan)]
internal sealed class PlanFormPage(
    KeepPlans keep, PlanLists lists, EditionLists editions, SiteKindLists kinds, Callers callers)
    : PageModel
{
    private const int EditionsShown = 50;
    private const int CriteriaShown = 500;

    public Guid? Id { get; private set; }

    public PlanInput Typed { get; private set; } = new();

    public Problem? Problem { get; private set; }

    public IReadOnlyList<Edition> Editions { get; private set; } = [];

    public IReadOnlyList<Criterion> Criteria { get; private set; } = [];

    public IReadOnlyList<SiteKind> SiteKinds { get; private set; } = [];

    public PlanTarget Target =>
        Enum.TryParse<PlanTarget>(Typed.Target, out var target) ? target : PlanTarget.Territory;

    public AskKind Kind =>
        Enum.TryParse<AskKind>(Typed.Kind, out var kind) ? kind : AskKind.Task;

    public async Task<IActionResult> OnGetAsync(
        [FromQuery] Guid? id, [FromQuery] string? edition, [FromQuery] string? criteria)
    {
        Id = id;
        Typed = new PlanInput { Edition = edition, Criteria = criteria, Minutes = "60" };
        if (id is { } known)
        {
            if (await lists.FindAsync(known, HttpContext.RequestAborted) is not { } plan)
            {
                return NotFound();
            }

            Typed = InputOf(plan);
        }

        await ReadAsync();
        return Page();
    }

    /// <summary>Shows the fields of another choice, with all that was typed.</summary>
    public async Task<IActionResult> OnPostAgainAsync(
        [FromQuery] Guid? id, [FromForm] PlanInput typed)
    {
        (Id, Typed) = (id, typed);
        // What is shown is what was chosen just now, not what the address said before.
        ModelState.Clear();
        await ReadAsync();
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(
        [FromQuery] Guid? id, [FromForm] PlanInput typed)
    {
        (Id, Typed) = (id, typed);
        if ((await keep.SaveAsync(
                id, typed, await callers.OfAsync(HttpContext), HttpContext.RequestAborted))
            .Try(out var plan, out var problem))
        {
            return LocalRedirect($"/console/tasks/plans/plan?id={plan.Id}");
        }

        Problem = problem;
        Response.StatusCode = problem.Code.HttpStatus();
        await ReadAsync();
        return Page();
    }

    private async Task ReadAsync()
    {
        var stop = HttpContext.RequestAborted;
        Editions = (await editions.EditionsAsync(null, EditionsShown, stop)).Items;
        SiteKinds = await kinds.AllAsync(stop);
        var first = Editions.FirstOrDefault(one => one.HoldsOn(keep.Today))
            ?? (Editions is [var any, ..] ? any : null);
        var chosen = TextRule.Blank(Typed.Edition) ?? first?.Code;
        if ((await editions.BodyAsync(chosen, stop)).Try(out var body, out _))
        {
            Criteria = [.. body.Criteria.Take(CriteriaShown)];
        }

        Typed = Typed with { Edition = chosen };
    }

    private static PlanInput InputOf(TaskPlan plan) => new()
    {
        Title = plan.Title,
        Words = plan.Words,
        Kind = $"{plan.Kind}",
        Edition = plan.EditionCode,
        Criteria = plan.Criteria,
        Target = $"{plan.Target}",
        Level = plan.Level?.ToString(),
        Area = plan.AreaCode,
        SiteKind = plan.SiteKindCode,
        Units = string.Join('\n', plan.UnitCodes),
        Facts = plan.Facts,
        Minutes = $"{plan.Minutes}",
        FirstDue = TypedDay.Show(plan.FirstDue),
        Repeat = $"{plan.Repeat}",
        LastDue = TypedDay.Show(plan.LastDue),
        BasisName = plan.BasisName,
        BasisNumber = plan.BasisNumber,
    };
}
