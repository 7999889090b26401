namespace CivicLoop.Domain.WhatIf;

/// <summary>Keeps the measures of all runs, for the city, each unit and each class.</summary>
internal sealed class WhatIfTallies
{
    private readonly LoadTable load;
    private readonly Arrangement present;
    private readonly Arrangement changed;
    private readonly Sheet city;
    private readonly Sheet units;
    private readonly Sheet classes;

    public WhatIfTallies(LoadTable load, Arrangement present, Arrangement changed, int runs)
    {
        (this.load, this.present, this.changed) = (load, present, changed);
        Differs = changed.DiffersFrom(present);
        var touched = new bool[load.ClassCodes.Count];
        for (var n = 0; n < load.Cases.Length; n++)
        {
            touched[load.Class[n]] |= Differs[changed.Unit[n]] || Differs[present.Unit[n]];
        }

        Sheet Of(int count, Func<int, int> was, Func<int, int> then, bool[] differs) => new(
            new ReplayFigures(load, count, was), new ReplayFigures(load, count, then), differs,
            runs);
        city = Of(1, _ => 0, _ => 0, [Differs.Any(one => one)]);
        units = Of(
            load.UnitCodes.Count, n => present.Unit[n], n => changed.Unit[n], Differs);
        classes = Of(
            load.ClassCodes.Count, n => load.Class[n], n => load.Class[n], touched);
    }

    /// <summary>Units a change touches, by their number.</summary>
    public bool[] Differs { get; }

    private Sheet[] All => [city, units, classes];

    public void Before(int n, ReplayRun run)
    {
        foreach (var sheet in All)
        {
            sheet.Before(n, run, present.Due);
        }
    }

    public void After(int n, ReplayRun run)
    {
        foreach (var sheet in All)
        {
            sheet.After(n, run, changed.Due);
        }
    }

    public WhatIfResult Result(int runs, IReadOnlyList<ComparedHands> hands) => new(
        runs, city.Group(0, "", load),
        [
            .. load.UnitCodes.Select((code, n) => units.Group(n, code, load))
                .Where((one, n) => one.CasesBefore + one.CasesAfter > 0 || Differs[n])
                .OrderByDescending(one => one.CasesBefore)
                .ThenBy(one => one.Code, StringComparer.Ordinal),
        ],
        [
            .. load.ClassCodes.Select((code, n) => classes.Group(n, code, load))
                .Where(one => one.CasesBefore > 0)
                .OrderByDescending(one => one.CasesBefore)
                .ThenBy(one => one.Code, StringComparer.Ordinal),
        ],
        hands);

    private sealed class Sheet(
        ReplayFigures was, ReplayFigures then, bool[] differs, int runs)
    {
        private readonly double[][][] before = Empty(was.Count, runs);
        private readonly double[][][] after = Empty(was.Count, runs);

        public void Before(int n, ReplayRun run, double[] due)
        {
            for (var group = 0; group < before.Length; group++)
            {
                before[group][n] = was.Of(group, run.Start, run.Finish, due);
            }
        }

        public void After(int n, ReplayRun run, double[] due)
        {
            for (var group = 0; group < after.Length; group++)
            {
                after[group][n] = differs[group]
                    ? then.Of(group, run.Start, run.Finish, due)
                    : before[group][n];
            }
        }

        public ComparedGroup Group(int group, string code, LoadTable load)
        {
            var seen = was.Of(group, null, load.End, load.Due);
            return new ComparedGroup(
                code, was.Size(group), then.Size(group),
                [
                    .. Enum.GetValues<WhatIfMeasure>().Select(measure => Compared(
                        measure,
                        [.. before[group].Select(one => one[(int)measure])],
                        [.. after[group].Select(one => one[(int)measure])])),
                ],
                Enum.GetValues<WhatIfMeasure>().Where(one => !double.IsNaN(seen[(int)one]))
                    .ToDictionary(one => one, one => seen[(int)one]));
        }

        private static ComparedMeasure Compared(
            WhatIfMeasure measure, double[] was, double[] then) => new(
            measure, RunSpan.Of(was), RunSpan.Of(then),
            RunSpan.Of([.. was.Zip(then, (one, other) => other - one)]));

        private static double[][][] Empty(int groups, int runs) =>
            [.. Enumerable.Range(0, groups).Select(_ => new double[runs][])];
    }
}
