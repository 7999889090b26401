namespace CivicLoop.Domain.Cases;

/// <summary>What a rule decided about a case: how it stands after, and the step for its journal.
/// </summary>
public sealed record CaseDecision(Case After, CaseStep Step);
