using System.Globalization;
using System.Text.Json;
using CivicLoop.Domain.Patrols;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Patrols;

/// <summary>What was seen in time and what was not, by beat, hours and day of the week, and on the
/// map; all staff read it.</summary>
internal sealed class CoveragePage(PatrolLists lists, ReadCoverage coverage) : PageModel
{
    public const string Here = "/console/patrols";

    private const int GapsShown = 40;

    // Degrees: about half a kilometre.
    private const double Beside = 0.005;

    /// <summary>How the map colours places: not seen at all, sometimes, always.</summary>
    public static string Tones { get; } = JsonSerializer.Serialize(new Dictionary<string, string>
    {
        ["None"] = "waiting", ["Some"] = "working", ["All"] = "ended",
    });

    public CoverageFilter Filter { get; private set; } = null!;

    public IReadOnlyList<PatrolBeat> Beats { get; private set; } = [];

    public CoverageView View { get; private set; } = new([], []);

    public IReadOnlyList<PlaceCover> Gaps { get; private set; } = [];

    /// <summary>The box around the places, with some ground beside them; null without any.
    /// </summary>
    public string? Bounds => View.Places.Count == 0 ? null : string.Create(
        CultureInfo.InvariantCulture,
        $"{View.Places.Min(one => one.Place.Lon) - Beside},"
        + $"{View.Places.Min(one => one.Place.Lat) - Beside},"
        + $"{View.Places.Max(one => one.Place.Lon) + Beside},"
        + $"{View.Places.Max(one => one.Place.Lat) + Beside}");

    public Problem? Problem { get; private set; }

    public async Task OnGetAsync(
        [FromQuery] string? from, [FromQuery] string? to, [FromQuery] string? beat)
    {
        var stop = HttpContext.RequestAborted;
        Beats = await lists.AllBeatsAsync(stop);
        if (!(await ReadAsync(from, to, beat, stop)).Try(out var view, out var problem))
        {
            Problem = problem;
            Response.StatusCode = problem.Code.HttpStatus();
            return;
        }

        View = view;
        Gaps = [.. view.Places.Where(one => one.Cover.Missed > 0).Take(GapsShown)];
    }

    /// <summary>The places with how they were seen, for the map.</summary>
    public async Task<IActionResult> OnGetPlacesAsync(
        [FromQuery] string? from, [FromQuery] string? to, [FromQuery] string? beat)
    {
        if (!(await ReadAsync(from, to, beat, HttpContext.RequestAborted))
            .Try(out var view, out var problem))
        {
            return StatusCode(problem.Code.HttpStatus());
        }

        return Content(
            JsonSerializer.Serialize(PatrolsApi.Features(view), ApiAnswers.Json),
            "application/geo+json");
    }

    private async Task<Outcome<CoverageView>> ReadAsync(
        string? from, string? to, string? beat, CancellationToken stop)
    {
        if (!PatrolsApi.Filter(from, to, beat, lists.Today).Try(out var filter, out var bad))
        {
            Filter = PatrolsApi.Filter(null, null, null, lists.Today).Value;
            return bad;
        }

        Filter = filter;
        return await coverage.RunAsync(filter, stop);
    }
}
