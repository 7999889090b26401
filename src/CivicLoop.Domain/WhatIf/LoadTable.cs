namespace CivicLoop.Domain.WhatIf;

/// <summary>A load as columns of numbers. Times are seconds on a case's own clock: of every hour
/// for urgent ones, of working time for all others.</summary>
internal sealed class LoadTable
{
    private readonly Dictionary<string, int> units = [];
    private readonly Dictionary<string, int> classes = [];
    private readonly Dictionary<(int, int, bool), int> kinds = [];
    private readonly List<string> unitCodes = [];
    private readonly List<string> classCodes = [];

    public LoadTable(WorkedLoad load)
    {
        Clock = new WorkClock(load.Calendar, load.WarmFrom, load.To);
        HorizonSeconds = Clock.Seconds(load.To);
        HorizonWorked = Clock.Worked(HorizonSeconds);
        Cases = [.. load.Cases.Where(one => one.StartedAt < load.To).OrderBy(one => one.StartedAt)];
        var count = Cases.Length;
        (Begin, End, Due) = (new double[count], new double[count], new double[count]);
        (WorkedBegin, WorkedEnd) = (new double[count], new double[count]);
        (Unit, Class, Kind) = (new int[count], new int[count], new int[count]);
        (IsUrgent, IsCounted) = (new bool[count], new bool[count]);
        for (var n = 0; n < count; n++)
        {
            Read(n, load);
        }

        KindIsUrgent = [.. kinds.OrderBy(one => one.Value).Select(one => one.Key.Item3)];
    }

    public WorkClock Clock { get; }

    public WorkedCase[] Cases { get; }

    /// <summary>When each came, on its own clock; the columns are ordered by the instant.</summary>
    public double[] Begin { get; }

    /// <summary>When each was really done; infinite where it was not by the end.</summary>
    public double[] End { get; }

    /// <summary>Infinite where nothing is due.</summary>
    public double[] Due { get; }

    /// <summary>The same on the clock of working time, for urgent ones too.</summary>
    public double[] WorkedBegin { get; }

    public double[] WorkedEnd { get; }

    public int[] Unit { get; }

    public int[] Class { get; }

    /// <summary>Class, condition and clock together: what is alike in the work it makes.</summary>
    public int[] Kind { get; }

    public bool[] IsUrgent { get; }

    public bool[] IsCounted { get; }

    public bool[] KindIsUrgent { get; }

    public IReadOnlyList<string> UnitCodes => unitCodes;

    public IReadOnlyList<string> ClassCodes => classCodes;

    public double HorizonSeconds { get; }

    public double HorizonWorked { get; }

    public double HorizonOf(int n) => IsUrgent[n] ? HorizonSeconds : HorizonWorked;

    /// <summary>Number of a unit; one that had no case gets a number of its own.</summary>
    public int UnitOf(string code) => Number(units, unitCodes, code);

    private void Read(int n, WorkedLoad load)
    {
        var one = Cases[n];
        var begin = Math.Max(0, Clock.Seconds(one.StartedAt));
        var end = one.EndedAt is { } ended && ended <= load.To
            ? Math.Max(begin, Clock.Seconds(ended))
            : double.PositiveInfinity;
        (WorkedBegin[n], WorkedEnd[n]) = (Clock.Worked(begin), Worked(end));
        IsUrgent[n] = one.IsUrgent;
        IsCounted[n] = one.StartedAt >= load.From;
        var due = one.DueAt is { } at ? Clock.Seconds(at) : double.PositiveInfinity;
        (Begin[n], End[n], Due[n]) = one.IsUrgent
            ? (begin, end, due)
            : (WorkedBegin[n], WorkedEnd[n], Worked(due));
        Unit[n] = UnitOf(one.Unit);
        Class[n] = Number(classes, classCodes, one.ClassCode);
        var kind = (Class[n], one.ConditionN, one.IsUrgent);
        if (!kinds.TryGetValue(kind, out var known))
        {
            kinds[kind] = known = kinds.Count;
        }

        Kind[n] = known;
    }

    private double Worked(double seconds) =>
        double.IsPositiveInfinity(seconds) ? seconds : Clock.Worked(seconds);

    private static int Number(Dictionary<string, int> numbers, List<string> codes, string code)
    {
        if (!numbers.TryGetValue(code, out var known))
        {
            numbers[code] = known = codes.Count;
            codes.Add(code);
        }

        return known;
    }
}
