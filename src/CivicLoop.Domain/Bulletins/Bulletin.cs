namespace CivicLoop.Domain.Bulletins;

/// <summary>周报、月报、专项通报: what a bulletin is about.</summary>
public enum BulletinKind
{
    /// <summary>A week, Monday to Sunday.</summary>
    Weekly,

    /// <summary>A month of the calendar.</summary>
    Monthly,

    /// <summary>Any other time, for example a campaign's.</summary>
    Special,
}

/// <summary>How far a bulletin is.</summary>
public enum BulletinState
{
    /// <summary>Being written.</summary>
    Draft,

    /// <summary>送审: waits for somebody else's approval.</summary>
    Submitted,

    /// <summary>签发: may be published.</summary>
    Approved,

    /// <summary>On the portal, for everybody.</summary>
    Published,

    /// <summary>Taken back with a reason; its number is never given again.</summary>
    Withdrawn,
}

/// <summary>通报: the published figures, ranking and findings of a period. Figures are a snapshot
/// and carry the question they answer; only words are written by hand.</summary>
public sealed record Bulletin
{
    public const int TitleMax = 120;

    public const int ReasonMax = 1_000;

    public required Guid Id { get; init; }

    public required BulletinKind Kind { get; init; }

    public required DateOnly FirstDay { get; init; }

    /// <summary>Last day, included.</summary>
    public required DateOnly LastDay { get; init; }

    public required string Title { get; init; }

    public required BulletinState State { get; init; }

    /// <summary>Year and running number, for example <c>2026-3</c>; given when it is published.
    /// </summary>
    public string? Number { get; init; }

    /// <summary>The blocks in their order, as <see cref="BulletinText"/> writes them.</summary>
    public required string Blocks { get; init; }

    /// <summary>Everybody who ever wrote on it, as the journal names them.</summary>
    public required string Editors { get; init; }

    public required string MadeOrg { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>When its figures were taken.</summary>
    public required DateTimeOffset FilledAt { get; init; }

    public string? ApprovedBy { get; init; }

    public DateTimeOffset? ApprovedAt { get; init; }

    public DateTimeOffset? PublishedAt { get; init; }

    public DateTimeOffset? WithdrawnAt { get; init; }

    /// <summary>Why it was sent back or taken back; empty otherwise.</summary>
    public string Reason { get; init; } = "";

    public long Version { get; init; } = 1;

    /// <summary>Whether somebody wrote on it.</summary>
    public bool WasEditedBy(string actor) => Editors.Split(' ').Contains(actor);

    /// <summary>The bulletin with somebody among its editors.</summary>
    public Bulletin EditedBy(string actor) =>
        WasEditedBy(actor) ? this : this with { Editors = $"{Editors} {actor}".Trim() };
}
