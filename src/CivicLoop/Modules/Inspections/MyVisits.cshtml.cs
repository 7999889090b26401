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
    VisitLists visits, RecordVisit record, Callers callers, TimeProvider time) : PageModel
{
    public const string Here = "/console/visits";

    public IReadOnlyList<MyVisit> Items { get; private set; } = [];

    public string? Site { get; private set; }

    public Problem? Problem { get; private set; }

    public async Task OnGetAsync() =>
        Items = await visits.OpenOfAsync(
            (await callers.OfAsync(HttpContext)).Actor, HttpContext.RequestAborted);

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
        Items = await visits.OpenOfAsync(caller.Actor, HttpContext.RequestAborted);
        return Page();
    }
}
