using CivicLoop.Domain.Inspections;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Simulation;
using CivicLoop.Modules.Inspections;

namespace CivicLoop.Tests.Domain.Inspections;

/// <summary>Routes of a whole draw: short, and by the rules of the blind deal.</summary>
public sealed class RouteFinderTests
{
    private const int Districts = 4;
    private static readonly DayMinutes[] Hours = [new(510, 720), new(840, 1080)];
    private static readonly DateOnly First = new(2026, 11, 23);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    internal void Every_rule_of_the_blind_deal_is_kept_and_ways_are_shorter(long seed)
    {
        var draw = Draw(seed, sites: 60, inspectors: 6);
        var found = draw.Find(new TravelOptions());
        Assert.Equal(RouteWay.Solver, found.Route.Way);
        Assert.False(found.Route.IsSolverMissing);
        Assert.True(found.Route.Metres < found.Route.NearestMetres);
        Assert.Equal(0, found.Route.Unplaced);
        Assert.All(found.Sent, one => Assert.True(BlindAssignment.MayVisit(
            draw.Inspectors.First(who => who.Actor == one.Inspector),
            draw.Ties[one.Site.Site.Code])));
        Assert.All(
            found.Sent.GroupBy(one => one.Site.Site.Code).Where(pair => pair.Count() == 2),
            pair => Assert.Equal(2, pair.Select(one => one.Inspector).Distinct().Count()));
        // Nobody has many more or fewer than they were dealt.
        var dealt = draw.Sent.CountBy(one => one.Inspector!).ToDictionary();
        Assert.All(
            found.Sent.CountBy(one => one.Inspector!),
            one => Assert.InRange(one.Value, dealt[one.Key] - 1, dealt[one.Key] + 1));
    }

    [Fact]
    public void Stops_follow_one_another_within_the_hours_and_while_sites_are_open()
    {
        var draw = Draw(seed: 5, sites: 50, inspectors: 4);
        var found = draw.Find(new TravelOptions());
        foreach (var day in found.Stops.GroupBy(
            one => (found.Sent[one.Key].Inspector, one.Value.Day)))
        {
            var stops = day.Select(one => one.Value).OrderBy(one => one.N).ToList();
            Assert.Equal(Enumerable.Range(1, stops.Count), stops.Select(one => one.N));
            Assert.All(stops, one => Assert.Equal(
                one.At, DayRoutes.Begin(one.Visit, one.At, Hours)));
            Assert.All(stops.Zip(stops.Skip(1)), pair => Assert.True(
                pair.Second.At >= pair.First.At + pair.First.Visit.Minutes));
        }
    }

    [Fact]
    public void The_same_draw_makes_the_same_routes()
    {
        var draw = Draw(seed: 7, sites: 40, inspectors: 5);
        var (one, other) = (draw.Find(new TravelOptions()), draw.Find(new TravelOptions()));
        Assert.Equal(one.Sent, other.Sent);
        Assert.Equal(one.Stops.OrderBy(each => each.Key), other.Stops.OrderBy(each => each.Key));
    }

    [Fact]
    public void Without_a_solver_everybody_goes_to_the_nearest_site_that_is_left()
    {
        var draw = Draw(seed: 8, sites: 30, inspectors: 3);
        var found = draw.Find(new TravelOptions { Solve = false });
        Assert.Equal(RouteWay.Nearest, found.Route.Way);
        Assert.Equal(found.Route.NearestMetres, found.Route.Metres);
        Assert.Equal(draw.Sent.Count, found.Stops.Count);
    }

    [Fact]
    public void What_does_not_fit_into_the_days_is_counted_and_left_to_the_inspectors()
    {
        var draw = Draw(seed: 9, sites: 60, inspectors: 2) with { Days = [First] };
        var found = draw.Find(new TravelOptions());
        Assert.InRange(found.Stops.Count, 10, 30);
        Assert.Equal(draw.Sent.Count - found.Stops.Count, found.Route.Unplaced);
    }

    private static DrawnCity Draw(long seed, int sites, int inspectors)
    {
        var draws = new SeededDraws(seed, 0);
        var drawn = Enumerable.Range(0, sites).Select(n => new DrawnSite(
            n + 1, new FrameSite($"S{n:000}", "S01", $"D{draws.Below(Districts)}", null),
            n % 10 == 0)).ToList();
        var people = Enumerable.Range(0, inspectors).Select(n => new Inspector(
            $"account:{n}", "centre",
            n < Districts - 1 ? new HashSet<string> { $"D{n}" } : new HashSet<string>())).ToList();
        var ties = drawn.ToDictionary(
            one => one.Site.Code,
            one => new SiteTies([one.Site.District], $"account:{draws.Below(inspectors * 2)}"));
        var sent = BlindAssignment.Of($"{seed}", drawn, people, ties)
            .Where(one => one.Inspector is not null).ToList();
        var places = drawn.ToDictionary(one => one.Site.Code, one => new GeoPoint(
            102.6 + (0.1 * (one.Site.District[1] - '0')) + draws.Between(0, 0.1),
            25 + draws.Between(0, 0.1)));
        return new DrawnCity(
            sent, people, ties,
            [
                .. sent.Select((one, n) => new RouteVisit(
                    n, places[one.Site.Site.Code], 40, n % 7 == 0 ? Hours[0] : null)),
            ],
            [.. Enumerable.Range(0, 15).Select(First.AddDays)]);
    }

    private sealed record DrawnCity(
        IReadOnlyList<AssignedVisit> Sent, IReadOnlyList<Inspector> Inspectors,
        IReadOnlyDictionary<string, SiteTies> Ties, IReadOnlyList<RouteVisit> Visits,
        IReadOnlyList<DateOnly> Days)
    {
        public RoutedDraw Find(TravelOptions options) => new RouteFinder(options).Run(
            Guid.Empty, Sent, new RouteDeal(Sent, Inspectors, Ties), Visits, Hours, Days,
            DateTimeOffset.UnixEpoch);
    }
}
