namespace CivicLoop.Platform.Identity;

/// <summary>Limits of signing in and of sessions, each with its reason.</summary>
internal static class SignInRules
{
    // GB/T 22239-2019 asks for a lock after failures; five leaves room for a slip of the hand.
    public const int FailuresMax = 5;

    public static TimeSpan LockTime { get; } = TimeSpan.FromMinutes(15);

    // A counter's computer is left alone over lunch.
    public static TimeSpan SessionIdle { get; } = TimeSpan.FromMinutes(30);

    // The longest shift; nobody stays signed in from one day to the next.
    public static TimeSpan SessionMax { get; } = TimeSpan.FromHours(12);

    public static TimeSpan StampCheck { get; } = TimeSpan.FromMinutes(5);

    // How long an account or post that was ended elsewhere may still act on this node.
    public static TimeSpan GrantsKept { get; } = TimeSpan.FromSeconds(30);

    public static TimeSpan SetupLinkLife { get; } = TimeSpan.FromHours(24);

    public static TimeSpan StartLinkLife { get; } = TimeSpan.FromHours(72);

    public const int RecoveryCodes = 10;
}
