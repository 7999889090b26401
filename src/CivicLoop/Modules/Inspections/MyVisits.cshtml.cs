using CivicLoop.Domain;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Inspections;

/// <summary>What somebody is sent on, and the way to a visit of one's own.</summary>
[Needs(Permission.InspectionVisit)]
internal sealed class MyVisitsPage(
    VisitLists visits, RecordVisit record, Rechecks rechecks, Callers callers, TimeProvider time)
    : PageModel
{
    public const string Here = "/console/visits";

    public IReadOnlyList<MyVisit> Items { get; private set; } = [];

    public string? Site { get; private set; }

    public Problem? Problem { get; private set; }

    public IReadOnlyList<MyRecheck> Rechecks { get; private set; } = [];

    /// <summary>The re-check whose form was refused, with what was typed.</summary>
    public Guid? RecheckTried { get; private set; }

    public string? RecheckNote { get; private set; }

    public Problem? RecheckProblem { get; private set; }

    public async Task OnGetAsync() => await ReadAsync(await callers.OfAsync(HttpContext));

    public async Task<IActionResult> OnPostRecheckAsync(
        [FromForm] Guid id, [FromForm] bool isFixed, [FromForm] string? note)
    {
        var caller = await callers.OfAsync(HttpContext);
        var said = await rechecks.SayAsync(
            id, isFixed, note, caller, HttpContext.RequestAborted);
        if (said.Problem is not { } problem)
        {
            return LocalRedirect($"{Here}?done=true");
        }

        (RecheckTried, RecheckNote, RecheckProblem) = (id, note, problem);
        Response.StatusCode = problem.Code.HttpStatus();
        await ReadAsync(caller);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync([FromForm] string? site)
    {
        var caller = await callers.OfAsync(HttpContext);
        Site = site;
        if ((await record.BeginAsync(
                Ids.New(time.GetUtcNow()), site?.Trim(), caller, HttpContext.RequestAborted))
            .Try(out var begun, out var problem))
        {
            return LocalRedirect($"{Here}/{begun.Id}");
        }

        Problem = problem;
        Response.StatusCode = problem.Code.HttpStatus();
        await ReadAsync(caller);
        return Page();
    }

    private async Task ReadAsync(Caller caller)
    {
        Items = await visits.OpenOfAsync(caller.Actor, HttpContext.RequestAborted);
        Rechecks = await rechecks.OpenOfAsync(caller.Actor, HttpContext.RequestAborted);
    }
}
