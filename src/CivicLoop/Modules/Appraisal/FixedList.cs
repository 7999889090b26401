using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CivicLoop.Domain.Appraisal;
using CivicLoop.Domain.Standards;

namespace CivicLoop.Modules.Appraisal;

/// <summary>A final list as it was fixed; another revision leaves this one.</summary>
internal sealed record FixedList
{
    public required Guid Id { get; init; }

    public required Guid AppraisalId { get; init; }

    /// <summary>From 1.</summary>
    public required int Revision { get; init; }

    /// <summary>Why it was fixed again; empty the first time.</summary>
    public required string Reason { get; init; }

    /// <summary>The published scores its figures are of; null where no target has one.</summary>
    public Guid? PublicationId { get; init; }

    public required string ScorePeriod { get; init; }

    public required int ScoreRevision { get; init; }

    /// <summary>The day whose standings it names.</summary>
    public required DateOnly LastDay { get; init; }

    public required string Hash { get; init; }

    public required string FixedBy { get; init; }

    public required DateTimeOffset FixedAt { get; init; }
}

/// <summary>A unit in a fixed list.</summary>
internal sealed record FixedRow
{
    public required Guid ListId { get; init; }

    public required string UnitCode { get; init; }

    public required int Position { get; init; }

    public int? Rank { get; init; }

    public required int WorthMilli { get; init; }

    public required int AllMilli { get; init; }

    public required int ReachedMilli { get; init; }

    public int? BaseMilli { get; init; }

    public required int DeductedMilli { get; init; }

    public required int CommendedMilli { get; init; }

    public int? ScoreMilli { get; init; }

    public SheetGrade? Grade { get; init; }

    public required StandingStatus Standing { get; init; }

    public required StandingSource StandingSource { get; init; }

    public required bool IsSigned { get; init; }

    public FinalRow Row => new()
    {
        UnitCode = UnitCode, Rank = Rank, WorthMilli = WorthMilli, AllMilli = AllMilli,
        ReachedMilli = ReachedMilli, BaseMilli = BaseMilli, DeductedMilli = DeductedMilli,
        CommendedMilli = CommendedMilli, ScoreMilli = ScoreMilli, Grade = Grade,
        Standing = Standing, StandingSource = StandingSource, IsSigned = IsSigned,
    };

    public static FixedRow Of(Guid list, FinalRow row, int position) => new()
    {
        ListId = list, UnitCode = row.UnitCode, Position = position, Rank = row.Rank,
        WorthMilli = row.WorthMilli, AllMilli = row.AllMilli, ReachedMilli = row.ReachedMilli,
        BaseMilli = row.BaseMilli, DeductedMilli = row.DeductedMilli,
        CommendedMilli = row.CommendedMilli, ScoreMilli = row.ScoreMilli, Grade = row.Grade,
        Standing = row.Standing, StandingSource = row.StandingSource, IsSigned = row.IsSigned,
    };
}

/// <summary>A target in a fixed list.</summary>
internal sealed record FixedPart(
    Guid ListId, string UnitCode, Guid TargetId, string TargetCode, int PointsMilli,
    int? ReachedMilli, int? ValueMilli)
{
    public FinalPart Part =>
        new(UnitCode, TargetId, TargetCode, PointsMilli, ReachedMilli, ValueMilli);

    public static FixedPart Of(Guid list, FinalPart part) => new(
        list, part.UnitCode, part.TargetId, part.TargetCode, part.PointsMilli,
        part.ReachedMilli, part.ValueMilli);
}

/// <summary>Fixes a list as text, a line for each unit and each target.</summary>
internal static class ListProof
{
    /// <summary>SHA-256 of all lines in small hexadecimal digits.</summary>
    public static string HashOf(IEnumerable<FinalRow> rows, IEnumerable<FinalPart> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
            string.Concat(Lines(rows, parts).Select(line => line + "\n")))));

    /// <summary>All lines in an order of their own.</summary>
    public static IReadOnlyList<string> Lines(
        IEnumerable<FinalRow> rows, IEnumerable<FinalPart> parts) =>
        [.. rows.Select(Line).Concat(parts.Select(Line)).Order(StringComparer.Ordinal)];

    private static string Line(FinalRow row) => string.Create(
        CultureInfo.InvariantCulture,
        $"Unit\t{row.UnitCode}\t{row.Rank}\t{row.WorthMilli}\t{row.AllMilli}\t"
        + $"{row.ReachedMilli}\t{row.BaseMilli}\t{row.DeductedMilli}\t{row.CommendedMilli}\t"
        + $"{row.ScoreMilli}\t{row.Grade}\t{row.Standing}\t{row.StandingSource}\t"
        + $"{row.IsSigned}");

    private static string Line(FinalPart part) => string.Create(
        CultureInfo.InvariantCulture,
        $"Target\t{part.UnitCode}\t{part.TargetCode}\t{part.TargetId}\t{part.PointsMilli}\t"
        + $"{part.ReachedMilli}\t{part.ValueMilli}");
}
