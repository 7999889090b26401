namespace CivicLoop.Domain.WhatIf;

/// <summary>How many hands a unit seems to have had: how many cases it worked on at once, learned
/// from the load alone. While every case has a hand, a longer pile is finished faster; once all
/// hands are busy it is not. Where that turn lies is the number.</summary>
/// <param name="Low">The fewest and the most that explain the load about as well (95 %).</param>
/// <param name="IsAssumed">No case of the unit was finished, so one hand is taken.</param>
/// <param name="Most">The longest pile there was.</param>
public sealed record HandsLearned(int Count, int Low, int High, bool IsAssumed, int Most)
{
    /// <summary>However long the pile, it was finished faster: nothing says that hands were ever
    /// short, and more would not have helped.</summary>
    public bool IsNeverShort => !IsAssumed && Count >= Most;

    /// <summary>What a unit without a finished case is given.</summary>
    public static HandsLearned Assumed { get; } = new(1, 1, 1, true, 0);
}

/// <summary>Learns the hands of one unit and how much work each of its cases was.</summary>
internal static class LearnHands
{
    // Half of the 95 % point of chi-squared with one degree of freedom: Wilks' interval.
    private const double Support = 1.92;

    // Of what was not done, whatever lay longer than so many of the done cases took.
    private const double LongShare = 0.95;

    private readonly record struct Step(double At, int Case, bool Comes);

    /// <param name="cases">Cases of the unit.</param>
    /// <param name="work">Filled for each case with the seconds of one hand it took up to its end,
    /// or up to the end of the load; infinite where it lay and nobody took it up; not a number
    /// where that cannot be said.</param>
    public static HandsLearned Of(LoadTable load, int[] cases, double[] work)
    {
        var lying = Lying(load, cases);
        foreach (var n in cases)
        {
            work[n] = lying.Contains(n) ? double.PositiveInfinity : double.NaN;
        }

        var learned = cases
            .Where(n => !load.Cases[n].WasSuspended && !lying.Contains(n)).ToArray();
        var steps = Steps(
            learned, n => load.WorkedBegin[n], n => load.WorkedEnd[n], load.HorizonWorked);
        var hands = MostLikely(steps);
        Share(steps, hands.Count, load.HorizonWorked, (n, seconds) => work[n] = seconds);

        // Urgent work goes on by night, and before all other.
        var urgent = Steps(
            [.. learned.Where(n => load.IsUrgent[n])], n => load.Begin[n], n => load.End[n],
            load.HorizonSeconds);
        Share(urgent, hands.Count, load.HorizonSeconds, (n, seconds) => work[n] = seconds);
        return hands;
    }

    // A pile that nobody works on would look like hands that are all busy.
    private static HashSet<int> Lying(LoadTable load, int[] cases)
    {
        var took = cases.Where(n => !double.IsPositiveInfinity(load.End[n]))
            .Select(n => load.WorkedEnd[n] - load.WorkedBegin[n]).Order().ToList();
        if (took.Count == 0)
        {
            return [];
        }

        var longest = took[(int)(LongShare * (took.Count - 1))];
        return
        [
            .. cases.Where(n => double.IsPositiveInfinity(load.End[n])
                && !load.Cases[n].WasSuspended
                && load.HorizonWorked - load.WorkedBegin[n] > longest),
        ];
    }

    private static Step[] Steps(
        int[] cases, Func<int, double> begin, Func<int, double> end, double horizon)
    {
        var steps = new List<Step>(cases.Length * 2);
        foreach (var n in cases)
        {
            steps.Add(new Step(begin(n), n, true));
            if (end(n) <= horizon)
            {
                steps.Add(new Step(end(n), n, false));
            }
        }

        var sorted = steps.ToArray();
        Array.Sort(sorted, (a, b) => a.At != b.At ? a.At.CompareTo(b.At)
            : a.Comes != b.Comes ? b.Comes.CompareTo(a.Comes)
            : a.Case.CompareTo(b.Case));
        return sorted;
    }

    // Cases are finished at a pace of hands at work, min(pile, hands), times a constant: the
    // likelihood of a Poisson process whose pace is known but for that constant.
    private static HandsLearned MostLikely(Step[] steps)
    {
        var most = 0;
        var pile = 0;
        foreach (var step in steps)
        {
            pile += step.Comes ? 1 : -1;
            most = Math.Max(most, pile);
        }

        var (seconds, done) = (new double[most + 1], new int[most + 1]);
        var (last, finished) = (0.0, 0);
        pile = 0;
        foreach (var step in steps)
        {
            seconds[pile] += step.At - last;
            last = step.At;
            finished += step.Comes ? 0 : 1;
            done[pile] += step.Comes ? 0 : 1;
            pile += step.Comes ? 1 : -1;
        }

        if (finished == 0)
        {
            return HandsLearned.Assumed;
        }

        var likely = Likelihoods(seconds, done, finished);
        var best = likely.Max();
        int First(double by) => 1 + Array.FindIndex(likely, one => one >= best - by);
        return new HandsLearned(
            First(1e-9), First(Support),
            1 + Array.FindLastIndex(likely, one => one >= best - Support), false, most);
    }

    // Of one hand, of two, and so on. Each hand more is at work wherever the pile is as long.
    private static double[] Likelihoods(double[] seconds, int[] done, int finished)
    {
        var likely = new double[seconds.Length - 1];
        var (secondsLonger, doneLonger) = (seconds.Skip(1).Sum(), finished);
        var (busy, shorter) = (0.0, 0.0);
        for (var hands = 1; hands < seconds.Length; hands++)
        {
            busy += secondsLonger;
            var sum = shorter + (doneLonger * Math.Log(hands));
            likely[hands - 1] = busy > 0
                ? sum - (finished * Math.Log(busy))
                : double.NegativeInfinity;
            shorter += done[hands] * Math.Log(hands);
            secondsLonger -= seconds[hands];
            doneLonger -= done[hands];
        }

        return likely;
    }

    // Nobody writes down when work begins, so each case that is there gets an equal part of the
    // hands at work: added up it is exactly the work that was done.
    private static void Share(
        Step[] steps, int hands, double horizon, Action<int, double> took)
    {
        var begun = new Dictionary<int, double>();
        var (last, pile, part) = (0.0, 0, 0.0);
        foreach (var step in steps)
        {
            part += (step.At - last) * Math.Min(1, hands / (double)Math.Max(1, pile));
            last = step.At;
            pile += step.Comes ? 1 : -1;
            if (step.Comes)
            {
                begun[step.Case] = part;
            }
            else
            {
                took(step.Case, part - begun[step.Case]);
                begun.Remove(step.Case);
            }
        }

        part += (horizon - last) * Math.Min(1, hands / (double)Math.Max(1, pile));
        foreach (var (n, from) in begun)
        {
            took(n, part - from);
        }
    }
}
