using CivicLoop.Domain.Scores;
using CivicLoop.Domain.Standards;
using CivicLoop.Domain.Statistics;
using CivicLoop.Modules.Scores.Contracts;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

using Measure = CivicLoop.Domain.Standards.Measure;

namespace CivicLoop.Modules.Statistics;

/// <summary>统计数据 and 好差评 as figures of scores: what was confirmed, and not yet replaced, when
/// the score is computed, held against the ratio the edition asks for; a longer period is the sum
/// of its months.</summary>
internal sealed class StatisticMeasure(string name, CityDatabase database)
    : IMeasureSource, IMeasurePage
{
    /// <summary>Measures of an edition by statistics.</summary>
    public const string Statistic = "statistic";

    /// <summary>Service ratings, which are of no edition.</summary>
    public const string Rating = "rating";

    // A year of a large city: months, measures, units, and what was replaced.
    private const int FiguresMax = 100_000;

    public string Name => name;

    public async Task<IReadOnlyList<UnitReading>> ReadAsync(
        MeasureAsk ask, CancellationToken stop)
    {
        var (months, edition) = (ask.Period.Months, EditionOf(ask.EditionCode));
        var codes = ask.Leaves.Select(leaf => leaf.Argument).Distinct().ToList();
        await using var context = database.OpenContext();
        var rows = await context.Set<StatisticFigure>()
            .Where(row => months.Contains(row.Month) && row.EditionCode == edition
                && codes.Contains(row.MeasureCode)
                && (row.State == FigureState.Confirmed || row.State == FigureState.Replaced))
            .OrderBy(row => row.Id).Take(FiguresMax).ToListAsync(stop);
        var counted = rows.Where(row => row.CountsAt(ask.AsOf))
            .ToLookup(row => row.MeasureCode);
        var needs = (await context.Set<Measure>()
            .Where(row => row.EditionCode == edition && codes.Contains(row.Code))
            .ToListAsync(stop)).ToDictionary(row => row.Code, row => row.NeedMilli);
        return
        [
            .. ask.Leaves.SelectMany(leaf => FigureSum
                .Of(
                    ask.Kind, counted[leaf.Argument],
                    area => ask.LeadOf(leaf.CriterionCode, area))
                .Select(sum => new UnitReading(
                    sum.Unit, MeasureReading.Counted(
                        leaf.Code, sum.Part, sum.Whole,
                        needs.GetValueOrDefault(leaf.Argument, Shares.WholeMilli))))),
        ];
    }

    // Also where nothing was handed in: what is missing, and who hands it in, stands there.
    public Task<string?> AddressAsync(
        ScorePeriod period, DateTimeOffset asOf, string edition, ScoreNode leaf,
        CancellationToken stop) =>
        Task.FromResult(
            name == Rating && ServiceRating.All.All(one => one.Code != leaf.Argument)
                ? null
                : StatisticsPage.AddressOf(
                    $"{period}", KnownMeasure.KeyOf(EditionOf(edition), leaf.Argument)));

    private string EditionOf(string edition) => name == Rating ? "" : edition;
}
