using CivicLoop.Domain.Burden;
using CivicLoop.Domain.Scores;
using CivicLoop.Modules.Scores.Contracts;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Burden;

/// <summary>减负 as figures of scores: what a body asked of units in working hours ÷ all it asked.
/// It counts against who asks, never against who is asked.</summary>
internal sealed class BurdenMeasure(CityDatabase database) : IMeasureSource
{
    // Every body of a large city.
    private const int BodiesMax = 20_000;

    public string Name => "burden";

    public async Task<IReadOnlyList<UnitReading>> ReadAsync(
        MeasureAsk ask, CancellationToken stop)
    {
        // Who asks is a body, not an area.
        if (ask.Kind == UnitKind.Territory)
        {
            return [];
        }

        var first = BurdenWeek.Of(ask.Period.FirstDay);
        var last = ask.Period.LastDay.AddDays(WeekAhead);
        await using var context = database.OpenContext();
        var bodies = await context.Set<BurdenAsk>()
            .Where(row => row.Week >= first && row.Week <= last && row.AskedAt >= ask.From
                && row.AskedAt < ask.To)
            .GroupBy(row => row.AskedBy)
            .Select(group => new
            {
                Body = group.Key, All = group.Count(), Quiet = group.Count(row => row.IsQuiet),
            })
            .OrderBy(one => one.Body).Take(BodiesMax).ToListAsync(stop);
        var units = ask.Kind == UnitKind.City
            ? [(Unit: "", All: bodies.Sum(one => one.All), Quiet: bodies.Sum(one => one.Quiet))]
            : bodies.Where(one => one.Body.Length > 0)
                .Select(one => (Unit: one.Body, one.All, one.Quiet));
        return
        [
            .. units.Where(one => one.All > 0).SelectMany(one => ask.Leaves.Select(leaf =>
                new UnitReading(
                    one.Unit,
                    MeasureReading.Counted(leaf.Code, one.All - one.Quiet, one.All)))),
        ];
    }

    // What is asked today may fall into a week to come.
    private const int WeekAhead = 366;
}
