using System.Diagnostics;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Simulation;
using CivicLoop.Modules.Cases;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Modules.Dashboards;
using CivicLoop.Modules.Participation;
using CivicLoop.Modules.Scores;
using CivicLoop.Modules.Scores.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using Microsoft.Extensions.DependencyInjection;

namespace CivicLoop.Bench;

/// <summary>What people look at all day, in cities of growing size: the largest may take half as
/// long again as the smallest, no more. No plan may read the whole table of cases.</summary>
internal static class ListsBench
{
    private const double GrowthMax = 1.5;
    private const double SearchMsMax = 200;
    private const int Times = 300;
    private const int EvaluationTimes = 5;

    public static async Task RunAsync(BenchRun run)
    {
        var taken = new Dictionary<string, List<Spread>>();
        foreach (var size in run.Sizes)
        {
            Console.WriteLine($"Lists and maps among {size:N0} cases");
            await using var city = await BenchCity.FilledAsync(run, size);
            using var plans = new QueryPlans(city.City.Database);
            foreach (var (what, once) in Views(city))
            {
                // One unmeasured round with the plans read from what was sent.
                await plans.WatchAsync(what, () => once(0));
                var spread = await Spread.OfAsync(Times, once);
                run.Tell($"{what}, {size:N0}", spread.ToString());
                taken.TryAdd(what, []);
                taken[what].Add(spread);
            }

            await EvaluateAsync(run, city, plans, size);
            foreach (var fault in plans.Faults)
            {
                run.Fail($"plan among {size:N0}", fault);
            }

            plans.Keep(Path.Combine(run.Folder, $"plans-{size}.txt"));
        }

        // More cases hold more that fits; what counts is that nobody waits.
        foreach (var (what, spreads) in taken.Where(one => IsSearch(one.Key)))
        {
            run.Hold($"{what}: p99, ms", spreads[^1].Most, SearchMsMax, atLeast: false);
        }

        if (run.Sizes.Count > 1)
        {
            foreach (var (what, spreads) in taken.Where(one => !IsSearch(one.Key)))
            {
                run.Tell(
                    $"{what}: p50 of the largest to that of the smallest",
                    BenchRun.Number(spreads[^1].Half / spreads[0].Half));
                run.Hold(
                    $"{what}: p99 of the largest to that of the smallest",
                    spreads[^1].Most / spreads[0].Most, GrowthMax, atLeast: false);
            }
        }
    }

    private static IEnumerable<(string What, Func<int, Task> Once)> Views(BenchCity city)
    {
        var lists = city.Services.GetRequiredService<CaseLists>();
        var map = city.Services.GetRequiredService<CasesOnMap>();
        var tiles = city.Services.GetRequiredService<CasesInTile>();
        var search = city.Services.GetRequiredService<SearchCases>();
        var model = city.City.City.Current;
        var boxes = Boxes(model, 0.02);
        var near = Boxes(model, 0.004);
        var everything = model.Areas.Bounds!.Value;
        var whole = new PublicFilter { State = "open" };
        var handlers = Enumerable.Range(0, 14).Select(n => Handler(model, n)).ToList();
        var units = Enumerable.Range(0, 100).Select(n => Unit(model, n)).ToList();
        yield return ("worklist dispatch, whole city", n =>
            DutyAsync(lists, "dispatch", Everywhere(Permission.CaseDispatch)));
        yield return ("worklist check, whole city", n =>
            DutyAsync(lists, "check", Everywhere(Permission.CaseCheck)));
        yield return ("worklist rectify, one district's units", n =>
            DutyAsync(lists, "rectify", handlers[n % handlers.Count]));
        yield return ("worklist check, one district's area", n =>
            DutyAsync(lists, "check", Within(model, n)));
        yield return ("worklist rectify, one unit", n =>
            DutyAsync(lists, "rectify", units[n % units.Count]));
        yield return ("counts of all worklists, whole city", n =>
            lists.CountsAsync(All(Scope.City), default));
        yield return ("counts of all worklists, one district's area", n =>
            lists.CountsAsync(All(new Scope(null, District(model, n))), default));
        yield return ("cases, newest", n => lists.NewestAsync(rows => rows, null, 50, default));
        yield return ("cases of a district, newest", n => lists.NewestAsync(
            rows => CaseFilter.Visible(rows, Within(model, n), Permission.CaseCheck, model),
            null, 50, default));
        foreach (var (what, words) in Asked)
        {
            yield return ($"search {what}, whole city", n =>
                FindAsync(search, words, Everywhere(Permission.CaseSee)));
        }

        yield return ("search common words, one district's area", n => search.RunAsync(
            "垃圾", See(new Scope(null, District(model, n))), null, 50, default));
        yield return ("search common words, one unit", n => search.RunAsync(
            "垃圾", See(units[n % units.Count].Grants[0].Scope), null, 50, default));
        // The first is counted, the others are kept for a minute: what stands in its plans is what
        // matters here.
        var dashboard = city.Services.GetRequiredService<ReadDashboard>();
        foreach (var (what, scope) in new[]
        {
            ("whole city", "city"), ("one district", $"t.{District(model, 0)}"),
            ("one line", "l.km-cg"),
        })
        {
            yield return ($"dashboard, {what}", n => dashboard.RunAsync(
                scope, Everywhere(Permission.CaseSee), default));
        }

        yield return ("map, whole city", n => map.OfAsync(everything, 10, whole, default));
        yield return ("map, a quarter", n =>
            map.OfAsync(boxes[n % boxes.Length], 14, whole, default));
        yield return ("map, a street", n => map.OfAsync(near[n % near.Length], 17, whole, default));
        yield return ("map tile at zoom 13", n => TileAsync(tiles, boxes[n % boxes.Length], 13));
        foreach (var state in new[] { "all", "closed", "recent" })
        {
            yield return ($"map of a street, {state}", n => map.OfAsync(
                near[n % near.Length], 17, new PublicFilter { State = state }, default));
            yield return ($"map of the city, {state}", n => map.OfAsync(
                everything, 10, new PublicFilter { State = state }, default));
        }
    }

    // A search that finds nothing where it must says nothing of how long one takes.
    private static async Task FindAsync(SearchCases search, string words, Caller caller)
    {
        var page = await search.RunAsync(words, caller, null, 50, default);
        if (page.Items.Count == 0 && words != Nowhere)
        {
            throw new InvalidOperationException($"Nothing was found for {words}.");
        }
    }

    private const string Nowhere = "彗星撞击";

    // What fits half the city, what fits few, and what is only the beginning of a word.
    private static readonly (string What, string Words)[] Asked =
    [
        ("common words", "垃圾"), ("two words", "垃圾 翠湖"), ("one sign", "湖"),
        ("English beginning", "rubb"), ("a day's number", "530102-20260601"),
        ("what is nowhere", Nowhere),
    ];

    private static bool IsSearch(string what) =>
        what.StartsWith("search ", StringComparison.Ordinal);

    private static Caller See(Scope scope) =>
        new("bench", null, null, [new Grant(Permission.CaseSee, scope)]);

    private static async Task EvaluateAsync(
        BenchRun run, BenchCity city, QueryPlans plans, int size)
    {
        var evaluate = city.Services.GetRequiredService<Evaluate>();
        var until = TimeProvider.System.GetUtcNow();
        var month = new Period(until.AddDays(-30), until);
        plans.Read("evaluation of a month", Evaluate.Sql(Grouping.District), month);
        var took = new double[EvaluationTimes];
        for (var n = 0; n < took.Length; n++)
        {
            var clock = Stopwatch.StartNew();
            await evaluate.RunAsync(Grouping.District, month, run.Stop);
            took[n] = clock.Elapsed.TotalMilliseconds;
        }

        run.Tell($"evaluation of a month by district, {size:N0}", Spread.Of(took).ToString());
    }

    private static async Task TileAsync(CasesInTile tiles, GeoBox about, int zoom)
    {
        var (x, y) = CaseTiles.At(about.CentreLon, about.CentreLat, zoom);
        var spots = await tiles.OfAsync(
            zoom, x, y, new PublicFilter { State = "open" }, default);
        CaseTiles.Write(spots, zoom, x, y);
    }

    private static Task<Page<Case>> DutyAsync(CaseLists lists, string duty, Caller caller) =>
        lists.DutyAsync(Duty.Find(duty)!, caller, new CaseFilter(), null, 50, default);

    private static Caller Everywhere(Permission permission) =>
        new("bench", null, null, [new Grant(permission, Scope.City)]);

    private static Caller All(Scope scope) =>
        new("bench", null, null, [.. Duty.All.Select(duty => new Grant(duty.Permission, scope))]);

    private static Caller Within(CityModel model, int n) => new(
        "bench", null, null,
        [new Grant(Permission.CaseCheck, new Scope(null, District(model, n)))]);

    private static Caller Handler(CityModel model, int n)
    {
        var district = District(model, n);
        var territories = model.Organizations.All
            .Where(one => one.AreaCode == district
                && one.Tree == OrganizationTree.Territory)
            .OrderBy(one => one.Path.Length).ToList();
        return new Caller(
            "bench", null, null,
            [new Grant(Permission.CaseRectify, new Scope(territories[0].Path, null))]);
    }

    // The last organisation of a territory's path has none below it.
    private static Caller Unit(CityModel model, int n)
    {
        var units = model.Organizations.All
            .Where(one => one.Tree == OrganizationTree.Territory
                && model.OrganizationsWithin(one.Path).Count == 1)
            .OrderBy(one => one.Code, StringComparer.Ordinal).ToList();
        var scope = new Scope(units[n * 31 % units.Count].Path, null);
        return new Caller("bench", null, null, [new Grant(Permission.CaseRectify, scope)]);
    }

    private static string District(CityModel model, int n)
    {
        var districts = model.Areas.All.Where(area => area.Kind == AreaKind.District)
            .OrderBy(area => area.Code, StringComparer.Ordinal).ToList();
        return districts[n % districts.Count].Code;
    }

    // Boxes about communities, because that is where people look.
    public static GeoBox[] Boxes(CityModel model, double half)
    {
        var draws = new SeededDraws(1, 1);
        var communities = model.Areas.All
            .Where(area => area.Kind == AreaKind.Community
                && model.Areas.ShapeOf(area.Code) != null)
            .OrderBy(area => area.Code, StringComparer.Ordinal).ToList();
        return
        [
            .. Enumerable.Range(0, 100).Select(_ =>
            {
                var at = model.Areas.ShapeOf(draws.Pick(communities).Code)!.InteriorPoint;
                return new GeoBox(at.X - half, at.Y - half, at.X + half, at.Y + half);
            }),
        ];
    }
}
