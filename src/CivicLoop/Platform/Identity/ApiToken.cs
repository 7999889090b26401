namespace CivicLoop.Platform.Identity;

/// <summary>Lets another program act for an account under <c>/api/v1</c>; only its digest is kept.
/// </summary>
internal sealed record ApiToken
{
    public const int DaysDefault = 90;

    // A token nobody renews within a year is one nobody remembers.
    public const int DaysMax = 366;

    public const int NameLengthMax = 80;

    public required Guid Id { get; init; }

    public required Guid AccountId { get; init; }

    public required string Name { get; init; }

    public required byte[] SecretHash { get; init; }

    public required DateTimeOffset MadeAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? RevokedAt { get; init; }

    /// <summary>Permissions of its account it is narrowed to, separated by spaces; null for all.
    /// </summary>
    public string? Permissions { get; init; }

    /// <summary>Kept to the hour: every request would otherwise be a write.</summary>
    public DateTimeOffset? LastUsedAt { get; init; }

    public bool Works(DateTimeOffset now) => RevokedAt is null && now < ExpiresAt;
}
