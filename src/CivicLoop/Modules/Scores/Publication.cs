using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CivicLoop.Domain.Scores;

namespace CivicLoop.Modules.Scores;

/// <summary>The scores of a period as they were published; a ruling makes another revision and
/// leaves this one.</summary>
internal sealed record Publication
{
    public required Guid Id { get; init; }

    public required Guid ScorecardId { get; init; }

    public required int VersionN { get; init; }

    public required string Period { get; init; }

    public required string FirstMonth { get; init; }

    /// <summary>From 1.</summary>
    public required int Revision { get; init; }

    /// <summary>Why it was published again; empty the first time.</summary>
    public required string Reason { get; init; }

    public required string Hash { get; init; }

    public required string PublishedBy { get; init; }

    public required DateTimeOffset PublishedAt { get; init; }
}

/// <summary>A node of a published score.</summary>
internal sealed record StoredNode
{
    public required Guid PublicationId { get; init; }

    public required UnitKind UnitKind { get; init; }

    public required string UnitCode { get; init; }

    public required string NodeCode { get; init; }

    public string? ParentCode { get; init; }

    public required int Position { get; init; }

    public required int PlannedMilli { get; init; }

    public required int MeasuredMilli { get; init; }

    public required int WorthMilli { get; init; }

    public required int ReachedMilli { get; init; }

    public int? ShareMicro { get; init; }

    public int? LowMicro { get; init; }

    public int? HighMicro { get; init; }

    public int? OwnMicro { get; init; }

    public required long CountN { get; init; }

    public required long Part { get; init; }

    public required bool IsSmall { get; init; }

    public ScoredNode Node => new()
    {
        Code = NodeCode, ParentCode = ParentCode, PlannedMilli = PlannedMilli,
        MeasuredMilli = MeasuredMilli, WorthMilli = WorthMilli, ReachedMilli = ReachedMilli,
        ShareMicro = ShareMicro, LowMicro = LowMicro, HighMicro = HighMicro,
        OwnMicro = OwnMicro, Count = CountN, Part = Part, IsSmall = IsSmall,
    };

    public static IEnumerable<StoredNode> Of(Guid publication, UnitScore score) =>
        score.Nodes.Select((node, position) => new StoredNode
        {
            PublicationId = publication, UnitKind = score.Kind, UnitCode = score.Unit,
            NodeCode = node.Code, ParentCode = node.ParentCode, Position = position,
            PlannedMilli = node.PlannedMilli, MeasuredMilli = node.MeasuredMilli,
            WorthMilli = node.WorthMilli, ReachedMilli = node.ReachedMilli,
            ShareMicro = node.ShareMicro, LowMicro = node.LowMicro, HighMicro = node.HighMicro,
            OwnMicro = node.OwnMicro, CountN = node.Count, Part = node.Part,
            IsSmall = node.IsSmall,
        });

    /// <summary>The units' scores out of their stored nodes.</summary>
    public static IReadOnlyList<UnitScore> Scores(IEnumerable<StoredNode> rows) =>
    [
        .. rows.GroupBy(row => (row.UnitKind, row.UnitCode))
            .OrderBy(group => group.Key.UnitKind)
            .ThenBy(group => group.Key.UnitCode, StringComparer.Ordinal)
            .Select(group => new UnitScore(
                group.Key.UnitKind, group.Key.UnitCode,
                [.. group.OrderBy(row => row.Position).Select(row => row.Node)])),
    ];
}

/// <summary>What a part of the city's lost points counts to, as it was published.</summary>
internal sealed record StoredShare(
    Guid PublicationId, string NodeCode, string DistrictCode, string LineCode, int LineMilli,
    int TerritoryMilli)
{
    public int LostMilli => LineMilli + TerritoryMilli;

    public LostShare Share =>
        new(NodeCode, DistrictCode, LineCode, LineMilli, TerritoryMilli);

    public static StoredShare Of(Guid publication, LostShare one) => new(
        publication, one.Node, one.District, one.Line, one.LineMilli, one.TerritoryMilli);
}

/// <summary>Fixes scores as text, a line for each node and each part of what was lost.</summary>
internal static class ScoreProof
{
    /// <summary>SHA-256 of all lines in small hexadecimal digits.</summary>
    public static string HashOf(
        IEnumerable<UnitScore> scores, IEnumerable<LostShare> lost)
    {
        var text = new StringBuilder();
        foreach (var line in scores.OrderBy(one => one.Kind)
            .ThenBy(one => one.Unit, StringComparer.Ordinal).SelectMany(Lines)
            .Concat(lost.Select(Line).Order(StringComparer.Ordinal)))
        {
            text.Append(line).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>A line for what a part of the lost points counts to.</summary>
    public static string Line(LostShare one) => string.Create(
        CultureInfo.InvariantCulture,
        $"Lost\t{one.Node}\t{one.District}\t{one.Line}\t{one.LineMilli}\t"
        + $"{one.TerritoryMilli}");

    /// <summary>A line for each node of a unit, in the order of its tree.</summary>
    public static IEnumerable<string> Lines(UnitScore score) =>
        score.Nodes.Select(node => string.Create(
            CultureInfo.InvariantCulture,
            $"{score.Kind}\t{score.Unit}\t{node.Code}\t{node.PlannedMilli}\t"
            + $"{node.MeasuredMilli}\t{node.WorthMilli}\t{node.ReachedMilli}\t"
            + $"{node.ShareMicro}\t{node.LowMicro}\t{node.HighMicro}\t{node.OwnMicro}\t"
            + $"{node.Count}\t{node.Part}\t{node.IsSmall}"));
}
