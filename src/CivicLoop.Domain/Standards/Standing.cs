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

/// <summary>A status the city was given, with its evidence and dates.</summary>
/// <param name="Since">First day.</param>
/// <param name="Until">Last day; null while no end is known.</param>
/// <param name="Evidence">The decision it rests on, or where it is published.</param>
public sealed record StandingRecord(
    Guid Id, EditionSubject Subject, StandingStatus Status, DateOnly Since, DateOnly? Until,
    string Evidence, DateTimeOffset RecordedAt)
{
    public bool HoldsOn(DateOnly day) => Since <= day && (Until is not { } end || day <= end);
}

/// <summary>Reads the status off its records.</summary>
public static class Standing
{
    /// <summary>The record that holds on a day; null means clear. The one that began last counts,
    /// and of the same day the one recorded last: a later decision replaces an earlier one.
    /// </summary>
    public static StandingRecord? On(
        IEnumerable<StandingRecord> records, EditionSubject subject, DateOnly day) =>
        records.Where(one => one.Subject == subject && one.HoldsOn(day))
            .OrderByDescending(one => one.Since).ThenByDescending(one => one.RecordedAt)
            .FirstOrDefault();
}
