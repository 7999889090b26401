using System.Globalization;
using System.Text.Json;
using CivicLoop.Domain.Calendar;
using CivicLoop.Platform.City;
using CsCheck;

namespace CivicLoop.Tests.Domain.Calendar;

/// <summary>The three clocks, on the State Council's calendar as the Kunming pack carries it.
/// </summary>
public sealed class WorkCalendarTests
{
    private static readonly WorkCalendar Kunming = Read("kunming", "Asia/Shanghai");
    private static readonly WorkCalendar Boston = Read("boston", "America/New_York");

    [Theory]
    [InlineData("2017-10-01", false)]
    [InlineData("2017-10-08", false)]
    [InlineData("2017-09-30", true)] // make-up Saturday
    [InlineData("2026-10-01", false)]
    [InlineData("2026-10-07", false)]
    [InlineData("2026-10-08", true)]
    [InlineData("2026-09-20", true)] // make-up Sunday
    [InlineData("2026-10-10", true)] // make-up Saturday
    [InlineData("2026-09-25", false)]
    [InlineData("2026-02-14", true)]
    [InlineData("2026-02-15", false)]
    [InlineData("2026-02-23", false)]
    [InlineData("2026-02-28", true)]
    [InlineData("2026-01-04", true)]
    [InlineData("2026-05-09", true)]
    [InlineData("2026-11-28", false)] // plain Saturday
    public void A_day_is_worked_as_the_State_Council_announced(string day, bool worked) =>
        Assert.Equal(
            worked, Kunming.IsWorkingDay(DateOnly.Parse(day, CultureInfo.InvariantCulture)));

    [Theory]
    // The pack works 08:30–12:00 and 14:00–18:00: seven and a half hours a day.
    [InlineData("2026-11-24T10:00", 1, "2026-11-24T11:00")]
    [InlineData("2026-11-24T11:00", 2, "2026-11-24T15:00")]
    [InlineData("2026-11-24T17:00", 2, "2026-11-25T09:30")]
    [InlineData("2026-11-24T20:00", 1, "2026-11-25T09:30")]
    [InlineData("2026-11-27T17:30", 1, "2026-11-30T09:00")] // Friday evening to Monday
    [InlineData("2026-09-30T17:00", 2, "2026-10-08T09:30")] // over the National Day holiday
    [InlineData("2026-10-09T17:00", 2, "2026-10-10T09:30")] // into a make-up Saturday
    public void Working_hours_skip_noon_nights_weekends_and_holidays(
        string start, int hours, string due) =>
        Assert.Equal(
            Local(due, 8),
            Kunming.DueAt(
                Local(start, 8), new TimeLimit(hours, ClockKind.WorkingHours)).At);

    [Theory]
    [InlineData("2026-11-24T10:00", 1, "2026-11-25T10:00")]
    [InlineData("2026-11-27T10:00", 1, "2026-11-30T10:00")]
    [InlineData("2026-09-30T10:00", 2, "2026-10-09T10:00")]
    [InlineData("2026-11-28T10:00", 1, "2026-11-30T18:00")] // given on a Saturday: all of Monday
    public void A_working_day_ends_at_the_same_time_of_a_later_working_day(
        string start, int days, string due) =>
        Assert.Equal(
            Local(due, 8),
            Kunming.DueAt(
                Local(start, 8), new TimeLimit(days, ClockKind.WorkingDays)).At);

    [Fact]
    public void Urgent_hours_run_through_nights_and_holidays() =>
        Assert.Equal(
            Local("2026-10-02T01:00", 8),
            Kunming.DueAt(
                Local("2026-10-01T23:00", 8), new TimeLimit(2, ClockKind.UrgentHours)).At);

    [Fact]
    public void Urgent_hours_are_real_hours_when_the_clocks_are_put_back() =>
        Assert.Equal(
            Local("2011-11-06T03:00", -5),
            Boston.DueAt(
                Local("2011-11-06T00:00", -4), new TimeLimit(4, ClockKind.UrgentHours)).At);

    [Fact]
    public void A_limit_past_the_last_announced_year_warns()
    {
        var end = Local("2026-12-31T17:00", 8);
        Assert.True(Kunming.DueAt(end, new TimeLimit(3, ClockKind.WorkingHours)).PastKnownYears);
        Assert.False(Kunming.DueAt(end, new TimeLimit(3, ClockKind.UrgentHours)).PastKnownYears);
        Assert.False(Kunming.DueAt(
            Local("2026-11-24T10:00", 8), new TimeLimit(3, ClockKind.WorkingDays)).PastKnownYears);
    }

    [Fact]
    public void What_is_left_of_a_limit_at_its_start_is_the_limit()
    {
        var starts = Gen.Int[0, 365 * 24 * 60].Select(
            minutes => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minutes));
        var limits = Gen.Select(
            Gen.Int[1, 40], Gen.Enum<ClockKind>(),
            (amount, kind) => new TimeLimit(amount, kind));
        Gen.Select(starts, limits).Sample((start, limit) =>
        {
            var due = Kunming.DueAt(start, limit).At;
            var left = Kunming.Remaining(start, due, limit.Kind).Amount;
            return Math.Abs(left - limit.Amount) < 0.001m;
        });
    }

    [Fact]
    public void A_longer_limit_never_ends_earlier()
    {
        var starts = Gen.Int[0, 365 * 24 * 60].Select(
            minutes => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(minutes));
        Gen.Select(starts, Gen.Enum<ClockKind>(), Gen.Int[1, 60]).Sample((start, kind, amount) =>
            Kunming.DueAt(start, new TimeLimit(amount, kind)).At
            < Kunming.DueAt(start, new TimeLimit(amount + 1, kind)).At);
    }

    private static DateTimeOffset Local(string text, int offset) => new(
        DateTime.Parse(text, CultureInfo.InvariantCulture), TimeSpan.FromHours(offset));

    private static WorkCalendar Read(string pack, string zone)
    {
        var file = Path.Combine(PackPlaces.Shipped, pack, "calendar.json");
        return JsonSerializer.Deserialize<CalendarDocument>(
                File.ReadAllText(file), CityJson.Options)!
            .ToCalendar(TimeZoneInfo.FindSystemTimeZoneById(zone));
    }
}
