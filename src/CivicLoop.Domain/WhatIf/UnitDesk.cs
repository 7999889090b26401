namespace CivicLoop.Domain.WhatIf;

/// <summary>How many hands there are from a moment on.</summary>
internal readonly record struct HandsFrom(double At, int Count);

/// <summary>One unit at work on one clock. Every hand has the most pressing case that none other
/// has; what is less pressing is put aside and taken up again. So with more hands no case is done
/// later, which with work once begun held on to would not be true.</summary>
internal sealed class UnitDesk
{
    private readonly PriorityQueue<int, int> waiting = new();
    private readonly PriorityQueue<int, int> leastPressing = new();
    private readonly PriorityQueue<(int Place, int Turn), double> ends = new();
    private readonly List<HandsFrom> busyFrom = [];
    private int[] cases = [];
    private int[] rank = [];
    private double[] left = [];
    private double[] since = [];
    private int[] turn = [];
    private bool[] works = [];
    private double[] starts = [];
    private double[] finishes = [];
    private int busy;
    private double now;

    /// <summary>How many hands were at work, from each moment on.</summary>
    public IReadOnlyList<HandsFrom> Busy => busyFrom;

    /// <param name="cases">In the order they come.</param>
    /// <param name="rank">Of each place in <paramref name="cases"/>: smaller is more pressing.
    /// </param>
    /// <param name="hands">In the order of time, the first from the beginning.</param>
    /// <param name="work">Seconds of one hand each case takes.</param>
    /// <param name="starts">Filled with when each is first worked on, if it is.</param>
    public void Run(
        int[] cases, int[] rank, IReadOnlyList<HandsFrom> hands, double horizon, double[] begin,
        double[] work, double[] starts, double[] finishes)
    {
        Clear(cases, rank, starts, finishes);
        var (next, step, there) = (0, 0, 0);
        while (true)
        {
            now = Math.Min(
                next < cases.Length ? begin[cases[next]] : double.PositiveInfinity,
                Math.Min(
                    step < hands.Count ? hands[step].At : double.PositiveInfinity, NextEnd()));
            if (now > horizon || double.IsPositiveInfinity(now))
            {
                return;
            }

            while (NextEnd() <= now)
            {
                Finish(ends.Dequeue().Place);
            }

            for (; step < hands.Count && hands[step].At <= now; step++)
            {
                there = hands[step].Count;
            }

            for (; next < cases.Length && begin[cases[next]] <= now; next++)
            {
                Come(next, work[cases[next]]);
            }

            Deal(there);
            if (busyFrom.Count == 0 || busyFrom[^1].Count != busy)
            {
                busyFrom.Add(new HandsFrom(now, busy));
            }
        }
    }

    private void Clear(int[] some, int[] ranks, double[] startsAt, double[] finishesAt)
    {
        (cases, rank, starts, finishes) = (some, ranks, startsAt, finishesAt);
        waiting.Clear();
        leastPressing.Clear();
        ends.Clear();
        busyFrom.Clear();
        busy = 0;
        if (left.Length < cases.Length)
        {
            var size = Math.Max(cases.Length, left.Length * 2);
            (left, since) = (new double[size], new double[size]);
            (turn, works) = (new int[size], new bool[size]);
        }

        Array.Clear(turn, 0, cases.Length);
        Array.Clear(works, 0, cases.Length);
        foreach (var n in cases)
        {
            starts[n] = finishes[n] = double.PositiveInfinity;
        }
    }

    private void Come(int place, double seconds)
    {
        left[place] = seconds;
        if (!double.IsPositiveInfinity(seconds))
        {
            waiting.Enqueue(place, rank[place]);
        }
    }

    private void Deal(int there)
    {
        while (busy > there)
        {
            PutAside();
        }

        while (busy < there && waiting.TryDequeue(out var place, out _))
        {
            TakeUp(place);
        }

        while (busy > 0 && waiting.TryPeek(out var first, out var pressing)
            && pressing < RankOfLeast())
        {
            PutAside();
            waiting.Dequeue();
            TakeUp(first);
        }
    }

    private void TakeUp(int place)
    {
        busy++;
        works[place] = true;
        since[place] = now;
        var n = cases[place];
        starts[n] = double.IsPositiveInfinity(starts[n]) ? now : starts[n];
        ends.Enqueue((place, ++turn[place]), now + left[place]);
        leastPressing.Enqueue(place, -rank[place]);
    }

    private void PutAside()
    {
        _ = RankOfLeast();
        var place = leastPressing.Dequeue();
        busy--;
        works[place] = false;
        turn[place]++;
        left[place] = Math.Max(0, left[place] - (now - since[place]));
        waiting.Enqueue(place, rank[place]);
    }

    private void Finish(int place)
    {
        busy--;
        works[place] = false;
        turn[place]++;
        finishes[cases[place]] = now;
    }

    // What was put aside or finished meanwhile is still in the queues and is passed over.
    private double NextEnd()
    {
        while (ends.TryPeek(out var one, out var at))
        {
            if (turn[one.Place] == one.Turn)
            {
                return at;
            }

            ends.Dequeue();
        }

        return double.PositiveInfinity;
    }

    private int RankOfLeast()
    {
        while (leastPressing.TryPeek(out var place, out _) && !works[place])
        {
            leastPressing.Dequeue();
        }

        return leastPressing.TryPeek(out var least, out _) ? rank[least] : int.MinValue;
    }
}
