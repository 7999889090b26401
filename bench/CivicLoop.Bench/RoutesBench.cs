using System.Diagnostics;
using System.Globalization;
using CivicLoop.Domain.Inspections;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Simulation;
using CivicLoop.Modules.Inspections;

namespace CivicLoop.Bench;

/// <summary>Routes of a large draw: 1,200 sites in fourteen districts and thirty inspectors, half
/// of whom belong to a district they may not visit, against everybody going to the nearest site
/// that is left under the same rules.</summary>
internal static class RoutesBench
{
    private const int Sites = 1_200;
    private const int Inspectors = 30;
    private const int Districts = 14;
    private const int Across = 4;
    private const int Days = 10;
    private const double SecondsMax = 60;
    private const double RatioMax = 0.95;

    // A district is some twelve kilometres wide.
    private const double DistrictDegrees = 0.11;

    private static readonly DayMinutes[] Hours = [new(510, 720), new(840, 1080)];

    public static Task RunAsync(BenchRun run)
    {
        Console.WriteLine($"Routes of {Sites:N0} sites and {Inspectors} inspectors");
        var draws = new SeededDraws(1, Sites);
        var drawn = Enumerable.Range(0, Sites).Select(n => new DrawnSite(
            n + 1, new FrameSite($"S{n:0000}", "S01", $"D{draws.Below(Districts):00}", null),
            IsRepeated: false)).ToList();
        var people = Enumerable.Range(0, Inspectors).Select(n => new Inspector(
            $"account:{n:00}", "centre",
            n < Districts ? new HashSet<string> { $"D{n:00}" } : [])).ToList();
        var ties = drawn.ToDictionary(
            one => one.Site.Code,
            one => new SiteTies([one.Site.District], $"account:{draws.Below(Inspectors):00}"));
        var sent = BlindAssignment.Of("bench", drawn, people, ties);
        var visits = sent.Select((one, n) => new RouteVisit(
            n, PlaceOf(one.Site.Site, draws), 30 + draws.Below(20),
            n % 6 == 0 ? Hours[0] : null)).ToList();
        var first = new DateOnly(2026, 11, 23);
        var days = Enumerable.Range(0, Days).Select(first.AddDays).ToList();
        var deal = new RouteDeal(sent, people, ties);
        var finder = new RouteFinder(new TravelOptions());

        var clock = Stopwatch.StartNew();
        var found = finder.Run(
            Guid.Empty, sent, deal, visits, Hours, days, DateTimeOffset.UnixEpoch);
        var seconds = clock.Elapsed.TotalSeconds;
        var dealt = visits.GroupBy(one => deal.Dealt[one.Key])
            .SelectMany(mine => DayRoutes.Nearest(
                [.. mine], Hours, Days, new TravelOptions().Pace))
            .Sum(one => (long)one.Metres);
        run.Tell("ways found by", $"{found.Route.Way}, cut short: {found.Route.IsCutShort}");
        run.Tell("visits that fit into the days", $"{found.Stops.Count:N0} of {sent.Count:N0}");
        run.Tell("km, solved", BenchRun.Number(found.Route.Metres / 1000.0));
        run.Tell("km, nearest next", BenchRun.Number(found.Route.NearestMetres / 1000.0));
        run.Tell("km, as dealt and nearest next", BenchRun.Number(dealt / 1000.0));
        run.Hold("seconds", seconds, SecondsMax, atLeast: false);
        run.Hold(
            "solved to nearest next", found.Route.Metres / (double)found.Route.NearestMetres,
            RatioMax, atLeast: false);
        if (!deal.Keeps([.. found.Sent.Select(one => people.FindIndex(
            who => who.Actor == one.Inspector))]))
        {
            run.Fail("rules", "a route breaks the rules of the blind deal");
        }

        return Task.CompletedTask;
    }

    private static GeoPoint PlaceOf(FrameSite site, SeededDraws draws)
    {
        var district = int.Parse(site.District[1..], CultureInfo.InvariantCulture);
        return new GeoPoint(
            102.4 + (DistrictDegrees * ((district % Across) + draws.Unit())),
            24.8 + (DistrictDegrees * ((district / Across) + draws.Unit())));
    }
}
