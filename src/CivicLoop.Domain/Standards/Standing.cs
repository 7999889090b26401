namespace CivicLoop.Domain.Standards;

/// <summary>负面清单状态: stands above the score and is never a deduction from it. In order of
/// gravity.</summary>
public enum StandingStatus
{
    Clear,
    Warning,
    Suspended,
    Revoked,
}

/// <summary>A decision on a standing, of the city or of one unit.</summary>
public interface IStandingDecision
{
    StandingStatus Status { get; }

    /// <summary>First day.</summary>
    DateOnly Since { get; }

    /// <summary>Last day; null while no end is known.</summary>
    DateOnly? Until { get; }

    DateTimeOffset RecordedAt { get; }
}

/// <summary>A status the city was given, with its evidence and dates.</summary>
/// <param name="Since">First day.</param>
/// <param name="Until">Last day; null while no end is known.</param>
/// <param name="Evidence">The decision it rests on, or where it is published.</param>
public sealed record StandingRecord(
    Guid Id, EditionSubject Subject, StandingStatus Status, DateOnly Since, DateOnly? Until,
    string Evidence, DateTimeOffset RecordedAt) : IStandingDecision;

/// <summary>Reads the status off its decisions.</summary>
public static class Standing
{
    /// <summary>Of one subject's decisions the one that holds on a day; null means clear. The one
    /// that began last counts, and of the same day the one recorded last: a later decision replaces
    /// an earlier one.</summary>
    public static T? On<T>(IEnumerable<T> decisions, DateOnly day)
        where T : class, IStandingDecision =>
        decisions.Where(one => one.Since <= day && (one.Until is not { } end || day <= end))
            .OrderByDescending(one => one.Since).ThenByDescending(one => one.RecordedAt)
            .FirstOrDefault();
}
