using System.Globalization;

namespace CivicLoop.Domain;

/// <summary>A month of a city's calendar, written <c>2026-11</c>.</summary>
public readonly record struct CalendarMonth(int Year, int Month) : IComparable<CalendarMonth>
{
    private const int Months = 12;

    private const string Form = "yyyy-MM";

    public DateOnly First => new(Year, Month, 1);

    /// <summary>First day of the month after.</summary>
    public DateOnly End => First.AddMonths(1);

    public static CalendarMonth Of(DateOnly day) => new(day.Year, day.Month);

    /// <summary>Null where it is no month.</summary>
    public static CalendarMonth? Read(string? text) =>
        DateOnly.TryParseExact(
            text, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? Of(day)
            : null;

    public CalendarMonth Add(int months) => Of(First.AddMonths(months));

    /// <summary>As many months up to and with this one, the oldest first.</summary>
    public IReadOnlyList<CalendarMonth> Last(int months = Months)
    {
        var last = this;
        return [.. Enumerable.Range(0, months).Select(n => last.Add(n - months + 1))];
    }

    public int CompareTo(CalendarMonth other) => First.CompareTo(other.First);

    public static bool operator <(CalendarMonth one, CalendarMonth other) =>
        one.CompareTo(other) < 0;

    public static bool operator >(CalendarMonth one, CalendarMonth other) =>
        one.CompareTo(other) > 0;

    public static bool operator <=(CalendarMonth one, CalendarMonth other) =>
        one.CompareTo(other) <= 0;

    public static bool operator >=(CalendarMonth one, CalendarMonth other) =>
        one.CompareTo(other) >= 0;

    public override string ToString() => First.ToString(Form, CultureInfo.InvariantCulture);
}
