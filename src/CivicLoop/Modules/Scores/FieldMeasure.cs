using CivicLoop.Domain.Scores;
using CivicLoop.Modules.Inspections.Contracts;
using CivicLoop.Modules.Scores.Contracts;
using CivicLoop.Modules.Standards.Contracts;

namespace CivicLoop.Modules.Scores;

/// <summary>实地: measures of an edition by the visits to a sample of the sites of their kind.
/// </summary>
internal sealed class FieldMeasure(
    ScoreCells cells, ReadVisits visits, EditionLists editions) : IMeasureSource
{
    public string Name => "field";

    public async Task<IReadOnlyList<UnitReading>> ReadAsync(
        MeasureAsk ask, CancellationToken stop)
    {
        if (!(await editions.BodyAsync(ask.EditionCode, stop)).Try(out var body, out _))
        {
            return [];
        }

        var kinds = body.Measures.Where(one => one.SiteKindCode is not null)
            .ToDictionary(one => one.Code, one => one.SiteKindCode!);
        var strata = await ask.Once.OfAsync(
            Name, () => StrataAsync(ask.Period, ask.FromRaw ? ask.To : null, stop));
        var readings = new List<UnitReading>();
        foreach (var leaf in ask.Leaves.Where(leaf => kinds.ContainsKey(leaf.Argument)))
        {
            readings.AddRange(strata.Where(one => one.Kind == kinds[leaf.Argument])
                .GroupBy(one => UnitOf(ask, leaf, one))
                .Where(group => group.Key is not null)
                .Select(group => new UnitReading(
                    group.Key!, MeasureReading.Sampled(leaf.Code, [.. group]))));
        }

        return readings;
    }

    // As of an instant from the answers themselves; else by the sums that are kept up.
    private async Task<IReadOnlyList<StratumSum>> StrataAsync(
        ScorePeriod period, DateTimeOffset? rawAsOf, CancellationToken stop)
    {
        var sums = rawAsOf is { } asOf
            ? await cells.RawAsync(period, asOf, stop)
            : await cells.KeptAsync(period, stop);
        return ScoreCell.Strata(
            await visits.FramesAsync(
                period.FirstDay, period.LastDay,
                [.. sums.Select(one => one.PlanId).Distinct()], stop),
            sums);
    }

    private static string? UnitOf(MeasureAsk ask, ScoreNode leaf, StratumSum one) =>
        ask.Kind switch
        {
            UnitKind.City => "",
            UnitKind.Territory => one.District,
            UnitKind.Line => ask.LeadOf(leaf.CriterionCode, one.District),
        };
}
