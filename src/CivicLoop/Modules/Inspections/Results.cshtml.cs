using CivicLoop.Domain.People;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Inspections;

/// <summary>Visits that were handed in, the newest first, for who reads results; no inspector is
/// named.</summary>
[Needs(Permission.InspectionRead)]
internal sealed class ResultsPage(VisitLists visits, Callers callers) : PageModel
{
    public const string Here = "/console/inspections/results";

    private const int Shown = 30;

    public string? Site { get; private set; }

    public Page<MyVisit> List { get; private set; } = new([], null);

    public bool IsFirst { get; private set; } = true;

    public async Task OnGetAsync([FromQuery] string? site, [FromQuery] string? after)
    {
        var caller = await callers.OfAsync(HttpContext);
        (Site, IsFirst) = (site, string.IsNullOrEmpty(after));
        List = await visits.DoneAsync(
            new DoneFilter(
                null, string.IsNullOrWhiteSpace(site) ? null : site.Trim(),
                VisitLists.DistrictsOf(caller)),
            after, Shown, HttpContext.RequestAborted);
    }
}
