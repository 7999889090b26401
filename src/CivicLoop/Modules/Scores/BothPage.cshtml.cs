using CivicLoop.Domain.People;
using CivicLoop.Domain.Responsibilities;
using CivicLoop.Domain.Scores;
using CivicLoop.Modules.Responsibilities.Contracts;
using CivicLoop.Platform.City;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Scores;

/// <summary>A sum of lost points and whom it counts to.</summary>
/// <param name="Key">Code of the line, the district or the measure; empty for none of them.</param>
internal sealed record LostSum(string Key, int LineMilli, int TerritoryMilli)
{
    public int LostMilli => LineMilli + TerritoryMilli;
}

/// <summary>条块同责: what the city lost, by who answers for it: each line across all areas, each
/// district across all lines, and where they meet both units; for all staff.</summary>
internal sealed class BothPage(
    ScoreLists lists, ScorecardLists cards, FindDuties duties, CityHolder city) : PageModel
{
    public PublishedCard Shown { get; private set; } = null!;

    public string? Line { get; private set; }

    public string? District { get; private set; }

    public IReadOnlyList<LostSum> Lines { get; private set; } = [];

    public IReadOnlyList<LostSum> Districts { get; private set; } = [];

    public IReadOnlyList<LostSum> Measures { get; private set; } = [];

    public IReadOnlyDictionary<string, ScoreNode> Nodes { get; private set; } =
        new Dictionary<string, ScoreNode>();

    public LostSum Whole { get; private set; } = new("", 0, 0);

    /// <summary>The territory's unit; null where none is named.</summary>
    public Organization? Owner { get; private set; }

    public string Address =>
        $"{ScoresPage.Here}/{Shown.Card.Code}/{Shown.Publication.Period}";

    public async Task<IActionResult> OnGetAsync(
        string card, string period, [FromQuery] string? line, [FromQuery] string? district)
    {
        var stop = HttpContext.RequestAborted;
        if (!(await lists.FindAsync(card, period, null, stop)).Try(out var shown, out _))
        {
            return NotFound();
        }

        (Shown, Line, District) = (shown, Known(line), Known(district));
        var lost = await lists.LostOfAsync(shown.Publication.Id, Line, District, stop);
        Whole = Sum("", lost);
        Lines = Grouped(lost, one => one.Line);
        Districts = Grouped(lost, one => one.District);
        Measures = Grouped(lost, one => one.Node);
        Nodes = (await cards.NodesAsync(shown.Card.Id, shown.Version.N, stop))
            .ToDictionary(one => one.Code);
        if (District is { } area)
        {
            Owner = (await duties.AnswerAsync(
                DutyTopic.Area(area), area,
                ScorePeriod.Parse(shown.Publication.Period).Value.LastDay, stop)).Owner
                ?? city.Current.Organizations.OwnerOf(area);
        }

        return Page();
    }

    private static string? Known(string? code) => string.IsNullOrWhiteSpace(code) ? null : code;

    private static IReadOnlyList<LostSum> Grouped(
        IEnumerable<LostShare> lost, Func<LostShare, string> key) =>
    [
        .. lost.GroupBy(key).Select(group => Sum(group.Key, group))
            .OrderByDescending(one => one.LostMilli)
            .ThenBy(one => one.Key, StringComparer.Ordinal),
    ];

    private static LostSum Sum(string key, IEnumerable<LostShare> lost) =>
        lost.Aggregate(new LostSum(key, 0, 0), (sum, one) => sum with
        {
            LineMilli = sum.LineMilli + one.LineMilli,
            TerritoryMilli = sum.TerritoryMilli + one.TerritoryMilli,
        });
}
