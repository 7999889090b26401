using CivicLoop.Domain.People;

namespace CivicLoop.Platform.Identity;

/// <summary>An account with everybody it may act as.</summary>
internal sealed record ActingPerson(Account Account, IReadOnlyList<Caller> Callers);
