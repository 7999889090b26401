using CivicLoop.Domain.Inspections;
using CivicLoop.Domain.Places;

namespace CivicLoop.Tests.Domain.Inspections;

/// <summary>Visits laid into the hours of working days.</summary>
public sealed class DayRoutesTests
{
    private static readonly DayMinutes[] Hours = [new(510, 720), new(840, 1080)];
    private static readonly RoutePace Pace = new(30, 100, 10, 60);

    [Theory]
    [InlineData(510, 60, 510)]
    [InlineData(670, 60, 840)]
    [InlineData(1030, 60, null)]
    internal void A_visit_begins_where_it_ends_within_the_same_hours(
        int earliest, int minutes, int? expected) =>
        Assert.Equal(expected, DayRoutes.Begin(Visit(0, 0, minutes), earliest, Hours));

    [Fact]
    public void A_site_is_visited_while_it_is_open_and_at_any_time_where_that_cannot_be()
    {
        var market = Visit(0, 0, 40) with { Open = new DayMinutes(600, 700) };
        Assert.Equal(600, DayRoutes.Begin(market, 510, Hours));
        Assert.Null(DayRoutes.Begin(market, 661, Hours));
        var night = Visit(0, 0, 40) with { Open = new DayMinutes(1200, 1300) };
        Assert.Null(night.Within(Hours).Open);
        Assert.Equal(240, Visit(0, 0, 900).Within(Hours).Minutes);
    }

    [Fact]
    public void The_nearest_comes_next_and_the_next_day_begins_where_no_more_fits()
    {
        // A hundredth of a degree north is 1.1 km and, at 30 km/h, three minutes.
        var visits = new[] { Visit(0, 0, 200), Visit(1, 3, 200), Visit(2, 1, 200) };
        var stops = DayRoutes.Nearest(visits, Hours, 5, Pace);
        Assert.Equal([0, 2, 1], stops.Select(one => one.Visit.Key));
        Assert.Equal([(0, 510), (0, 840), (1, 510)], stops.Select(one => (one.Day, one.At)));
        Assert.Equal([0, 1112, 0], stops.Select(one => one.Metres));
        Assert.Equal(2, DayRoutes.Nearest(visits, Hours, 1, Pace).Count);
    }

    [Fact]
    public void An_order_that_does_not_fit_into_a_day_is_none()
    {
        var visits = new[] { Visit(0, 0, 200), Visit(1, 1, 200), Visit(2, 2, 200) };
        Assert.Null(DayRoutes.InOrder(visits, 0, Hours, Pace));
        Assert.Equal(2, DayRoutes.InOrder(visits[..2], 0, Hours, Pace)!.Count);
    }

    [Theory]
    [InlineData("08:30-12:00", 510, 720)]
    [InlineData("00:00-23:59", 0, 1439)]
    internal void Hours_are_read_as_they_are_written(string text, int from, int to) =>
        Assert.Equal(new DayMinutes(from, to), DayMinutes.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("8-12")]
    [InlineData("12:00-08:30")]
    [InlineData("08:30")]
    internal void What_is_no_time_of_day_is_not_read(string text) =>
        Assert.Null(DayMinutes.Parse(text));

    [Fact]
    public void A_visit_takes_as_long_as_its_check_list_its_walk_and_what_is_watched() =>
        Assert.Equal(10 + 25 + 4 + 20, Pace.VisitMinutes(25, 300, 20));

    private static RouteVisit Visit(int key, int hundredths, int minutes) =>
        new(key, new GeoPoint(102.7, 25 + (hundredths / 100.0)), minutes, null);
}
