using CivicLoop.Domain.Simulation;

namespace CivicLoop.Domain.WhatIf;

/// <summary>One run of the load through all units, and again through those a change touches, with
/// the same draws: what differs comes from the change and not from luck.</summary>
internal sealed class ReplayRun
{
    private readonly LoadTable load;
    private readonly WorkTimes times;
    private readonly UnitDesk desk = new();
    private readonly double[] work;
    private readonly List<HandsFrom> left = [];

    public ReplayRun(LoadTable load, WorkTimes times)
    {
        this.load = load;
        this.times = times;
        var count = load.Cases.Length;
        (work, Start, Finish) = (new double[count], new double[count], new double[count]);
    }

    /// <summary>When work on each case began, on its own clock; infinite where it did not.
    /// </summary>
    public double[] Start { get; }

    public double[] Finish { get; }

    public void Play(Arrangement present, long seed, CancellationToken stop)
    {
        for (var n = 0; n < work.Length; n++)
        {
            work[n] = Draw(present, n, seed);
        }

        for (var unit = 0; unit < present.Desks.Count; unit++)
        {
            stop.ThrowIfCancellationRequested();
            Work(present, unit);
        }
    }

    /// <summary>Plays on from the present: only units that differ are worked through anew.
    /// </summary>
    public void Change(
        Arrangement changed, Arrangement present, bool[] differs, long seed,
        CancellationToken stop)
    {
        for (var n = 0; n < work.Length; n++)
        {
            if (changed.Unit[n] != present.Unit[n])
            {
                work[n] = Draw(changed, n, seed);
            }
        }

        for (var unit = 0; unit < differs.Length; unit++)
        {
            stop.ThrowIfCancellationRequested();
            if (differs[unit])
            {
                Work(changed, unit);
            }
        }
    }

    private double Draw(Arrangement by, int n, long seed) =>
        times.Draw(by.Unit[n], load.Kind[n], new SeededDraws(seed, n));

    // Urgent work goes before all other, at every hour; by day it takes its hands from the rest.
    private void Work(Arrangement by, int unit)
    {
        var plan = by.Desks[unit];
        var hands = by.Hands[unit];
        desk.Run(
            plan.Urgent, plan.UrgentRank, [new HandsFrom(0, hands)], load.HorizonSeconds,
            load.Begin, work, Start, Finish);
        left.Clear();
        left.Add(new HandsFrom(0, hands));
        foreach (var busy in desk.Busy)
        {
            left.Add(new HandsFrom(load.Clock.Worked(busy.At), hands - busy.Count));
        }

        desk.Run(
            plan.Other, plan.OtherRank, left, load.HorizonWorked, load.Begin, work, Start, Finish);
    }
}
