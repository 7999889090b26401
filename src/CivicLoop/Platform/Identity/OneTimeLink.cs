namespace CivicLoop.Platform.Identity;

internal enum LinkPurpose
{
    /// <summary>Makes the first security keeper of a city that has none.</summary>
    Setup,

    /// <summary>Lets a person set a password.</summary>
    Start,
}

/// <summary>A link that works once and for a time; only the digest of its secret is kept.</summary>
internal sealed record OneTimeLink
{
    public required byte[] SecretHash { get; init; }

    public required LinkPurpose Purpose { get; init; }

    /// <summary>Whose password it sets; null for a setup link.</summary>
    public required Guid? AccountId { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? UsedAt { get; init; }

    public bool Works(DateTimeOffset now) => UsedAt is null && now < ExpiresAt;
}
