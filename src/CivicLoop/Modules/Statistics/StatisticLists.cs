using CivicLoop.Domain;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Responsibilities;
using CivicLoop.Domain.Scores;
using CivicLoop.Domain.Statistics;
using CivicLoop.Modules.Responsibilities.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Statistics;

/// <summary>Which figures are asked for; what is null does not matter.</summary>
/// <param name="Period">A month, or all months of a quarter or a year.</param>
internal sealed record FigureFilter(
    ScorePeriod? Period = null, KnownMeasure? Measure = null, FigureUnit? Unit = null,
    FigureState? State = null);

/// <summary>A measure a scorecard takes from figures, and how far it is in a period.</summary>
/// <param name="Lead">Who leads its criterion in the whole city; null where nobody does.</param>
/// <param name="City">What counts for the city; null where nothing does.</param>
/// <param name="Counted">Figures that count.</param>
/// <param name="Waiting">Figures that wait to be confirmed.</param>
internal sealed record BoardRow(
    string Edition, ScoreNode Leaf, Organization? Lead, FigureSum? City, int Counted,
    int Waiting)
{
    public string Key => KnownMeasure.KeyOf(Edition, Leaf.Argument);
}

/// <summary>Reads figures, and what is missing of them.</summary>
internal sealed class StatisticLists(CityDatabase database, FindDuties duties, CityHolder city)
{
    public const int PageMax = 200;

    // Of one measure, unit and month: somebody mistook more often than anybody reads.
    private const int HistoryMax = 60;

    // As the scores read them.
    private const int CardsMax = 200;
    private const int VersionsMax = 500;
    private const int FiguresMax = 100_000;

    /// <summary>The day it is in the city.</summary>
    public DateOnly Today => duties.Today;

    /// <summary>The filter that is meant. Errors: a period, measure or unit nobody knows.</summary>
    public Outcome<FigureFilter> Filter(
        IReadOnlyList<KnownMeasure> known, string? month, string? measure, string? unit,
        FigureState? state)
    {
        var filter = new FigureFilter(State: state);
        if (TextRule.Blank(month) is { } period)
        {
            if (!ScorePeriod.Parse(period).Try(out var read, out var none))
            {
                return new Problem(ProblemCode.FieldInvalid, "month", none.Field ?? period);
            }

            filter = filter with { Period = read };
        }

        if (TextRule.Blank(measure) is not null)
        {
            if (!KnownMeasures.Find(known, measure).Try(out var meant, out var unknown))
            {
                return unknown;
            }

            filter = filter with { Measure = meant };
        }

        if (TextRule.Blank(unit) is not null)
        {
            if (!FigureUnits.Read(city.Current, unit).Try(out var meant, out var unknown))
            {
                return unknown;
            }

            filter = filter with { Unit = meant };
        }

        return filter;
    }

    /// <summary>The newest first.</summary>
    public async Task<Page<StatisticFigure>> PageAsync(
        FigureFilter filter, Guid? after, int limit, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        IQueryable<StatisticFigure> rows = context.Set<StatisticFigure>();
        if (filter.Period is { } period)
        {
            var months = period.Months;
            rows = rows.Where(row => months.Contains(row.Month));
        }

        if (filter.Measure is { } measure)
        {
            var (edition, code) = (measure.Edition, measure.Code);
            rows = rows.Where(row => row.EditionCode == edition && row.MeasureCode == code);
        }

        if (filter.Unit is { } unit)
        {
            var (kind, code) = (unit.Kind, unit.Code);
            rows = rows.Where(row => row.UnitKind == kind && row.UnitCode == code);
        }

        if (filter.State is { } state)
        {
            rows = rows.Where(row => row.State == state);
        }

        rows = after is { } last ? rows.Where(row => row.Id.CompareTo(last) < 0) : rows;
        var page = await rows.OrderByDescending(row => row.Id).Take(limit + 1).ToListAsync(stop);
        return Page.Cut(page, limit, row => $"{row.Id}");
    }

    /// <summary>Error: there is none.</summary>
    public async Task<Outcome<StatisticFigure>> FindAsync(Guid id, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await context.Set<StatisticFigure>().FirstOrDefaultAsync(row => row.Id == id, stop)
            is { } found
            ? found
            : new Problem(ProblemCode.NotFound, "figure", $"{id}");
    }

    /// <summary>All that was ever entered of the same measure, unit and month, the newest first.
    /// </summary>
    public async Task<IReadOnlyList<StatisticFigure>> HistoryAsync(
        FigureKey key, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await context.Set<StatisticFigure>()
            .Where(row => row.Month == key.Month && row.EditionCode == key.EditionCode
                && row.MeasureCode == key.MeasureCode && row.UnitCode == key.UnitCode
                && row.UnitKind == key.UnitKind)
            .OrderByDescending(row => row.Id).Take(HistoryMax).ToListAsync(stop);
    }

    /// <summary>What the scorecards that hold at a period's end take from figures, in their order:
    /// what counts, what waits and what is missing.</summary>
    public async Task<IReadOnlyList<BoardRow>> BoardAsync(
        ScorePeriod period, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var leaves = await LeavesAsync(context, ScorePeriod.MonthAt(period.LastDay), stop);
        var months = period.Months;
        var codes = leaves.Select(one => one.Leaf.Argument).Distinct().ToList();
        var figures = (await context.Set<StatisticFigure>()
            .Where(row => months.Contains(row.Month) && codes.Contains(row.MeasureCode)
                && (row.State == FigureState.Confirmed || row.State == FigureState.Waiting))
            .OrderBy(row => row.Id).Take(FiguresMax).ToListAsync(stop))
            .ToLookup(row => (row.EditionCode, row.MeasureCode));
        var book = await duties.LinesAsync(Today, stop);
        return
        [
            .. leaves.Select(one =>
            {
                var own = figures[(one.Edition, one.Leaf.Argument)];
                var counted = own.Where(row => row.State == FigureState.Confirmed).ToList();
                return new BoardRow(
                    one.Edition, one.Leaf, LeadOf(book, one.Edition, one.Leaf),
                    FigureSum.Of(UnitKind.City, counted, _ => null) is [var sum, ..] ? sum : null,
                    counted.Count, own.Count() - counted.Count);
            }),
        ];
    }

    private Organization? LeadOf(DutyBook book, string edition, ScoreNode leaf) =>
        leaf.CriterionCode.Length == 0 ? null : city.Current.Organizations.Find(
            book.LeadOf(edition, leaf.CriterionCode, areaCode: null));

    // Each measure once, however many cards take it.
    private static async Task<List<(string Edition, ScoreNode Leaf)>> LeavesAsync(
        CityContext context, ScorePeriod month, CancellationToken stop)
    {
        var cards = await context.Set<Scorecard>().OrderBy(row => row.Code).Take(CardsMax)
            .ToListAsync(stop);
        var versions = await context.Set<ScorecardVersion>()
            .Where(row => row.State == ScorecardState.Published)
            .OrderByDescending(row => row.FromMonth).Take(VersionsMax).ToListAsync(stop);
        var holding = cards
            .Select(card => (Card: card, Version: ScorecardRules.Holding(
                versions.Where(one => one.ScorecardId == card.Id), month)))
            .Where(one => one.Version is not null)
            .ToDictionary(one => (one.Card.Id, one.Version!.N), one => one.Card);
        var (ids, numbers) = (
            holding.Keys.Select(one => one.Id).ToList(),
            holding.Keys.Select(one => one.N).Distinct().ToList());
        var nodes = await context.Set<ScoreNode>()
            .Where(row => ids.Contains(row.ScorecardId) && numbers.Contains(row.VersionN)
                && (row.Source == StatisticMeasure.Statistic
                    || row.Source == StatisticMeasure.Rating))
            .OrderBy(row => row.Position).Take(ScorecardRules.NodesMax).ToListAsync(stop);
        return
        [
            .. nodes.Where(node => holding.ContainsKey((node.ScorecardId, node.VersionN)))
                .Select(node => (
                    Edition: node.Source == StatisticMeasure.Rating
                        ? "" : holding[(node.ScorecardId, node.VersionN)].EditionCode,
                    Leaf: node))
                .DistinctBy(one => (one.Edition, one.Leaf.Argument)),
        ];
    }
}
