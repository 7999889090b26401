using CivicLoop.Domain.Calendar;

namespace CivicLoop.Domain.Cases;

/// <summary>One of the two clocks of a case: the line's, from dispatch until the unit answers, or
/// the territory's, from opening until closing.</summary>
public sealed record CaseClock
{
    /// <summary>A clock that was never started.</summary>
    public static CaseClock Unset { get; } = new();

    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When the limit ends; null while the clock stands or has no limit.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>Kind of time the limit is counted in.</summary>
    public ClockKind Kind { get; init; } = ClockKind.WorkingHours;

    /// <summary>Limit in thousandths of an hour or day; null where the limit is an agreed instant.
    /// </summary>
    public long? LimitMilli { get; init; }

    /// <summary>What is left while the clock stands, in thousandths of its own unit; negative when
    /// the limit had already passed.</summary>
    public long? LeftMilli { get; init; }

    /// <summary>When the clock was answered or ended.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    public bool IsRunning => DueAt is not null && EndedAt is null;

    /// <summary>On time (true), late (false) or not to be said (null: no limit, or still running
    /// and not yet due). An open clock past its limit is late at once: waiting does not make it
    /// better. </summary>
    public bool? OnTime(DateTimeOffset now) =>
        DueAt is not { } due ? null
        : EndedAt is { } ended ? ended <= due
        : now > due ? false
        : null;
}
