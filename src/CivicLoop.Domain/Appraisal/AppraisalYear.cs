using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Scores;

namespace CivicLoop.Domain.Appraisal;

/// <summary>How far an appraisal has come.</summary>
public enum AppraisalState
{
    /// <summary>Targets are being set; units hear nothing yet.</summary>
    Draft,

    /// <summary>Targets hold and units work on them.</summary>
    Issued,

    /// <summary>The final list stands; what it rests on cannot be changed.</summary>
    Fixed,
}

/// <summary>年度目标管理考核: the appraisal of a year, with all numbers a city sets for itself.
/// Points and figures are thousandths; a full score is 100 000.</summary>
public sealed record AppraisalYear
{
    public required Guid Id { get; init; }

    /// <summary>One appraisal a year.</summary>
    public required int Year { get; init; }

    public required string NameZh { get; init; }

    public required string NameEn { get; init; }

    public required string BasisName { get; init; }

    public required string BasisNumber { get; init; }

    public required DateOnly BasisDay { get; init; }

    /// <summary>The scorecard whose published scores are the computed figures.</summary>
    public required string CardCode { get; init; }

    /// <summary>The period of these scores: <c>2026</c>, <c>2026-Q4</c> or <c>2026-11</c>.
    /// </summary>
    public required string Period { get; init; }

    /// <summary>Last day of self-assessment.</summary>
    public required DateOnly SelfDay { get; init; }

    /// <summary>Last day on which a unit may object to its sheet.</summary>
    public required DateOnly AppealDay { get; init; }

    /// <summary>Last day of sign-off.</summary>
    public required DateOnly SignDay { get; init; }

    /// <summary>A unit gives a reason where it and the computed figure differ by more.</summary>
    public required int MarginMilli { get; init; }

    /// <summary>From here on a sheet is excellent (优秀).</summary>
    public required int ExcellentMilli { get; init; }

    /// <summary>From here on it is good (良好).</summary>
    public required int GoodMilli { get; init; }

    /// <summary>From here on it is fit (合格); below it is not.</summary>
    public required int FitMilli { get; init; }

    /// <summary>Most points that commendations add to a sheet.</summary>
    public required int CommendMaxMilli { get; init; }

    /// <summary>As many bad years in a row revoke; see <see cref="TwoYearRule"/>.</summary>
    public required int BadYears { get; init; }

    /// <summary>Years, the appraised one included, in which the row is looked for.</summary>
    public required int WithinYears { get; init; }

    public required AppraisalState State { get; init; }

    public required string OpenedBy { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    public long Version { get; init; } = 1;

    public LocalText Name => new(NameZh, NameEn);

    public DateOnly LastDay => new(Year, 12, 31);
}

/// <summary>Rules of an appraisal as a whole.</summary>
public static class YearRules
{
    public const int YearMin = 2000;
    public const int YearMax = 2200;
    public const int NameMax = 200;
    public const int WordsMax = 2000;

    /// <summary>Longest number of years the two-year rule may look back.</summary>
    public const int WithinMax = 10;

    /// <summary>Null where an appraisal makes sense. Errors: a name, a basis or a day is missing;
    /// days or thresholds out of order; a period of another year; numbers that make no sense.
    /// </summary>
    public static Problem? Refuse(AppraisalYear wanted, DateOnly today) =>
        wanted.Year is < YearMin or > YearMax
            ? new Problem(ProblemCode.FieldInvalid, "year", $"{wanted.Year}")
        : (TextRule.Needed(wanted.NameZh, "nameZh", NameMax)
            ?? TextRule.Needed(wanted.NameEn, "nameEn", NameMax)
            ?? BasisDocument.Refuse(
                wanted.BasisName, wanted.BasisNumber, wanted.BasisDay, today)
            ?? TextRule.Needed(wanted.CardCode, "card", NameMax)
            ?? RefuseDays(wanted) ?? RefuseMarks(wanted));

    /// <summary>Units are asked from now on. Errors: it is no draft; it has no target.</summary>
    public static Outcome<AppraisalYear> Issue(AppraisalYear year, int targets) =>
        year.State != AppraisalState.Draft ? Not(year)
        : targets == 0 ? new Problem(ProblemCode.AppraisalEmpty, null)
        : year with { State = AppraisalState.Issued, Version = year.Version + 1 };

    /// <summary>The final list stands. Error: it is not issued.</summary>
    public static Outcome<AppraisalYear> Fix(AppraisalYear year) =>
        year.State != AppraisalState.Issued ? Not(year)
        : year with { State = AppraisalState.Fixed, Version = year.Version + 1 };

    /// <summary>What the list rests on may change again, and the list by another revision. Errors:
    /// no list stands; no reason.</summary>
    public static Outcome<AppraisalYear> Reopen(AppraisalYear year, string? reason) =>
        year.State != AppraisalState.Fixed ? Not(year)
        : TextRule.Needed(reason, "reason", WordsMax) is { } missing ? missing
        : year with { State = AppraisalState.Issued, Version = year.Version + 1 };

    /// <summary>Null while the appraisal is in this state.</summary>
    public static Problem? RefuseUnless(AppraisalYear year, AppraisalState state) =>
        year.State == state ? null : Not(year);

    private static Problem Not(AppraisalYear year) =>
        new(ProblemCode.AppraisalNotNow, null, $"{year.Year}", year.State);

    private static Problem? RefuseDays(AppraisalYear wanted) =>
        !ScorePeriod.Parse(wanted.Period).Try(out var period, out var wrong) ? wrong
        : period.FirstDay.Year != wanted.Year
            ? new Problem(ProblemCode.FieldInvalid, "period", wanted.Period)
        : wanted.SelfDay > wanted.AppealDay
            ? BasisDocument.Disorder("appealDay", wanted.SelfDay, wanted.AppealDay)
        : wanted.AppealDay > wanted.SignDay
            ? BasisDocument.Disorder("signDay", wanted.AppealDay, wanted.SignDay)
        : null;

    private static Problem? RefuseMarks(AppraisalYear wanted) =>
        wanted.ExcellentMilli > Shares.FullMilli
            || wanted.ExcellentMilli <= wanted.GoodMilli
            || wanted.GoodMilli <= wanted.FitMilli || wanted.FitMilli <= 0
            ? new Problem(ProblemCode.AppraisalMarksUnfit, "excellent")
        : wanted.MarginMilli is < 0 or > Shares.FullMilli
            ? new Problem(ProblemCode.FieldInvalid, "margin", wanted.MarginMilli)
        : wanted.CommendMaxMilli is < 0 or > Shares.FullMilli
            ? new Problem(ProblemCode.FieldInvalid, "commendMax", wanted.CommendMaxMilli)
        : wanted.WithinYears is < 1 or > WithinMax
            ? new Problem(ProblemCode.FieldInvalid, "withinYears", wanted.WithinYears)
        : wanted.BadYears < 1 || wanted.BadYears > wanted.WithinYears
            ? new Problem(ProblemCode.FieldInvalid, "badYears", wanted.BadYears)
        : null;
}
