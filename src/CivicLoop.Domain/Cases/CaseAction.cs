using CivicLoop.Domain.People;

namespace CivicLoop.Domain.Cases;

/// <summary>A command with all it was given.</summary>
public sealed record CaseAction(CaseCommand Command, Caller Caller)
{
    /// <summary>Longest text a person may write with a step, in characters.</summary>
    public const int WordsMax = 4_000;

    /// <summary>Reason, result or note, in the speaker's words.</summary>
    public string? Words { get; init; }

    /// <summary>A note only staff may read.</summary>
    public bool Internal { get; init; }

    public string? UnitOrg { get; init; }

    public DateTimeOffset? Until { get; init; }

    public Guid? OtherCaseId { get; init; }

    /// <summary>True when the other case is one this may be merged into.</summary>
    public bool OtherCaseFits { get; init; }

    /// <summary>Child cases made by a split.</summary>
    public IReadOnlyList<Guid> Parts { get; init; } = [];

    /// <summary>How many of the child cases are still open.</summary>
    public int PartsOpen { get; init; }

    /// <summary>SHA-256 names of the pictures that came with the step.</summary>
    public IReadOnlyList<string> Pictures { get; init; } = [];

    /// <summary>The class or place given anew, with the route that follows from it.</summary>
    public CaseSetting? Setting { get; init; }

    /// <summary>The step to be taken back; null where there is none any more.</summary>
    public LastStep? Last { get; init; }

    /// <summary>A limit agreed for this very case, instead of the class's.</summary>
    public DateTimeOffset? AgreedDueAt { get; init; }
}

/// <summary>What, where and therefore who: class, place and the route that the rules derive from
/// them.</summary>
public sealed record CaseSetting
{
    public required string ClassCode { get; init; }

    public int ConditionN { get; init; } = 1;

    public double? Lon { get; init; }

    public double? Lat { get; init; }

    public string? Address { get; init; }

    public long? CellKey { get; init; }

    public string? GridCode { get; init; }

    public string? CommunityCode { get; init; }

    public string? SubdistrictCode { get; init; }

    public string? DistrictCode { get; init; }

    public string? BesideCode { get; init; }

    public string? LineOrg { get; init; }

    public string? UnitOrg { get; init; }

    public string? TerritoryOrg { get; init; }

    public string? RouteRule { get; init; }

    public string? RouteWhy { get; init; }

    public bool IsPrivate { get; init; }

    /// <summary>The case with this class, place and route.</summary>
    public Case ApplyTo(Case before) => before with
    {
        ClassCode = ClassCode,
        ConditionN = ConditionN,
        Lon = Lon,
        Lat = Lat,
        Address = Address,
        CellKey = CellKey,
        GridCode = GridCode,
        CommunityCode = CommunityCode,
        SubdistrictCode = SubdistrictCode,
        DistrictCode = DistrictCode,
        BesideCode = BesideCode,
        LineOrg = LineOrg,
        UnitOrg = UnitOrg,
        TerritoryOrg = TerritoryOrg,
        RouteRule = RouteRule,
        RouteWhy = RouteWhy,
        IsPrivate = before.IsPrivate || IsPrivate,
    };
}
