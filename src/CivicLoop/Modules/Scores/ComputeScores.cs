using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Responsibilities;
using CivicLoop.Domain.Scores;
using CivicLoop.Modules.Responsibilities.Contracts;
using CivicLoop.Modules.Scores.Contracts;
using CivicLoop.Platform.City;

namespace CivicLoop.Modules.Scores;

/// <summary>A card's tree as it holds in a period.</summary>
internal sealed record CardInPeriod(
    Scorecard Card, ScorecardVersion Version, IReadOnlyList<ScoreNode> Nodes, ScorePeriod Period);

/// <summary>All scores of a card in a period, and what they were made of.</summary>
/// <param name="Lost">What the city lost, and whom it counts to.</param>
internal sealed record ScoreSheet(
    CardInPeriod In, IReadOnlyList<UnitScore> Units, IReadOnlyList<LostShare> Lost)
{
    public UnitScore City => Units.First(one => one.Kind == UnitKind.City);
}

/// <summary>Computes scores: every source is asked once for each kind of unit, and the tree is
/// added up by <see cref="ScoreTree"/>.</summary>
internal sealed class ComputeScores(
    IEnumerable<IMeasureSource> sources, FindDuties duties, CityHolder city,
    ScorecardLists cards)
{
    /// <summary>Computes a card's scores of a period. Errors: no such card; no version holds.
    /// </summary>
    /// <param name="rawAsOf">Adds up what was seen itself as of this instant; null takes the sums
    /// that are kept up, which are the same now.</param>
    public async Task<Outcome<ScoreSheet>> RunAsync(
        string card, ScorePeriod period, DateTimeOffset? rawAsOf, CancellationToken stop) =>
        (await cards.HoldingAsync(card, period, stop)).Try(out var holding, out var missing)
            ? await RunAsync(holding, rawAsOf, stop)
            : missing;

    /// <summary>Computes by a version that is at hand.</summary>
    public async Task<ScoreSheet> RunAsync(
        CardInPeriod holding, DateTimeOffset? rawAsOf, CancellationToken stop)
    {
        var model = city.Current;
        var day = rawAsOf is { } at && at < model.BeginOf(holding.Period.LastDay.AddDays(1))
            ? model.DayOf(at)
            : holding.Period.LastDay;
        var book = await duties.LinesAsync(day, stop);
        var leads = new Leads(book, holding.Card.EditionCode);
        var readings =
            new Dictionary<(UnitKind, string), IReadOnlyList<MeasureReading>>();
        var once = new ReadOnce();
        foreach (var kind in Enum.GetValues<UnitKind>())
        {
            foreach (var group in (await ReadAsync(holding, kind, leads, rawAsOf, once, stop))
                .GroupBy(one => one.Unit))
            {
                readings[(kind, group.Key)] = [.. group.Select(one => one.Reading)];
            }
        }

        var variance = new SampleVariance(
            readings.GetValueOrDefault((UnitKind.City, ""), [])
                .SelectMany(one => one.Strata).Distinct());
        var whole = Add(holding, UnitKind.City, "", readings, null, leads, variance);
        var shares = whole.Nodes.Where(node => node.OwnMicro is not null)
            .ToDictionary(node => node.Code, node => node.OwnMicro!.Value);
        return new ScoreSheet(
            holding,
            [
                whole,
                .. Units(UnitKind.Territory, leads, readings)
                    .Select(unit => Add(
                        holding, UnitKind.Territory, unit, readings, shares, leads, variance)),
                .. Units(UnitKind.Line, leads, readings)
                    .Select(unit => Add(
                        holding, UnitKind.Line, unit, readings, shares, leads, variance)),
            ],
            Lost(holding, whole, readings, leads));
    }

    // Each measure's lost points, divided between who answers.
    private static List<LostShare> Lost(
        CardInPeriod holding, UnitScore whole,
        Dictionary<(UnitKind Kind, string Unit), IReadOnlyList<MeasureReading>> readings,
        Leads leads)
    {
        var city = readings.GetValueOrDefault((UnitKind.City, ""), [])
            .ToDictionary(one => one.Leaf);
        var lost = whole.Nodes.ToDictionary(node => node.Code, node => node.LostMilli);
        return
        [
            .. holding.Nodes.Where(node => lost[node.Code] > 0 && city.ContainsKey(node.Code))
                .SelectMany(node => BothAnswer.Of(
                    node.Code, lost[node.Code], holding.Version.LineShareMilli, city[node.Code],
                    Of(UnitKind.Territory, node.Code), Of(UnitKind.Line, node.Code),
                    area => leads.Of(node.CriterionCode, area))),
        ];

        Dictionary<string, MeasureReading> Of(UnitKind kind, string leaf) => readings
            .Where(one => one.Key.Kind == kind)
            .Select(one => (one.Key.Unit, Reading: one.Value.FirstOrDefault(
                reading => reading.Leaf == leaf)))
            .Where(one => one.Reading is not null)
            .ToDictionary(one => one.Unit, one => one.Reading!);
    }

    private async Task<List<UnitReading>> ReadAsync(
        CardInPeriod holding, UnitKind kind, Leads leads, DateTimeOffset? rawAsOf,
        ReadOnce once, CancellationToken stop)
    {
        var all = new List<UnitReading>();
        var model = city.Current;
        var end = model.BeginOf(holding.Period.LastDay.AddDays(1));
        foreach (var source in sources)
        {
            var leaves = holding.Nodes.Where(node => node.Source == source.Name).ToList();
            if (leaves.Count > 0)
            {
                all.AddRange(await source.ReadAsync(
                    new MeasureAsk(
                        holding.Period, model.BeginOf(holding.Period.FirstDay),
                        rawAsOf < end ? rawAsOf.Value : end, kind,
                        holding.Card.EditionCode, leaves, leads.Of, rawAsOf, once),
                    stop));
            }
        }

        return all;
    }

    // Districts are all of them, whether anything was seen there or not; lines are who leads, and
    // whom the sources name.
    private IEnumerable<string> Units(
        UnitKind kind, Leads leads,
        Dictionary<(UnitKind Kind, string Unit), IReadOnlyList<MeasureReading>> readings) =>
        kind == UnitKind.Territory
            ? city.Current.Areas.Districts.Select(area => area.Code)
            : readings.Keys.Where(key => key.Kind == UnitKind.Line).Select(key => key.Unit)
                .Union(leads.All(city.Current.Areas.Districts.Select(area => area.Code)))
                .Where(code => city.Current.Organizations.Find(code) is not null)
                .Order(StringComparer.Ordinal);

    private UnitScore Add(
        CardInPeriod holding, UnitKind kind, string unit,
        Dictionary<(UnitKind, string), IReadOnlyList<MeasureReading>> readings,
        Dictionary<string, int>? shares, Leads leads, SampleVariance variance)
    {
        var own = readings.GetValueOrDefault((kind, unit), []).ToDictionary(one => one.Leaf);
        var districts = city.Current.Areas.Districts;
        return ScoreTree.Of(
            holding.Nodes,
            new ScoreInput(
                kind, unit, own,
                node => kind != UnitKind.Line || own.ContainsKey(node.Code)
                    || (node.CriterionCode.Length > 0
                        && (leads.Of(node.CriterionCode, null) == unit
                            || districts.Any(area =>
                                leads.Of(node.CriterionCode, area.Code) == unit))),
                shares, holding.Version.LeastN),
            variance);
    }

    /// <summary>Who leads what at the period's end, asked once for each criterion and area.
    /// </summary>
    private sealed class Leads(DutyBook book, string edition)
    {
        private readonly Dictionary<(string, string?), string?> known = [];
        private readonly HashSet<string> criteria = [];

        public string? Of(string criterion, string? area)
        {
            if (criterion.Length == 0)
            {
                return null;
            }

            criteria.Add(criterion);
            if (!known.TryGetValue((criterion, area), out var lead))
            {
                lead = book.LeadOf(edition, criterion, area);
                known[(criterion, area)] = lead;
            }

            return lead;
        }

        /// <summary>All who lead one of the criteria asked about.</summary>
        public IEnumerable<string> All(IEnumerable<string> areas)
        {
            foreach (var (criterion, area) in criteria.ToList()
                .SelectMany(one => areas.Select(area => (one, area))))
            {
                Of(criterion, area);
            }

            return known.Values.OfType<string>().Distinct();
        }
    }
}
