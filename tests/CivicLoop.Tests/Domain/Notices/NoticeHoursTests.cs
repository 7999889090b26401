using CivicLoop.Domain.Notices;

namespace CivicLoop.Tests.Domain.Notices;

/// <summary>When people are told, and when they are left alone.</summary>
public sealed class NoticeHoursTests
{
    private static readonly TimeZoneInfo Zone =
        TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    private static readonly NoticeHours Hours = new(
        [new TimeOnly(8, 30), new TimeOnly(17, 0)], new TimeOnly(20, 0), new TimeOnly(8, 0));

    [Theory]
    [InlineData("2026-11-24T23:30", "2026-11-25T08:00")]
    [InlineData("2026-11-25T03:00", "2026-11-25T08:00")]
    [InlineData("2026-11-25T08:00", "2026-11-25T08:00")]
    [InlineData("2026-11-25T12:00", "2026-11-25T12:00")]
    public void What_comes_up_at_night_waits_for_the_morning(string at, string sent) =>
        Assert.Equal(Local(sent), Hours.SendAt(Local(at), isUrgent: false, Zone));

    [Fact]
    public void What_is_urgent_waits_for_nobody()
    {
        var night = Local("2026-11-25T03:00");
        Assert.Equal(night, Hours.SendAt(night, isUrgent: true, Zone));
    }

    [Theory]
    [InlineData("2026-11-24T17:00", "2026-11-25T08:29", null)]
    [InlineData("2026-11-24T17:00", "2026-11-25T08:30", "2026-11-25T08:30")]
    [InlineData("2026-11-25T08:30", "2026-11-25T12:00", null)]
    [InlineData("2026-11-20T08:30", "2026-11-25T18:00", "2026-11-25T17:00")]
    public void A_digest_comes_at_its_hour_once(string writtenTo, string now, string? due) =>
        Assert.Equal(
            due is null ? (DateTimeOffset?)null : Local(due),
            Hours.DigestDue(Local(writtenTo), Local(now), Zone, _ => true));

    [Fact]
    public void No_digest_comes_on_a_day_off() => Assert.Null(
        Hours.DigestDue(
            Local("2026-11-20T18:00"), Local("2026-11-22T09:00"), Zone,
            day => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)));

    [Theory]
    [InlineData("8:30")]
    [InlineData("25:00")]
    [InlineData("08:30 noon")]
    public void A_time_that_is_none_is_not_guessed(string text) =>
        Assert.Null(NoticeHours.Read(text));

    private static DateTimeOffset Local(string text) =>
        new(DateTime.Parse(text, null), TimeSpan.FromHours(8));
}
