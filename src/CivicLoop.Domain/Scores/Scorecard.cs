namespace CivicLoop.Domain.Scores;

/// <summary>Whom a score is about; every node of a scorecard has a weight for each.</summary>
public enum UnitKind
{
    /// <summary>全市.</summary>
    City,

    /// <summary>块: a district or what stands in its place.</summary>
    Territory,

    /// <summary>条: a lead department, by what it leads in all areas.</summary>
    Line,
}

/// <summary>Whether a version of a scorecard may still change.</summary>
public enum ScorecardState
{
    Draft,

    /// <summary>Holds from a month on and never changes again.</summary>
    Published,
}

/// <summary>计分卡: what a score is made of. Its tree is data and stands in versions.</summary>
/// <param name="EditionCode">The edition its field and material measures are of.</param>
/// <param name="IsSample">True for what came with the program: a sample, not official.</param>
public sealed record Scorecard(
    Guid Id, string Code, string NameZh, string NameEn, string EditionCode, bool IsSample)
{
    public LocalText Name => new(NameZh, NameEn);
}

/// <summary>A version of a scorecard: which tree holds from when, and by which document.</summary>
public sealed record ScorecardVersion
{
    /// <summary>A usual smallest number; the card may ask for another.</summary>
    public const int LeastUsual = 5;

    public const int LeastMax = 1000;

    /// <summary>A usual share that must be measured before anybody is ranked.</summary>
    public const int MeasuredUsualMilli = 500;

    /// <summary>A usual share by line; the territory answers for the rest.</summary>
    public const int LineShareUsualMilli = 500;

    public required Guid ScorecardId { get; init; }

    /// <summary>From 1.</summary>
    public required int N { get; init; }

    public required ScorecardState State { get; init; }

    /// <summary>First month it holds, for example <c>2026-11</c>; null while a draft.</summary>
    public string? FromMonth { get; init; }

    /// <summary>The document it rests on.</summary>
    public required string BasisName { get; init; }

    /// <summary>With fewer observations a unit's figure is drawn towards the city's.</summary>
    public required int LeastN { get; init; }

    /// <summary>Thousandths of the points that must be measured before a unit is ranked.</summary>
    public required int MeasuredMinMilli { get; init; }

    /// <summary>Thousandths of what is lost that count to the line; the rest counts to the
    /// territory (条块同责).</summary>
    public required int LineShareMilli { get; init; }

    public required string MadeBy { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public DateTimeOffset? PublishedAt { get; init; }

    public long Version { get; init; } = 1;
}

/// <summary>A node of a version's tree: a group, or a measure whose figures a source gives.
/// </summary>
public sealed record ScoreNode
{
    public required Guid ScorecardId { get; init; }

    public required int VersionN { get; init; }

    public required string Code { get; init; }

    /// <summary>Null for the root.</summary>
    public string? ParentCode { get; init; }

    /// <summary>Its place in the tree; parents stand before their children.</summary>
    public required int Position { get; init; }

    /// <summary>Name of the source that measures it, for example <c>field</c>; null for a group.
    /// </summary>
    public string? Source { get; init; }

    /// <summary>What the source is asked for: a measure of the edition, or an indicator.</summary>
    public required string Argument { get; init; }

    /// <summary>The criterion it stands for, whose lead is the line that answers; empty where the
    /// source itself knows the lines.</summary>
    public required string CriterionCode { get; init; }

    /// <summary>How points are taken off, where the source is <see cref="DeductionRule.Source"/>.
    /// </summary>
    public DeductionRule? Rule { get; init; }

    public required string NameZh { get; init; }

    public required string NameEn { get; init; }

    /// <summary>Weight among its siblings in the city's score: any parts, the share is the weight
    /// ÷ the sum of the siblings' weights. 0 leaves it out.</summary>
    public required int CityWeight { get; init; }

    public required int TerritoryWeight { get; init; }

    public required int LineWeight { get; init; }

    public LocalText Name => new(NameZh, NameEn);

    public bool IsGroup => Source is null;

    public int WeightFor(UnitKind kind) => kind switch
    {
        UnitKind.City => CityWeight,
        UnitKind.Territory => TerritoryWeight,
        UnitKind.Line => LineWeight,
    };
}
