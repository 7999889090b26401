namespace CivicLoop.Domain.WhatIf;

/// <summary>What the runs came to: their mean, and between what nine in ten of them lie.</summary>
public readonly record struct RunSpan(double Mean, double Low, double High)
{
    private const double OutsideShare = 0.05;

    /// <summary>Null where a run had nothing to measure.</summary>
    public static RunSpan? Of(IReadOnlyList<double> runs)
    {
        if (runs.Count == 0 || runs.Any(double.IsNaN))
        {
            return null;
        }

        var sorted = runs.Order().ToArray();
        var outside = (int)(sorted.Length * OutsideShare);
        return new RunSpan(sorted.Average(), sorted[outside], sorted[^(outside + 1)]);
    }

    /// <summary>Most runs lie on one side of nothing.</summary>
    public bool IsClear => Low > 0 || High < 0;
}

/// <summary>One measure before and after.</summary>
/// <param name="Change">After less before, run by run with the same draws.</param>
public sealed record ComparedMeasure(
    WhatIfMeasure Measure, RunSpan? Before, RunSpan? After, RunSpan? Change)
{
    /// <summary>False says: no clear difference.</summary>
    public bool IsClear => Change is { IsClear: true };
}

/// <summary>How near the replayed present comes to what really was.</summary>
public enum ReplayFit
{
    Good,

    /// <summary>Off by more than a tenth of the cases in time, or by half in duration: what the
    /// replay says of a change is not to be relied on.</summary>
    Poor,

    /// <summary>Fewer than 30 cases: neither good nor bad can be said.</summary>
    TooFew,
}

/// <summary>The city, a unit or a class before and after.</summary>
/// <param name="Code">Empty for the whole city.</param>
/// <param name="CasesBefore">Cases counted, as they were routed.</param>
/// <param name="Seen">What really was, by measure; no entry where it cannot be known.</param>
public sealed record ComparedGroup(
    string Code, int CasesBefore, int CasesAfter,
    IReadOnlyList<ComparedMeasure> Measures, IReadOnlyDictionary<WhatIfMeasure, double> Seen)
{
    /// <summary>Fewer say nothing of how well the replay fits.</summary>
    public const int FewCases = 30;

    private const double ShareOff = 0.1;
    private const double TimesOff = 1.5;

    public ComparedMeasure this[WhatIfMeasure measure] => Measures[(int)measure];

    public bool IsAnyClear => Measures.Any(one => one.IsClear);

    public ReplayFit Fit =>
        CasesBefore < FewCases ? ReplayFit.TooFew
        : IsOff(WhatIfMeasure.OnTime, (seen, played) => Math.Abs(seen - played) > ShareOff)
            || IsOff(
                WhatIfMeasure.DoneMiddle,
                (seen, played) => Math.Max(seen, played) > TimesOff * Math.Min(seen, played))
            ? ReplayFit.Poor
        : ReplayFit.Good;

    private bool IsOff(WhatIfMeasure measure, Func<double, double, bool> off) =>
        Seen.TryGetValue(measure, out var seen)
        && this[measure].Before is { } played && off(seen, played.Mean);
}

/// <summary>A unit's hands as they were learned and as they are tried.</summary>
public sealed record ComparedHands(string Unit, HandsLearned Learned, int After);

/// <summary>What a change would have done to a period's load.</summary>
/// <param name="Runs">How often the period was played.</param>
/// <param name="Units">Units of which cases are counted, or that a change is about.</param>
public sealed record WhatIfResult(
    int Runs, ComparedGroup City, IReadOnlyList<ComparedGroup> Units,
    IReadOnlyList<ComparedGroup> Classes, IReadOnlyList<ComparedHands> Hands);
