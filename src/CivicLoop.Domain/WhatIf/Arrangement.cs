using CivicLoop.Domain.Calendar;

namespace CivicLoop.Domain.WhatIf;

/// <summary>Who has which case, by when, with how many hands: as it was, or as it is tried.
/// </summary>
internal sealed class Arrangement
{
    private readonly LoadTable load;

    private Arrangement(LoadTable load, int[] unit, double[] due, int[] hands)
    {
        this.load = load;
        (Unit, Due, Hands) = (unit, due, hands);
        Desks = [.. DesksOf()];
    }

    public int[] Unit { get; }

    public double[] Due { get; }

    public int[] Hands { get; }

    /// <summary>What each unit has to do, by its number.</summary>
    public IReadOnlyList<DeskPlan> Desks { get; }

    public static Arrangement Present(LoadTable load, IReadOnlyList<HandsLearned> hands) =>
        new(load, load.Unit, load.Due, [.. hands.Select(one => one.Count)]);

    public Arrangement With(WhatIfChanges changes)
    {
        var hands = (int[])Hands.Clone();
        foreach (var change in changes.Staff)
        {
            var unit = load.UnitOf(change.Unit);
            hands[unit] = change.Of(Hands[unit]);
        }

        var limits = changes.Limits.GroupBy(one => (one.ClassCode, one.ConditionN))
            .ToDictionary(one => one.Key, one => one.Last().Limit);
        var (units, due) = ((int[])Unit.Clone(), (double[])Due.Clone());
        for (var n = 0; n < units.Length; n++)
        {
            var one = load.Cases[n];
            if (changes.Routes.FirstOrDefault(route => route.Takes(one)) is { } route)
            {
                units[n] = load.UnitOf(route.Unit);
            }

            if (one.Limit is { } was
                && limits.TryGetValue((one.ClassCode, one.ConditionN), out var limit))
            {
                due[n] += Longer(one, was, limit);
            }
        }

        return new Arrangement(load, units, due, hands);
    }

    /// <summary>Units whose work is not what it is in the other.</summary>
    public bool[] DiffersFrom(Arrangement other)
    {
        var differs = new bool[Hands.Length];
        for (var unit = 0; unit < Hands.Length; unit++)
        {
            differs[unit] = Hands[unit] != other.Hands[unit];
        }

        for (var n = 0; n < Unit.Length; n++)
        {
            if (Unit[n] != other.Unit[n] || Due[n] != other.Due[n])
            {
                differs[Unit[n]] = differs[other.Unit[n]] = true;
            }
        }

        return differs;
    }

    // By difference, because an extension or a suspension may have moved the end already.
    private double Longer(WorkedCase one, TimeLimit was, TimeLimit then) =>
        load.Clock.Of(one.IsUrgent ? then.ToUrgent() : then) - load.Clock.Of(was);

    private IEnumerable<DeskPlan> DesksOf()
    {
        var cases = new List<int>[Hands.Length];
        for (var unit = 0; unit < cases.Length; unit++)
        {
            cases[unit] = [];
        }

        for (var n = 0; n < Unit.Length; n++)
        {
            cases[Unit[n]].Add(n);
        }

        return cases.Select(all =>
        {
            int[] urgent = [.. all.Where(n => load.IsUrgent[n])];
            int[] other = [.. all.Where(n => !load.IsUrgent[n])];
            return new DeskPlan(urgent, RankOf(urgent), other, RankOf(other));
        });
    }

    // Least time left first; of equals the one that came first.
    private int[] RankOf(int[] cases)
    {
        var places = Enumerable.Range(0, cases.Length).ToArray();
        Array.Sort(places, (a, b) => Due[cases[a]] != Due[cases[b]]
            ? Due[cases[a]].CompareTo(Due[cases[b]])
            : a.CompareTo(b));
        var rank = new int[cases.Length];
        for (var n = 0; n < places.Length; n++)
        {
            rank[places[n]] = n;
        }

        return rank;
    }
}

/// <summary>The cases of a unit in the order they come, urgent ones apart, each with its rank: the
/// smaller the more pressing.</summary>
internal sealed record DeskPlan(int[] Urgent, int[] UrgentRank, int[] Other, int[] OtherRank);
