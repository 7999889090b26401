using CivicLoop.Domain.Simulation;

namespace CivicLoop.Domain.WhatIf;

/// <summary>How much work cases of a kind were at a unit, to draw from. Where a unit had few of a
/// kind, most draws come from all units' cases of the kind, and where those are few too, from all
/// cases on the same clock.</summary>
internal sealed class WorkTimes
{
    // As many cases of its own weigh as much as what is known of all others.
    private const double Few = 5;

    private readonly Dictionary<(int Unit, int Kind), Pool> ofUnit;
    private readonly Dictionary<int, Pool> ofKind;
    private readonly Dictionary<bool, Pool> ofClock;
    private readonly bool[] kindIsUrgent;

    public WorkTimes(LoadTable load, double[] work)
    {
        kindIsUrgent = load.KindIsUrgent;
        var known = Enumerable.Range(0, work.Length).Where(n => !double.IsNaN(work[n])).ToList();
        Pool Of(IEnumerable<int> cases) => new(
            cases.Select(n => (work[n], IsDone: !double.IsPositiveInfinity(load.End[n]))));
        ofUnit = known.GroupBy(n => (load.Unit[n], load.Kind[n]))
            .ToDictionary(one => one.Key, one => Of(one));
        ofKind = known.GroupBy(n => load.Kind[n]).ToDictionary(one => one.Key, one => Of(one));
        ofClock = known.GroupBy(n => load.IsUrgent[n])
            .ToDictionary(one => one.Key, one => Of(one));
    }

    /// <summary>Seconds of one hand; infinite for a case nobody takes up in this period. The same
    /// draws give the same place among the unit's cases, whoever the unit is.</summary>
    public double Draw(int unit, int kind, SeededDraws draws)
    {
        var (first, second) = (draws.Unit(), draws.Unit());
        var pool = Chosen(ofUnit.GetValueOrDefault((unit, kind)), first)
            ?? Chosen(ofKind.GetValueOrDefault(kind), second)
            ?? ofClock.GetValueOrDefault(kindIsUrgent[kind]);
        return pool?.Draw(draws) ?? double.PositiveInfinity;
    }

    private static Pool? Chosen(Pool? pool, double draw) =>
        pool is not null && draw < pool.Done / (pool.Done + Few) ? pool : null;

    private sealed class Pool
    {
        private readonly double[] seconds;
        private readonly bool[] done;

        public Pool(IEnumerable<(double Seconds, bool IsDone)> cases)
        {
            var sorted = cases.OrderBy(one => one.Seconds).ThenByDescending(one => one.IsDone)
                .ToArray();
            seconds = [.. sorted.Select(one => one.Seconds)];
            done = [.. sorted.Select(one => one.IsDone)];
            Done = done.Count(one => one);
        }

        public int Done { get; }

        // A case that was not finished took longer than was seen: its weight goes to the longer
        // ones (Efron 1967), and beyond the longest it simply lies.
        public double Draw(SeededDraws draws)
        {
            var n = draws.Below(seconds.Length);
            while (!done[n])
            {
                var longer = seconds.Length - n - 1;
                if (longer == 0)
                {
                    return double.PositiveInfinity;
                }

                n += 1 + draws.Below(longer);
            }

            return seconds[n];
        }
    }
}
