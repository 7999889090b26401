namespace CivicLoop.Domain.FoodSafety;

/// <summary>Whether a food operator works.</summary>
public enum OperatorState
{
    Active,
    Ended,
}

/// <summary>食品经营者: a site of the register that sells or cooks food, with its licence and grade.
/// </summary>
public sealed record FoodOperator
{
    public required Guid Id { get; init; }

    public required string SiteCode { get; init; }

    /// <summary>See <see cref="FoodLicence"/>.</summary>
    public required string Licence { get; init; }

    /// <summary>Last day of the licence.</summary>
    public required DateOnly LicenceUntil { get; init; }

    /// <summary>See <see cref="People.SocialCreditCode"/>.</summary>
    public required string CreditCode { get; init; }

    public required OperatorState State { get; init; }

    /// <summary>Null until it is assessed.</summary>
    public RiskGrade? Grade { get; init; }

    /// <summary>The year of the grade.</summary>
    public int? GradedYear { get; init; }

    /// <summary>Last day of the part of the year whose visit comes next; null where none is due.
    /// </summary>
    public DateOnly? NextDue { get; init; }

    public required string EnteredBy { get; init; }

    public required DateTimeOffset EnteredAt { get; init; }

    public long Version { get; init; } = 1;
}

/// <summary>风险评定: the grade of a year with its points and basis.</summary>
public sealed record FoodAssessment
{
    public required Guid Id { get; init; }

    public required Guid OperatorId { get; init; }

    public required int Year { get; init; }

    public required DateOnly Day { get; init; }

    public required int StaticPoints { get; init; }

    public required int DynamicPoints { get; init; }

    public required RiskGrade Grade { get; init; }

    public required GradeMove Move { get; init; }

    /// <summary>Visits of the year.</summary>
    public required int Visits { get; init; }

    public required string BasisName { get; init; }

    public required string EnteredBy { get; init; }

    public required DateTimeOffset EnteredAt { get; init; }

    public int Points => StaticPoints + DynamicPoints;
}

/// <summary>What a record is.</summary>
public enum FoodRecordKind
{
    Penalty,

    /// <summary>重大处罚: raises the grade.</summary>
    SeriousPenalty,
}

/// <summary>A decision against an operator; it rests on a document in force.</summary>
public sealed record FoodRecord
{
    public required Guid Id { get; init; }

    public required Guid OperatorId { get; init; }

    public required FoodRecordKind Kind { get; init; }

    public required DateOnly Day { get; init; }

    public required string DocumentName { get; init; }

    public required string DocumentNumber { get; init; }

    public required string EnteredBy { get; init; }

    public required DateTimeOffset EnteredAt { get; init; }
}

/// <summary>A visit that is due in a part of a year.</summary>
public sealed record FoodVisit
{
    public required Guid Id { get; init; }

    public required Guid OperatorId { get; init; }

    public required int Year { get; init; }

    public required DateOnly FromDay { get; init; }

    public required DateOnly ToDay { get; init; }

    /// <summary>The inspection that did it; null until then.</summary>
    public Guid? VisitId { get; init; }

    public DateOnly? DoneDay { get; init; }
}

/// <summary>How often an operator's record was clean.</summary>
public static class CleanYears
{
    /// <summary>Whole years in a row, up to and with this one, without a record and with a grade
    /// that no points and no rule changed.</summary>
    /// <param name="assessments">Those of the operator.</param>
    public static int Of(
        int year, IReadOnlyList<FoodAssessment> assessments, IEnumerable<FoodRecord> records)
    {
        var since = assessments.Where(one => one.Year <= year && one.Move != GradeMove.Kept)
            .Select(one => (int?)one.Year).Max();
        var stained = records.Where(one => one.Day.Year <= year)
            .Select(one => (int?)one.Day.Year).Max();
        return since is not { } first ? 0
            : Math.Max(0, year - Math.Max(first, (stained ?? int.MinValue) + 1) + 1);
    }
}
