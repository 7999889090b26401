using CivicLoop.Domain.Scores;
using CivicLoop.Platform.City;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Scores;

/// <summary>The published scores of a period: the city, its districts and its lines with the ranks
/// that the intervals leave open; for all staff.</summary>
internal sealed class ScorePage(ScoreLists lists, CityHolder city) : PageModel
{
    public PublishedCard Shown { get; private set; } = null!;

    public IReadOnlyList<Publication> Revisions { get; private set; } = [];

    public UnitScore Whole { get; private set; } = null!;

    public IReadOnlyList<ScorePlace> Territories { get; private set; } = [];

    public IReadOnlyList<ScorePlace> Lines { get; private set; } = [];

    public string Address =>
        $"{ScoresPage.Here}/{Shown.Card.Code}/{Shown.Publication.Period}";

    /// <summary>Published while the period was running.</summary>
    public bool IsInterim => Shown.Publication.PublishedAt < city.Current.BeginOf(
        ScorePeriod.Parse(Shown.Publication.Period).Value.LastDay.AddDays(1));

    public async Task<IActionResult> OnGetAsync(
        string card, string period, [FromQuery] int? revision)
    {
        var stop = HttpContext.RequestAborted;
        if (!(await lists.FindAsync(card, period, revision, stop)).Try(out var shown, out _))
        {
            return NotFound();
        }

        Shown = shown;
        Revisions = await lists.RevisionsAsync(shown.Publication, stop);
        var roots = await lists.RootsAsync(shown.Publication.Id, stop);
        Whole = roots.First(one => one.Kind == UnitKind.City);
        Territories = Ranked(roots, UnitKind.Territory);
        Lines = Ranked(roots, UnitKind.Line);
        return Page();
    }

    private IReadOnlyList<ScorePlace> Ranked(IEnumerable<UnitScore> roots, UnitKind kind) =>
        ScoreRanks.Of(
            roots.Where(one => one.Kind == kind), Shown.Version.MeasuredMinMilli);
}
