using CivicLoop.Domain.Patrols;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Patrols;

/// <summary>One place of a beat with the checks made on it and the cases they opened.</summary>
internal sealed class PlacePage(PatrolLists lists, ReadCoverage coverage) : PageModel
{
    public const string Here = "/console/patrols/place";

    private const int Shown = 40;

    public PatrolPlace Place { get; private set; } = null!;

    /// <summary>Of its last days.</summary>
    public Cover Cover { get; private set; } = new(0, 0);

    public Page<CheckRow> List { get; private set; } = new([], null);

    public PagerView Pager { get; private set; } = new(null, true);

    public async Task<IActionResult> OnGetAsync([FromQuery] Guid? id, [FromQuery] string? after)
    {
        var stop = HttpContext.RequestAborted;
        if (id is not { } known)
        {
            return LocalRedirect(CoveragePage.Here);
        }

        if (await lists.PlaceAsync(known, stop) is not { } place)
        {
            return NotFound();
        }

        Place = place;
        Cover = await coverage.OfPlaceAsync(place.Id, stop);
        List = await lists.ChecksAsync(place, "", after, Shown, stop);
        Pager = new PagerView(List.Next, string.IsNullOrEmpty(after));
        return Page();
    }
}
