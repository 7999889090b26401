using CivicLoop.Domain.Intake;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Tests.Domain.Intake;

public sealed class LocalInstantTests
{
    private static readonly TimeZoneInfo Boston =
        TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    [Fact]
    public void A_summer_time_is_four_hours_behind_and_a_winter_time_five()
    {
        Assert.Equal(
            new DateTimeOffset(2011, 7, 1, 16, 0, 0, TimeSpan.Zero),
            Read(new DateTime(2011, 7, 1, 12, 0, 0)).At);
        Assert.Equal(
            new DateTimeOffset(2011, 12, 1, 17, 0, 0, TimeSpan.Zero),
            Read(new DateTime(2011, 12, 1, 12, 0, 0)).At);
    }

    [Fact]
    public void A_time_that_clocks_skipped_in_spring_is_refused()
    {
        var skipped = LocalInstant.Read(new DateTime(2012, 3, 11, 2, 30, 0), Boston);
        Assert.Equal(ProblemCode.LocalTimeSkipped, skipped.Problem?.Code);
    }

    [Fact]
    public void Of_a_time_shown_twice_in_autumn_the_first_is_taken()
    {
        var twice = Read(new DateTime(2011, 11, 6, 1, 30, 0));
        Assert.Equal(new DateTimeOffset(2011, 11, 6, 5, 30, 0, TimeSpan.Zero), twice.At);
        Assert.Equal(new DateTimeOffset(2011, 11, 6, 6, 30, 0, TimeSpan.Zero), twice.Other);
    }

    [Fact]
    public void A_time_shown_twice_does_not_go_back_before_the_step_it_follows()
    {
        var opened = Read(new DateTime(2011, 11, 6, 1, 50, 0)).At;
        var closed = Read(new DateTime(2011, 11, 6, 1, 10, 0));
        Assert.Equal(opened.AddMinutes(20), closed.NotBefore(opened));
    }

    private static LocalInstant Read(DateTime local) => LocalInstant.Read(local, Boston).Value;
}
