namespace CivicLoop.Domain.WhatIf;

/// <summary>What a replay is judged by.</summary>
public enum WhatIfMeasure
{
    /// <summary>按期处置率: done in time ÷ (done in time + late), where a case past its limit
    /// that is not done is late; a share of 1.</summary>
    OnTime,

    /// <summary>Hours before work on a case begins, the middle case; of working time, or of all
    /// time for urgent cases.</summary>
    WaitMiddle,

    /// <summary>The same of which nine in ten wait no longer.</summary>
    WaitLong,

    /// <summary>Hours from dispatch to the unit's answer, the middle case.</summary>
    DoneMiddle,

    /// <summary>The same of which nine in ten take no longer.</summary>
    DoneLong,

    /// <summary>Cases not done at the end.</summary>
    Left,
}

/// <summary>Counts one run by groups of cases.</summary>
internal sealed class ReplayFigures
{
    private const double Long = 0.9;

    private readonly LoadTable load;
    private readonly int[][] groups;
    private readonly double[] waits;
    private readonly double[] dones;

    /// <param name="groupOf">Number of the group of each case.</param>
    public ReplayFigures(LoadTable load, int count, Func<int, int> groupOf)
    {
        this.load = load;
        groups =
        [
            .. Enumerable.Range(0, load.Cases.Length).Where(n => load.IsCounted[n])
                .GroupBy(groupOf)
                .Aggregate(
                    new int[count][],
                    (all, one) =>
                    {
                        all[one.Key] = [.. one];
                        return all;
                    })
                .Select(one => one ?? []),
        ];
        var most = groups.Max(one => (int?)one.Length) ?? 0;
        (waits, dones) = (new double[most], new double[most]);
    }

    public int Count => groups.Length;

    /// <summary>Cases of a group.</summary>
    public int Size(int group) => groups[group].Length;

    /// <summary>The measures of a group in their order; not a number where there is nothing to
    /// measure.</summary>
    /// <param name="start">Null where nobody saw when work began.</param>
    public double[] Of(int group, double[]? start, double[] finish, double[] due)
    {
        var (cases, onTime, late, left) = (groups[group], 0, 0, 0);
        for (var n = 0; n < cases.Length; n++)
        {
            var (one, horizon) = (cases[n], load.HorizonOf(cases[n]));
            var isDone = finish[one] <= horizon;
            left += isDone ? 0 : 1;
            onTime += isDone && finish[one] <= due[one] && !double.IsPositiveInfinity(due[one])
                ? 1 : 0;
            late += due[one] < Math.Min(finish[one], horizon) ? 1 : 0;
            dones[n] = Math.Min(finish[one], horizon) - load.Begin[one];
            waits[n] = start is null ? 0 : Math.Min(start[one], horizon) - load.Begin[one];
        }

        Array.Sort(waits, 0, cases.Length);
        Array.Sort(dones, 0, cases.Length);
        var waited = start is null ? 0 : cases.Length;
        return
        [
            onTime + late == 0 ? double.NaN : onTime / (double)(onTime + late),
            At(waits, waited, 0.5), At(waits, waited, Long),
            At(dones, cases.Length, 0.5), At(dones, cases.Length, Long), left,
        ];
    }

    private static double At(double[] sorted, int count, double share) => count == 0
        ? double.NaN
        : sorted[Math.Max(0, (int)Math.Ceiling(share * count) - 1)] / WorkClock.HourSeconds;
}
