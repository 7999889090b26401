using CivicLoop.Domain.Simulation;

namespace CivicLoop.Modules.Simulation;

/// <summary>When reports come in: by hour of the day and day of the week.</summary>
internal sealed class SimulatedTimes(
    SimulationScript script, TimeZoneInfo zone, int days, DateTimeOffset until)
{
    // Draws after the end or in an hour that clocks skip are made again.
    private const int TriesMax = 50;

    // The instants are drawn from numbers of their own, apart from those of the cases.
    private const long Apart = -1;

    /// <summary>The instants, from the first to the last.</summary>
    public DateTimeOffset[] Draw(long seed, int count)
    {
        var draws = new SeededDraws(seed, Apart);
        var last = TimeZoneInfo.ConvertTime(until, zone).Date;
        var weights = Enumerable.Range(0, days)
            .Select(back => script.Weekdays[(int)last.AddDays(-back).DayOfWeek])
            .ToArray();
        var upTo = new double[weights.Length];
        for (var n = 0; n < weights.Length; n++)
        {
            upTo[n] = weights[n] + (n == 0 ? 0 : upTo[n - 1]);
        }

        var times = new DateTimeOffset[count];
        for (var n = 0; n < count; n++)
        {
            times[n] = One(draws, last, upTo);
        }

        Array.Sort(times);
        return times;
    }

    private DateTimeOffset One(SeededDraws draws, DateTime last, double[] upTo)
    {
        for (var tries = 0; tries < TriesMax; tries++)
        {
            var place = Array.BinarySearch(upTo, draws.Unit() * upTo[^1]);
            var day = last.AddDays(-Math.Min(place < 0 ? ~place : place, upTo.Length - 1));
            var local = day.AddHours(draws.Weighted(script.Hours))
                .AddSeconds(Math.Floor(draws.Between(0, 3600)));
            if (zone.IsInvalidTime(local))
            {
                continue;
            }

            var at = new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
            if (at <= until)
            {
                return at;
            }
        }

        return until.AddSeconds(-Math.Floor(draws.Between(1, 3600)));
    }
}
