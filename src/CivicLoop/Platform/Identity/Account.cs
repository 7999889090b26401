namespace CivicLoop.Platform.Identity;

/// <summary>Somebody who can sign in. A class with setters, because ASP.NET Core Identity changes
/// it in steps before it stores it whole.</summary>
internal sealed class Account
{
    public const int SignInLengthMin = 2;

    public const int SignInLengthMax = 40;

    public const int DisplayNameLengthMax = 80;

    public Guid Id { get; init; }

    /// <summary>Lower case, unique.</summary>
    public required string SignIn { get; set; }

    /// <summary>Shown to colleagues; never written to the journal.</summary>
    public required string DisplayName { get; set; }

    /// <summary><c>zh</c> or <c>en</c>; null takes the browser's.</summary>
    public string? Language { get; set; }

    /// <summary>Null until a password was set; then nothing but a link or a passkey signs in.
    /// </summary>
    public string? PasswordHash { get; set; }

    /// <summary>Changes with every change of how one signs in; sessions with an older one end.
    /// </summary>
    public string SecurityStamp { get; set; } = "";

    /// <summary>The authenticator's secret, encrypted with the city's keys.</summary>
    public byte[]? TotpKey { get; set; }

    public bool TwoFactor { get; set; }

    /// <summary>Digests of the recovery codes not used yet, separated by spaces.</summary>
    public string RecoveryCodes { get; set; } = "";

    /// <summary>Failed sign-ins since the last one that went well.</summary>
    public int Failures { get; set; }

    public DateTimeOffset? LockedUntil { get; set; }

    public bool MustChange { get; set; }

    public bool IsDisabled { get; set; }

    /// <summary>Signs in without a password, and only in a demonstration city.</summary>
    public bool IsDemonstration { get; init; }

    public DateTimeOffset MadeAt { get; init; }

    public long Version { get; set; }

    public Account Copy() => (Account)MemberwiseClone();
}
