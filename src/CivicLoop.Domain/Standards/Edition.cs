namespace CivicLoop.Domain.Standards;

/// <summary>What an edition assesses; each has editions of its own.</summary>
public enum EditionSubject
{
    /// <summary>The civilised city as a whole.</summary>
    City,

    /// <summary>未成年人思想道德建设: conditions for minors, never about a single minor.</summary>
    Minors,
}

/// <summary>Whether an edition may still change.</summary>
public enum EditionState
{
    /// <summary>Being prepared; may be replaced or discarded.</summary>
    Draft,

    /// <summary>Has its dates and never changes again, but that a successor ends it.</summary>
    Published,
}

/// <summary>测评体系版本: a dated version of the assessment system. Old editions stay, so that an
/// old year can be computed again.</summary>
public sealed record Edition
{
    /// <summary>What editions usually allow (2018 and later): 500 characters, 4 pictures.</summary>
    public const int TextMaxUsual = 500;

    public const int PicturesMaxUsual = 4;

    /// <summary>Its short name in addresses and files, for example <c>sample-city</c>.</summary>
    public required string Code { get; init; }

    public required EditionSubject Subject { get; init; }

    public required string NameZh { get; init; }

    public required string NameEn { get; init; }

    /// <summary>Where its contents come from, and what it is not.</summary>
    public required string SourceZh { get; init; }

    public required string SourceEn { get; init; }

    /// <summary>True for what came with the program: a sample, not official.</summary>
    public required bool IsSample { get; init; }

    public required EditionState State { get; init; }

    /// <summary>First day it holds; null while it is a draft.</summary>
    public DateOnly? EffectiveFrom { get; init; }

    /// <summary>Last day it holds; null while no end is known.</summary>
    public DateOnly? EffectiveTo { get; init; }

    /// <summary>Most characters of a text handed in with a material, in 网上申报.</summary>
    public int TextMax { get; init; } = TextMaxUsual;

    /// <summary>Most pictures handed in with a material.</summary>
    public int PicturesMax { get; init; } = PicturesMaxUsual;

    public required DateTimeOffset MadeAt { get; init; }

    public DateTimeOffset? PublishedAt { get; init; }

    public LocalText Name => new(NameZh, NameEn);

    public LocalText Source => new(SourceZh, SourceEn);

    /// <summary>Whether it holds on a day, both ends counted.</summary>
    public bool HoldsOn(DateOnly day) =>
        State == EditionState.Published && EffectiveFrom <= day
        && (EffectiveTo is not { } end || day <= end);
}
