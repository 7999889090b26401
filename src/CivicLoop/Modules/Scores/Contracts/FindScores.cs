using CivicLoop.Domain;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Scores;
using CivicLoop.Platform.City;

namespace CivicLoop.Modules.Scores.Contracts;

/// <summary>Published scores that others rest on.</summary>
internal sealed record ScoreSource(
    Guid PublicationId, string Card, string Period, int Revision);

/// <summary>A node of a scorecard, as a form offers it.</summary>
internal sealed record ScoreChoice(string Code, LocalText Name);

/// <summary>A unit's figure in a published score.</summary>
/// <param name="Milli">Share of the node's points, of 100 000; null where it was not measured.
/// </param>
/// <param name="Address">Where the figure is explained.</param>
internal sealed record UnitFigure(int? Milli, string Address);

/// <summary>Reads published scores for what rests on them; nothing is computed here.</summary>
internal sealed class FindScores(ScoreLists lists, ScorecardLists cards, CityHolder city)
{
    /// <summary>Codes and names of all cards.</summary>
    public async Task<IReadOnlyList<ScoreChoice>> CardsAsync(CancellationToken stop) =>
        [.. (await cards.AllAsync(stop)).Select(one => new ScoreChoice(one.Code, one.Name))];

    /// <summary>The nodes of the version that holds at a period's end, in their order; empty where
    /// none holds.</summary>
    public async Task<IReadOnlyList<ScoreChoice>> NodesAsync(
        string card, string period, CancellationToken stop)
    {
        if (!ScorePeriod.Parse(period).Try(out var whole, out _))
        {
            return [];
        }

        var last = ScorePeriod.MonthAt(whole.LastDay);
        return (await cards.HoldingAsync(card, last, stop)).Try(out var holding, out _)
            ? [.. holding.Nodes.Select(one => new ScoreChoice(one.Code, one.Name))]
            : [];
    }

    /// <summary>The newest revision of a period; null while nothing was published of it.</summary>
    public async Task<ScoreSource?> OfAsync(
        string card, string period, CancellationToken stop) =>
        (await lists.FindAsync(card, period, null, stop)).Try(out var found, out _)
            ? Source(found)
            : null;

    /// <summary>The newest revision of a period, else of the last published period of the same year
    /// before its end; null where there is none.</summary>
    public async Task<ScoreSource?> SoFarAsync(
        string card, string period, CancellationToken stop)
    {
        if (await OfAsync(card, period, stop) is { } whole)
        {
            return whole;
        }

        if (!ScorePeriod.Parse(period).Try(out var wanted, out _)
            || !(await cards.FindAsync(card, stop)).Try(out var file, out _))
        {
            return null;
        }

        // Published periods of a city are some a year, so one page holds them.
        var page = await lists.PageAsync(file.Card.Id, null, ScoreLists.PageMax, stop);
        var last = page.Items
            .Select(one => (Row: one, Period: ScorePeriod.Parse(one.Period).Value))
            .Where(one => one.Period.FirstDay.Year == wanted.FirstDay.Year
                && one.Period.LastDay <= wanted.LastDay)
            .OrderByDescending(one => one.Period.LastDay)
            .ThenBy(one => one.Period.FirstDay).FirstOrDefault();
        return last.Row is { } row
            ? new ScoreSource(row.Id, card, row.Period, row.Revision)
            : null;
    }

    /// <summary>The figures of some units at some nodes: one query. A unit of the territory has the
    /// score of its district, every other its line's.</summary>
    public async Task<IReadOnlyDictionary<(string Unit, string Node), UnitFigure>> FiguresAsync(
        ScoreSource source, IReadOnlyCollection<string> units,
        IReadOnlyCollection<string> nodes, CancellationToken stop)
    {
        var scored = units.ToDictionary(unit => unit, Scored);
        var codes = scored.Values.Select(one => one.Code).ToHashSet();
        var shares = (await lists.AtAsync(source.PublicationId, codes, nodes, stop))
            .ToDictionary(one => (one.UnitKind, one.UnitCode, one.NodeCode));
        var figures = new Dictionary<(string, string), UnitFigure>();
        foreach (var (unit, (kind, code)) in scored)
        {
            foreach (var node in nodes)
            {
                if (shares.TryGetValue((kind, code, node), out var row))
                {
                    figures[(unit, node)] = new UnitFigure(
                        row.ShareMicro / 10,
                        $"{ScoresPage.Here}/{source.Card}/{source.Period}/"
                            + $"{ScoreWords.Key(kind, code)}?node={node}"
                            + $"&revision={source.Revision}");
                }
            }
        }

        return figures;
    }

    private (UnitKind Kind, string Code) Scored(string unit) =>
        city.Current.Organizations.Find(unit) is
        {
            Tree: OrganizationTree.Territory, AreaCode: { } area,
        }
            ? (UnitKind.Territory, area)
            : (UnitKind.Line, unit);

    private static ScoreSource Source(PublishedCard found) => new(
        found.Publication.Id, found.Card.Code, found.Publication.Period,
        found.Publication.Revision);
}
