using CivicLoop.Domain.People;

namespace CivicLoop.Platform.Identity;

/// <summary>Who is signed in, as pages show it.</summary>
/// <param name="Organizations">Codes of the organisations the person may act for, the oldest post
/// first.</param>
/// <param name="NeedsSecondFactor">True when a separated duty waits for a second factor.</param>
internal sealed record SignedIn(
    Guid AccountId,
    string DisplayName,
    string? Language,
    Caller Caller,
    IReadOnlyList<string> Organizations,
    bool NeedsSecondFactor,
    bool MustChangePassword);
