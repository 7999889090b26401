using CivicLoop.Domain.Scores;
using CivicLoop.Domain.Standards;

namespace CivicLoop.Domain.Appraisal;

/// <summary>Grade of a sheet, by the year's own thresholds.</summary>
public enum SheetGrade
{
    /// <summary>优秀.</summary>
    Excellent,

    /// <summary>良好.</summary>
    Good,

    /// <summary>合格.</summary>
    Fit,

    /// <summary>不合格.</summary>
    Unfit,
}

/// <summary>One target in a final list.</summary>
/// <param name="ReachedMilli">Null where there was neither figure nor judgement: it counts neither
/// as full nor as nothing.</param>
/// <param name="ValueMilli">The figure or the judgement, of 100 000.</param>
public sealed record FinalPart(
    string UnitCode, Guid TargetId, string TargetCode, int PointsMilli, int? ReachedMilli,
    int? ValueMilli);

/// <summary>One unit in a final list.</summary>
public sealed record FinalRow
{
    public required string UnitCode { get; init; }

    /// <summary>Place, shared by those of the same score; null for who is listed below or has no
    /// score.</summary>
    public int? Rank { get; init; }

    /// <summary>Points of targets with a figure or a judgement.</summary>
    public required int WorthMilli { get; init; }

    /// <summary>Points of all targets.</summary>
    public required int AllMilli { get; init; }

    public required int ReachedMilli { get; init; }

    /// <summary>What was reached, of 100 000; null where nothing has a figure.</summary>
    public int? BaseMilli { get; init; }

    public required int DeductedMilli { get; init; }

    /// <summary>What commendations add, up to the year's limit.</summary>
    public required int CommendedMilli { get; init; }

    /// <summary>Base less deductions and with commendations, not below 0.</summary>
    public int? ScoreMilli { get; init; }

    public SheetGrade? Grade { get; init; }

    public required StandingStatus Standing { get; init; }

    public required StandingSource StandingSource { get; init; }

    public required bool IsSigned { get; init; }

    /// <summary>Suspended or revoked: listed below, with its figure.</summary>
    public bool IsBelow => Standing is StandingStatus.Suspended or StandingStatus.Revoked;

    public bool IsWhole => WorthMilli == AllMilli;
}

/// <summary>What a final list is made of, for one unit.</summary>
/// <param name="Standing">The decision that holds at the year's end; clear where there is none.
/// </param>
/// <param name="Before">What final lists of the years before said of the unit.</param>
public sealed record FinalInput(
    AppraisalSheet Sheet, IReadOnlyList<FinalPart> Parts,
    IReadOnlyList<AppraisalEntry> Entries, StandingStatus Standing,
    IReadOnlyList<YearBefore> Before);

/// <summary>最终结果: scores, grades and places of all units of a year, by its published numbers.
/// </summary>
public static class FinalList
{
    /// <summary>Ranked units first, best first and ties by code; then those listed below; then who
    /// has no score.</summary>
    public static IReadOnlyList<FinalRow> Of(
        AppraisalYear year, IEnumerable<FinalInput> inputs)
    {
        var rows = inputs.Select(one => Row(year, one)).ToList();
        var ranked = rows.Where(IsRanked).ToList();
        return
        [
            .. ranked.Select(one => one with
                {
                    Rank = 1 + ranked.Count(other => other.ScoreMilli > one.ScoreMilli),
                })
                .OrderBy(one => one.Rank).ThenBy(one => one.UnitCode, StringComparer.Ordinal),
            .. rows.Where(one => !IsRanked(one))
                .OrderByDescending(one => one.ScoreMilli is not null)
                .ThenByDescending(one => one.ScoreMilli)
                .ThenBy(one => one.UnitCode, StringComparer.Ordinal),
        ];
    }

    /// <summary>The grade of a score; the standing aside.</summary>
    public static SheetGrade GradeOf(AppraisalYear year, int scoreMilli) =>
        scoreMilli >= year.ExcellentMilli ? SheetGrade.Excellent
        : scoreMilli >= year.GoodMilli ? SheetGrade.Good
        : scoreMilli >= year.FitMilli ? SheetGrade.Fit
        : SheetGrade.Unfit;

    private static bool IsRanked(FinalRow row) => row.ScoreMilli is not null && !row.IsBelow;

    private static FinalRow Row(AppraisalYear year, FinalInput input)
    {
        var known = input.Parts.Where(one => one.ReachedMilli is not null).ToList();
        var worth = known.Sum(one => one.PointsMilli);
        var reached = known.Sum(one => one.ReachedMilli!.Value);
        int? @base = worth == 0 ? null : (int)((long)Shares.FullMilli * reached / worth);
        var deducted = Sum(input, EntryKind.Deduction);
        var commended = Math.Min(year.CommendMaxMilli, Sum(input, EntryKind.Commendation));
        int? score = @base is { } own ? Math.Max(0, own - deducted + commended) : null;
        var grade = score is { } points ? GradeOf(year, points) : (SheetGrade?)null;
        var (standing, source) = Standing(year, input, grade);
        return new FinalRow
        {
            UnitCode = input.Sheet.UnitCode, WorthMilli = worth,
            AllMilli = input.Parts.Sum(one => one.PointsMilli), ReachedMilli = reached,
            BaseMilli = @base, DeductedMilli = deducted, CommendedMilli = commended,
            ScoreMilli = score, Grade = Capped(grade, standing, source), Standing = standing,
            StandingSource = source, IsSigned = input.Sheet.State == SheetState.Signed,
        };
    }

    private static int Sum(FinalInput input, EntryKind kind) => input.Entries
        .Where(one => one.Counts && one.Kind == kind).Sum(one => one.PointsMilli);

    private static (StandingStatus Status, StandingSource Source) Standing(
        AppraisalYear year, FinalInput input, SheetGrade? grade)
    {
        var source = input.Standing == StandingStatus.Clear
            ? StandingSource.None
            : StandingSource.Record;
        return input.Standing == StandingStatus.Revoked
                ? (StandingStatus.Revoked, StandingSource.Record)
            : TwoYearRule.IsCarried(year.Year, input.Before)
                ? (StandingStatus.Revoked, StandingSource.Carried)
            : TwoYearRule.Revokes(
                year.Year, TwoYearRule.IsBad(input.Standing, source, grade), input.Before,
                year.BadYears, year.WithinYears)
                ? (StandingStatus.Revoked, StandingSource.TwoYears)
            : (input.Standing, source);
    }

    // Who is passed over has no grade; who is suspended or revoked is not excellent.
    private static SheetGrade? Capped(
        SheetGrade? grade, StandingStatus standing, StandingSource source) =>
        source == StandingSource.Carried ? null
        : standing is StandingStatus.Suspended or StandingStatus.Revoked
            && grade == SheetGrade.Excellent ? SheetGrade.Good
        : grade;
}
