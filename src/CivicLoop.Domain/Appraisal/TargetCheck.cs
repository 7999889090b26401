using CivicLoop.Domain.Problems;

namespace CivicLoop.Domain.Appraisal;

/// <summary>How a target stood at a check in the middle of the year.</summary>
public enum CheckState
{
    /// <summary>正常推进.</summary>
    OnTheWay,

    /// <summary>进度滞后.</summary>
    Behind,

    /// <summary>已完成.</summary>
    Done,
}

/// <summary>半年检查: how a target stood on a day, by the office's words or by the computed figure.
/// Each check stays; the newest counts.</summary>
/// <param name="N">From 1, per target.</param>
/// <param name="FigureMilli">The computed figure of that day; null where there was none.</param>
/// <param name="FigurePeriod">The period of its scores; empty where there was none.</param>
public sealed record TargetCheck(
    Guid TargetId, int N, CheckState State, string Words, int? FigureMilli,
    string FigurePeriod, string CheckedBy, DateTimeOffset CheckedAt)
{
    /// <summary>What the computed figure alone says. A year is not over at its half, so a figure
    /// that reaches its number is on the way, not done.</summary>
    public static CheckState Look(AppraisalTarget target, int figureMilli) =>
        figureMilli >= (target.NeedMilli ?? 0) ? CheckState.OnTheWay : CheckState.Behind;

    /// <summary>Errors: words are missing, unless the computed figure alone says it.</summary>
    public static Outcome<TargetCheck> Make(TargetCheck wanted, bool isComputed) =>
        !isComputed && TextRule.Needed(wanted.Words, "words", YearRules.WordsMax)
            is { } wordless
            ? wordless
            : wanted with { Words = wanted.Words.Trim() };
}
