using CivicLoop.Domain.Problems;

namespace CivicLoop.Domain.Appraisal;

/// <summary>Where a unit's sheet is.</summary>
public enum SheetState
{
    /// <summary>The unit assesses itself.</summary>
    Open,

    /// <summary>The office judges what was handed in.</summary>
    HandedIn,

    /// <summary>The head of the unit signs or objects.</summary>
    Presented,

    /// <summary>The office rules on the objection.</summary>
    Objected,

    /// <summary>Signed by the head of the unit.</summary>
    Signed,

    /// <summary>The objection was dismissed; the sheet stands without a signature.</summary>
    Ruled,
}

/// <summary>A step of a sheet.</summary>
public enum SheetStep
{
    HandIn,
    Present,
    Sign,
    Object,

    /// <summary>The objection is right: the office judges again.</summary>
    Uphold,
    Dismiss,

    /// <summary>The office takes a sheet back to judge again.</summary>
    Return,
}

/// <summary>考核表: the appraisal of one unit in one year, up to its sign-off.</summary>
public sealed record AppraisalSheet
{
    public required Guid Id { get; init; }

    public required Guid AppraisalId { get; init; }

    public required string UnitCode { get; init; }

    public required SheetState State { get; init; }

    public DateTimeOffset? HandedAt { get; init; }

    public string Objection { get; init; } = "";

    /// <summary>The office's words on the objection, or why it took the sheet back.</summary>
    public string Ruling { get; init; } = "";

    public string? SignedBy { get; init; }

    public DateTimeOffset? SignedAt { get; init; }

    public long Version { get; init; } = 1;
}

/// <summary>Steps of a sheet, in one table.</summary>
public static class SheetRules
{
    /// <summary>From which states a step leads where.</summary>
    public static IReadOnlyDictionary<SheetStep, (SheetState[] From, SheetState To)> Steps
    {
        get;
    } = new Dictionary<SheetStep, (SheetState[], SheetState)>
    {
        [SheetStep.HandIn] = ([SheetState.Open], SheetState.HandedIn),
        // Who did not assess itself in time is presented what was found without it.
        [SheetStep.Present] = (
            [SheetState.HandedIn, SheetState.Open], SheetState.Presented),
        [SheetStep.Sign] = ([SheetState.Presented], SheetState.Signed),
        [SheetStep.Object] = ([SheetState.Presented], SheetState.Objected),
        [SheetStep.Uphold] = ([SheetState.Objected], SheetState.HandedIn),
        [SheetStep.Dismiss] = ([SheetState.Objected], SheetState.Ruled),
        [SheetStep.Return] = (
            [SheetState.Presented, SheetState.Signed, SheetState.Ruled], SheetState.HandedIn),
    };

    /// <summary>Whether the office takes this step; the others are the unit's own.</summary>
    public static bool IsOffices(SheetStep step) => step is SheetStep.Present
        or SheetStep.Uphold or SheetStep.Dismiss or SheetStep.Return;

    /// <summary>Whether a step needs words.</summary>
    public static bool NeedsWords(SheetStep step) => step is SheetStep.Object
        or SheetStep.Uphold or SheetStep.Dismiss or SheetStep.Return;

    /// <summary>Whether a step is open now, words and targets aside.</summary>
    public static bool IsOpen(
        AppraisalYear year, AppraisalSheet sheet, SheetStep step, DateOnly today) =>
        year.State == AppraisalState.Issued && Steps[step].From.Contains(sheet.State)
        && RefuseDay(year, sheet, step, today) is null;

    /// <summary>Takes a step. Errors: the year is not issued; the sheet is elsewhere; the day has
    /// passed; words are missing; targets without a self-assessment or a judgement.</summary>
    public static Outcome<AppraisalSheet> Take(
        AppraisalYear year, AppraisalSheet sheet, IReadOnlyList<AppraisalTarget> targets,
        SheetStep step, string? words, string actor, DateOnly today, DateTimeOffset now)
    {
        var (from, to) = Steps[step];
        if (YearRules.RefuseUnless(year, AppraisalState.Issued) is { } closed)
        {
            return closed;
        }

        if (!from.Contains(sheet.State))
        {
            return new Problem(ProblemCode.AppraisalSheetNotNow, null, sheet.State, step);
        }

        if ((RefuseDay(year, sheet, step, today) ?? RefuseTargets(targets, step)
            ?? (NeedsWords(step)
                ? TextRule.Needed(words, "words", YearRules.WordsMax)
                : null)) is { } refused)
        {
            return refused;
        }

        var after = sheet with { State = to, Version = sheet.Version + 1 };
        return step switch
        {
            SheetStep.HandIn => after with { HandedAt = now },
            SheetStep.Sign => after with { SignedBy = actor, SignedAt = now },
            SheetStep.Object => after with { Objection = words!.Trim(), Ruling = "" },
            SheetStep.Uphold or SheetStep.Dismiss =>
                after with { Ruling = words!.Trim() },
            SheetStep.Return =>
                after with { Ruling = words!.Trim(), SignedBy = null, SignedAt = null },
            SheetStep.Present => after,
        };
    }

    /// <summary>Whether nothing is left to decide about a sheet: it was signed or ruled on, or the
    /// last day of sign-off has passed.</summary>
    public static bool IsSettled(AppraisalYear year, AppraisalSheet sheet, DateOnly today) =>
        sheet.State is SheetState.Signed or SheetState.Ruled
        || (sheet.State == SheetState.Presented && today > year.SignDay);

    private static Problem? RefuseDay(
        AppraisalYear year, AppraisalSheet sheet, SheetStep step, DateOnly today) => step switch
    {
        SheetStep.HandIn => Late(year.SelfDay, today),
        SheetStep.Object => Late(year.AppealDay, today),
        SheetStep.Sign => Late(year.SignDay, today),
        SheetStep.Present when sheet.State == SheetState.Open && today <= year.SelfDay =>
            new Problem(
                ProblemCode.AppraisalSelfRunning, null, BasisDocument.Show(year.SelfDay)),
        SheetStep.Present or SheetStep.Uphold or SheetStep.Dismiss or SheetStep.Return => null,
    };

    /// <summary>Null up to and on the last day.</summary>
    public static Problem? Late(DateOnly last, DateOnly today) => today > last
        ? new Problem(ProblemCode.AppraisalTooLate, null, BasisDocument.Show(last))
        : null;

    private static Problem? RefuseTargets(
        IReadOnlyList<AppraisalTarget> targets, SheetStep step)
    {
        var open = step switch
        {
            SheetStep.HandIn => targets.Where(one => one.ClaimMilli is null),
            SheetStep.Present => targets.Where(one =>
                one.Kind == TargetKind.Deliverable && one.JudgedMilli is null),
            SheetStep.Sign or SheetStep.Object or SheetStep.Uphold or SheetStep.Dismiss
                or SheetStep.Return => [],
        };
        var codes = open.Select(one => one.Code).Order(StringComparer.Ordinal).ToList();
        return codes.Count == 0
            ? null
            : new Problem(
                ProblemCode.AppraisalIncomplete, null, string.Join(" ", codes.Take(10)));
    }
}
