namespace CivicLoop.Domain.Inspections;

/// <summary>Why a site is visited.</summary>
public enum VisitPurpose
{
    /// <summary>Drawn by a plan.</summary>
    Plan,

    /// <summary>On the inspector's own way.</summary>
    Own,
}

/// <summary>How far a visit has come.</summary>
public enum VisitState
{
    /// <summary>An inspector is sent; the unit does not know.</summary>
    Planned,

    /// <summary>The inspector is there.</summary>
    Begun,

    /// <summary>Handed in; it never changes again.</summary>
    Done,

    /// <summary>It came to nothing, with a reason: closed for the day, no longer there.</summary>
    Missed,
}

/// <summary>检查: one inspector looks at one site once.</summary>
public sealed record Visit
{
    /// <summary>Made by the program that begins it, a phone without a network too.</summary>
    public required Guid Id { get; init; }

    public required VisitPurpose Purpose { get; init; }

    /// <summary>Null where no plan drew it.</summary>
    public Guid? PlanId { get; init; }

    /// <summary>Its place in the plan's draw; 0 without a plan.</summary>
    public required int N { get; init; }

    /// <summary>2 for the one who repeats a visit blind.</summary>
    public required int Turn { get; init; }

    public required Guid SiteId { get; init; }

    public required string SiteCode { get; init; }

    public required string SiteKindCode { get; init; }

    public required string DistrictCode { get; init; }

    /// <summary>The edition whose items are looked at.</summary>
    public required string EditionCode { get; init; }

    /// <summary>Who is sent, as the journal names them; null where nobody fits.</summary>
    public string? Inspector { get; init; }

    public required VisitState State { get; init; }

    /// <summary>Last day it should be done.</summary>
    public required DateOnly DueDay { get; init; }

    public DateTimeOffset? BegunAt { get; init; }

    /// <summary>When it was handed in.</summary>
    public DateTimeOffset? DoneAt { get; init; }

    /// <summary>Metres walked, where the kind asks for a walk.</summary>
    public int? WalkedM { get; init; }

    public string Note { get; init; } = "";

    /// <summary>Score of the site in thousandths, once handed in; null where nothing applied.
    /// </summary>
    public int? ScoreMilli { get; init; }

    public long Version { get; init; } = 1;

    public bool IsOver => State is VisitState.Done or VisitState.Missed;
}
