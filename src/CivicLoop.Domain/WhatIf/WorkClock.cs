using CivicLoop.Domain.Calendar;

namespace CivicLoop.Domain.WhatIf;

/// <summary>Counts a period twice: in seconds, and in seconds of working time, so that a replay
/// adds numbers instead of asking the calendar each time.</summary>
internal sealed class WorkClock
{
    // Limits that end long after the period are all alike to it: not due.
    private const int DaysAfter = 120;

    private readonly DateTimeOffset origin;
    private readonly List<double> begins = [];
    private readonly List<double> ends = [];
    private readonly List<double> before = [];

    public WorkClock(WorkCalendar calendar, DateTimeOffset from, DateTimeOffset to)
    {
        origin = from;
        SecondsOfDay = calendar.Spans.Sum(span => (span.To - span.From).TotalSeconds);
        var last = Day(calendar.Zone, to).AddDays(DaysAfter);
        var sum = 0.0;
        for (var day = Day(calendar.Zone, from); day <= last; day = day.AddDays(1))
        {
            if (!calendar.IsWorkingDay(day))
            {
                continue;
            }

            foreach (var span in calendar.Spans)
            {
                var begin = Math.Max(0, Seconds(Instant(calendar.Zone, day, span.From)));
                var end = Math.Max(begin, Seconds(Instant(calendar.Zone, day, span.To)));
                begins.Add(begin);
                ends.Add(end);
                before.Add(sum);
                sum += end - begin;
            }
        }
    }

    public double SecondsOfDay { get; }

    public double Seconds(DateTimeOffset at) => (at - origin).TotalSeconds;

    /// <summary>Seconds of working time up to so many seconds of the period.</summary>
    public double Worked(double seconds)
    {
        var n = begins.BinarySearch(seconds);
        n = n < 0 ? ~n - 1 : n;
        return n < 0 ? 0 : before[n] + Math.Min(seconds, ends[n]) - begins[n];
    }

    /// <summary>Seconds of a limit on the clock it is counted by.</summary>
    public double Of(TimeLimit limit) => (double)limit.Amount
        * (limit.Kind == ClockKind.WorkingDays ? SecondsOfDay : HourSeconds);

    public const double HourSeconds = 3_600;

    private static DateOnly Day(TimeZoneInfo zone, DateTimeOffset at) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(at, zone).DateTime);

    private static DateTimeOffset Instant(TimeZoneInfo zone, DateOnly day, TimeOnly time)
    {
        var local = day.ToDateTime(time);
        return new DateTimeOffset(local, zone.GetUtcOffset(local));
    }
}
