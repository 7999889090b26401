using CivicLoop.Domain.People;

namespace CivicLoop.Platform.Identity;

/// <summary>What the callers of one account are made from, as it was when it was read.</summary>
internal sealed record AccountGrants(
    Account Account, IReadOnlyList<HeldPost> Posts, DateTimeOffset ReadAt);
