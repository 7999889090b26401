namespace CivicLoop.Domain.WhatIf;

/// <summary>推演: plays a period's real load again, as it was arranged and with staff, limits or
/// routing changed, and compares. Units are compared with themselves; persons do not occur.
/// </summary>
public static class Replay
{
    /// <summary>More cases would take longer than anybody waits for an answer.</summary>
    public const int CasesMax = 400_000;

    private const int RunsUsual = 20;
    private const int RunsMany = 10;

    // With so many cases ten runs already lie close together.
    private const int ManyCases = 40_000;

    /// <summary>The same load, changes and seed give the same result.</summary>
    /// <exception cref="OperationCanceledException">Nobody waits any more.</exception>
    public static WhatIfResult Compare(
        WorkedLoad load, WhatIfChanges changes, long seed = 1, CancellationToken stop = default)
    {
        var table = new LoadTable(load);
        foreach (var unit in changes.Staff.Select(one => one.Unit)
            .Concat(changes.Routes.Select(one => one.Unit)))
        {
            table.UnitOf(unit);
        }

        var work = new double[table.Cases.Length];
        var hands = Learn(table, work);
        var present = Arrangement.Present(table, hands);
        var changed = changes.IsNone ? present : present.With(changes);
        var runs = table.Cases.Length > ManyCases ? RunsMany : RunsUsual;
        var tallies = new WhatIfTallies(table, present, changed, runs);
        var run = new ReplayRun(table, new WorkTimes(table, work));
        for (var n = 0; n < runs; n++)
        {
            var own = unchecked((seed * RunsUsual) + n);
            run.Play(present, own, stop);
            tallies.Before(n, run);
            run.Change(changed, present, tallies.Differs, own, stop);
            tallies.After(n, run);
        }

        return tallies.Result(
            runs,
            [
                .. hands.Select((one, unit) => new ComparedHands(
                    table.UnitCodes[unit], one, changed.Hands[unit])),
            ]);
    }

    private static HandsLearned[] Learn(LoadTable table, double[] work)
    {
        var cases = new List<int>[table.UnitCodes.Count];
        for (var n = 0; n < table.Unit.Length; n++)
        {
            (cases[table.Unit[n]] ??= []).Add(n);
        }

        return [.. cases.Select(all => LearnHands.Of(table, all?.ToArray() ?? [], work))];
    }
}
