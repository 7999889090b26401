namespace CivicLoop.Domain.Calendar;

/// <summary>Which days and hours a city works: weekends, statutory holidays, make-up working days
/// (调休) and local working hours. All limits are reckoned here.</summary>
public sealed class WorkCalendar
{
    // A year of nothing but holidays is a broken calendar, not a long wait.
    private const int IdleDaysMax = 400;

    private readonly TimeZoneInfo zone;
    private readonly WorkingSpan[] spans;
    private readonly HashSet<DayOfWeek> weekend;
    private readonly HashSet<DateOnly> holidays;
    private readonly HashSet<DateOnly> makeUpDays;
    private readonly TimeSpan dayLength;

    /// <param name="lastKnownYear">Last year whose holidays were announced.</param>
    public WorkCalendar(
        TimeZoneInfo zone,
        IEnumerable<WorkingSpan> spans,
        IEnumerable<DayOfWeek> weekend,
        IEnumerable<DateOnly> holidays,
        IEnumerable<DateOnly> makeUpDays,
        int lastKnownYear)
    {
        this.zone = zone;
        this.spans = [.. spans.OrderBy(span => span.From)];
        this.weekend = [.. weekend];
        this.holidays = [.. holidays];
        this.makeUpDays = [.. makeUpDays];
        LastKnownYear = lastKnownYear;
        dayLength = this.spans.Aggregate(
            TimeSpan.Zero, (sum, span) => sum + (span.To - span.From));
        if (dayLength <= TimeSpan.Zero)
        {
            throw new ArgumentException("A working day needs working hours.", nameof(spans));
        }
    }

    public int LastKnownYear { get; }

    public TimeZoneInfo Zone => zone;

    /// <summary>The hours of a working day, the first first.</summary>
    public IReadOnlyList<WorkingSpan> Spans => spans;

    public bool IsWorkingDay(DateOnly day) =>
        makeUpDays.Contains(day) || (!weekend.Contains(day.DayOfWeek) && !holidays.Contains(day));

    /// <summary>When a limit that starts now ends. Working days end at the same time of day (moved
    /// into working hours), working hours skip nights and idle days, urgent hours skip nothing.
    /// </summary>
    public DueInstant DueAt(DateTimeOffset start, TimeLimit limit)
    {
        var at = limit.Kind switch
        {
            ClockKind.UrgentHours => start + Hours(limit.Amount),
            ClockKind.WorkingHours => AddWorking(start, Hours(limit.Amount)),
            // A working day is a full day's working hours, wherever in the day it starts.
            ClockKind.WorkingDays => AddWorking(start, dayLength * (double)limit.Amount),
        };
        var utc = at.ToUniversalTime();
        return new DueInstant(
            utc,
            limit.Kind != ClockKind.UrgentHours
                && TimeZoneInfo.ConvertTime(utc, zone).Year > LastKnownYear);
    }

    /// <summary>What is left of a limit, in its own unit; negative when it has passed.</summary>
    public TimeLimit Remaining(DateTimeOffset now, DateTimeOffset due, ClockKind kind)
    {
        if (due < now)
        {
            return new TimeLimit(-Remaining(due, now, kind).Amount, kind);
        }

        var amount = kind switch
        {
            ClockKind.UrgentHours => (due - now).Ticks / (decimal)TimeSpan.TicksPerHour,
            ClockKind.WorkingHours => Working(now, due).Ticks / (decimal)TimeSpan.TicksPerHour,
            ClockKind.WorkingDays => Working(now, due).Ticks / (decimal)dayLength.Ticks,
        };
        return new TimeLimit(amount, kind);
    }

    /// <summary>Working time between two instants.</summary>
    public TimeSpan Working(DateTimeOffset from, DateTimeOffset to)
    {
        var sum = TimeSpan.Zero;
        var last = Day(to);
        for (var day = Day(from); day <= last; day = day.AddDays(1))
        {
            foreach (var (begin, end) in SpansOf(day))
            {
                var a = begin > from ? begin : from;
                var b = end < to ? end : to;
                sum += b > a ? b - a : TimeSpan.Zero;
            }
        }

        return sum;
    }

    private DateTimeOffset AddWorking(DateTimeOffset start, TimeSpan left)
    {
        var idle = 0;
        for (var day = Day(start); idle < IdleDaysMax; day = day.AddDays(1))
        {
            var worked = false;
            foreach (var (begin, end) in SpansOf(day))
            {
                worked = true;
                var from = begin > start ? begin : start;
                if (end <= from)
                {
                    continue;
                }

                if (end - from >= left)
                {
                    return from + left;
                }

                left -= end - from;
            }

            idle = worked ? 0 : idle + 1;
        }

        throw new InvalidOperationException("The calendar has no working day for over a year.");
    }

    private IEnumerable<(DateTimeOffset Begin, DateTimeOffset End)> SpansOf(DateOnly day)
    {
        if (!IsWorkingDay(day))
        {
            yield break;
        }

        foreach (var span in spans)
        {
            yield return (Instant(day, span.From), Instant(day, span.To));
        }
    }

    private DateOnly Day(DateTimeOffset instant) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);

    private DateTimeOffset Instant(DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time);
        return new DateTimeOffset(local, zone.GetUtcOffset(local));
    }

    private static TimeSpan Hours(decimal amount) =>
        new((long)decimal.Round(amount * TimeSpan.TicksPerHour));
}
