using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Dashboards;

namespace CivicLoop.Tests.Domain.Dashboards;

public sealed class DashboardWeekTests
{
    [Fact]
    public void Weeks_begin_on_Monday_and_the_running_one_is_not_finished()
    {
        var sunday = new DateOnly(2026, 11, 29);
        Assert.Equal(new DateOnly(2026, 11, 23), DashboardWeek.Of(sunday));
        Assert.Equal(new DateOnly(2026, 11, 30), DashboardWeek.Of(sunday.AddDays(1)));
        Assert.Equal(
            [new DateOnly(2026, 11, 9), new DateOnly(2026, 11, 16)],
            DashboardWeek.Finished(sunday, 2));
    }

    [Fact]
    public void Places_repeat_from_three_cases_on_and_come_by_how_many()
    {
        var at = new DateTimeOffset(2026, 11, 24, 2, 0, 0, TimeSpan.Zero);
        RepeatPlace Of(long place, int cases) =>
            new(place, "E0102", null, null, null, null, null, cases, 0, at);
        Assert.Equal([3L, 1L], RepeatPlaces.Ranked([Of(1, 3), Of(2, 2), Of(3, 5)])
            .Select(one => one.Place));
        Assert.Equal(SamePlace.Of(5L << 30), SamePlace.Of((6L << 30) - 1));
    }
}
