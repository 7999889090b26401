namespace CivicLoop.Domain.Calendar;

/// <summary>How long something may take, and in which kind of time.</summary>
/// <param name="Amount">Hours or days, by <paramref name="Kind"/>; not negative.</param>
public readonly record struct TimeLimit(decimal Amount, ClockKind Kind)
{
    private const int HoursOfDay = 24;

    /// <summary>The same limit with every hour of every day counting; a working day is a day of 24
    /// hours then.</summary>
    public TimeLimit ToUrgent() => new(
        Kind == ClockKind.WorkingDays ? Amount * HoursOfDay : Amount, ClockKind.UrgentHours);

    /// <summary>Thousandths of an hour or day, as limits are stored.</summary>
    public static TimeLimit FromMilli(long milli, ClockKind kind) => new(milli / 1000m, kind);
}

/// <summary>The instant a limit ends.</summary>
/// <param name="PastKnownYears">True when it runs past the last year whose holidays are known, so
/// that weekends alone were reckoned with and the instant may move.</param>
public readonly record struct DueInstant(DateTimeOffset At, bool PastKnownYears);
