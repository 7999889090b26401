using CivicLoop.Domain;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;

namespace CivicLoop.Modules.Calendar;

/// <summary>A day as the year's page shows it.</summary>
/// <param name="Holiday">Name of the holiday; null on any other day.</param>
internal sealed record YearDay(
    DateOnly Date, bool Works, bool IsWeekend, LocalText? Holiday);

/// <summary>A year of the calendar, each day worked or not.</summary>
internal static class CalendarYear
{
    /// <summary>The days of a month in weeks that begin on a Monday; null outside the month.
    /// </summary>
    public static IEnumerable<YearDay?[]> Weeks(
        CalendarDocument calendar, IReadOnlySet<DateOnly> works, int year, int month)
    {
        var first = new DateOnly(year, month, 1);
        var lead = ((int)first.DayOfWeek + 6) % 7;
        return Enumerable.Repeat<YearDay?>(null, lead)
            .Concat(Enumerable.Range(0, DateTime.DaysInMonth(year, month))
                .Select(n => first.AddDays(n))
                .Select(day => new YearDay(
                    day, works.Contains(day), calendar.Weekend.Contains(day.DayOfWeek),
                    calendar.Holidays.GetValueOrDefault(day))))
            .Chunk(7);
    }

    /// <summary>The days worked in a year.</summary>
    public static IReadOnlySet<DateOnly> Works(CalendarDocument calendar, int year) =>
        Days(year).Where(day => calendar.MakeUpDays.Contains(day)
            || (!calendar.Weekend.Contains(day.DayOfWeek)
                && !calendar.Holidays.ContainsKey(day))).ToHashSet();

    /// <summary>The calendar with exactly these days worked in a year: a weekend day worked is a
    /// make-up day, another day not worked a holiday. Holidays that were there keep their names.
    /// Error: a new holiday has no name.</summary>
    public static Outcome<CalendarDocument> With(
        CalendarDocument before, int year, IReadOnlySet<DateOnly> works, string? nameZh,
        string? nameEn)
    {
        var holidays = before.Holidays.ToDictionary();
        var makeUpDays = before.MakeUpDays.Where(day => day.Year != year).ToList();
        foreach (var day in Days(year))
        {
            var isWeekend = before.Weekend.Contains(day.DayOfWeek);
            if (works.Contains(day))
            {
                holidays.Remove(day);
                if (isWeekend)
                {
                    makeUpDays.Add(day);
                }
            }
            else if (!isWeekend && !holidays.ContainsKey(day))
            {
                if (string.IsNullOrWhiteSpace(nameZh))
                {
                    return new Problem(ProblemCode.FieldRequired, "nameZh");
                }

                holidays[day] = new LocalText(
                    nameZh.Trim(),
                    string.IsNullOrWhiteSpace(nameEn) ? nameZh.Trim() : nameEn.Trim());
            }
        }

        return before with
        {
            Holidays = holidays,
            MakeUpDays = makeUpDays,
            LastKnownYear = Math.Max(before.LastKnownYear, year),
        };
    }

    private static IEnumerable<DateOnly> Days(int year) =>
        Enumerable.Range(0, DateTime.IsLeapYear(year) ? 366 : 365)
            .Select(n => new DateOnly(year, 1, 1).AddDays(n));
}
