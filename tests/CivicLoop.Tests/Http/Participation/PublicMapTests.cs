using System.Net;
using System.Text.Json;
using CivicLoop.Domain;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Cases;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Modules.Participation;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;
using CsCheck;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Tests.Http.Participation;

/// <summary>What the public map and lists show, and the counts behind them.</summary>
public sealed class PublicMapTests
{
    private const string WholeCity =
        "/api/v1/public/cases.geojson?bbox=101.9,24.9,102.5,25.2&zoom=";

    // Commands as the office and the bureau give them; most fail in most states, which is the
    // point.
    private static readonly (string Caller, string Command, object Input)[] Commands =
    [
        ("office", "accept", new { }), ("office", "dispatch", new { }),
        ("bureau", "rectify", new { text = "done" }),
        ("office", "pass-check", new { text = "ok" }), ("office", "close", new { }),
        ("office", "reject", new { reason = "no" }), ("office", "reopen", new { reason = "again" }),
        ("office", "relocate", new { lat = 25.08, lon = 102.33, reason = "moved" }),
        ("office", "reclassify", new { @class = TestPack.Unhoused, reason = "private" }),
        ("office", "reclassify", new { @class = TestPack.Rubbish, reason = "back" }),
        ("office", "split", new
        {
            reason = "two",
            parts = new[] { new { @class = TestPack.Rubbish }, new { @class = TestPack.Stall } },
        }),
    ];

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task The_map_shows_open_public_cases_and_nothing_else(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var (open, _) = await city.ReportAsync();
        await city.ReportAsync(TestPack.Unhoused);
        var (rejected, _) = await city.ReportAsync(lat: 25.01);
        await city.ActAsync("office", rejected, "reject", new { reason = "nothing there" });

        foreach (var zoom in new[] { 5, 9, 13, 18 })
        {
            Assert.Equal([open], await NumbersAsync(city, WholeCity + zoom));
        }

        Assert.Empty(await NumbersAsync(
            city, "/api/v1/public/cases.geojson?bbox=102.2,24.9,102.5,25.2&zoom=9"));
        Assert.Equal(
            [rejected],
            await NumbersAsync(city, WholeCity + "9&state=closed"));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Cell_counts_are_right_after_every_command(DatabaseEngine engine) =>
        await Gen.Select(Gen.Int[0, 199], Gen.Int[0, 30]).Array[50].SampleAsync(
            async steps =>
            {
                await using var city = await TestCity.StartAsync(engine);
                var numbers = new List<string>();
                foreach (var (pick, place) in steps)
                {
                    await DoAsync(city, numbers, pick, place);
                    Assert.Equal(await RecountAsync(city), await KeptAsync(city));
                }

                var kept = await KeptAsync(city);
                await city.City.Database.WriteAsync(async session =>
                {
                    await CaseCells.RebuildAsync(session);
                    return (Outcome<bool>)true;
                });
                Assert.Equal(kept, await KeptAsync(city));
            },
            iter: 3, threads: 1);

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Cell_counts_are_right_after_cases_were_stored_with_their_histories(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var rules = city.City.City.Current.CaseRules;
        var histories = Enumerable.Range(0, 5).Select(n => CaseHistory.Begin(
            new CaseReport
            {
                Id = Ids.New(TestCity.Start),
                Number = "",
                Source = CaseSource.Resident,
                Setting = CaseSettings.Find(
                    city.City.City.Current,
                    new PlaceInput
                    {
                        Class = TestPack.Rubbish, Lat = 25.05, Lon = 102.02 + (n * 0.05),
                    })
                    .Value,
            },
            "import", "", rules, TestCity.Start).Value).ToList();
        var store = city.Service<StoreHistories>();
        Assert.Null((await store.RunAsync(histories)).Problem);
        Assert.Equal(await RecountAsync(city), await KeptAsync(city));
        Assert.NotEmpty(await KeptAsync(city));

        await using var context = city.City.Database.OpenContext();
        var further = CaseHistory.GoOn(
            await context.Set<Case>().FirstAsync(), rules, imported: false);
        Assert.Null(further.Do(
            new CaseAction(CaseCommand.Reject, TestCallers.Office) { Words = "nothing there" },
            TestCity.Start.AddMinutes(5)));
        Assert.Null((await store.RunAsync([further])).Problem);
        Assert.Equal(await RecountAsync(city), await KeptAsync(city));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Many_cases_become_heaps_that_lose_none(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        const int many = 700;
        await FillAsync(city, many);
        foreach (var zoom in new[] { 6, 9, 11, 13 })
        {
            var map = await city.GetAsync(WholeCity + zoom);
            var features = map.GetProperty("features").EnumerateArray().ToList();
            Assert.InRange(features.Count, 1, CasesOnMap.SpotsMax);
            Assert.Equal(many, features.Sum(
                one => one.GetProperty("properties").GetProperty("count").GetInt64()));
            Assert.All(features, one =>
            {
                var properties = one.GetProperty("properties");
                Assert.Equal(
                    properties.GetProperty("count").GetInt64() == 1,
                    properties.TryGetProperty("number", out _));
            });
        }

        var street = await city.GetAsync(
            "/api/v1/public/cases.geojson?bbox=102.02,25.02,102.06,25.04&zoom=16");
        Assert.All(street.GetProperty("features").EnumerateArray(), one =>
            Assert.True(one.GetProperty("properties").TryGetProperty("number", out _)));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_tile_holds_the_cases_of_its_square(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var (number, _) = await city.ReportAsync();
        var n = 1 << 10;
        var x = (int)((102.02 + 180) / 360 * n);
        var y = (int)((1 - (Math.Asinh(Math.Tan(25.05 * Math.PI / 180)) / Math.PI)) / 2 * n);
        var tile = await city.Http.GetByteArrayAsync($"/tiles/cases/10/{x}/{y}.mvt");
        Assert.Contains(
            number, System.Text.Encoding.UTF8.GetString(tile), StringComparison.Ordinal);
        var beside = await city.Http.GetByteArrayAsync($"/tiles/cases/10/{x + 5}/{y}.mvt");
        Assert.DoesNotContain(
            number, System.Text.Encoding.UTF8.GetString(beside), StringComparison.Ordinal);
        using var none = await city.Http.GetAsync("/tiles/cases/2/9/0.mvt");
        Assert.Equal(HttpStatusCode.NotFound, none.StatusCode);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task The_box_is_read_by_the_index_of_open_cases(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        await using var connection = await city.City.Database.OpenReadAsync(default);
        await using var command = connection.CreateCommand();
        var explain = engine == DatabaseEngine.Sqlite
            ? "EXPLAIN QUERY PLAN "
            : "SET enable_seqscan = off; EXPLAIN ";
        command.CommandText = explain + CasesOnMap.SinglesSql([(1, 2), (5, 9)]);
        await using var rows = await command.ExecuteReaderAsync();
        var plan = "";
        while (await rows.ReadAsync())
        {
            plan += rows.GetValue(engine == DatabaseEngine.Sqlite ? 3 : 0) + "\n";
        }

        Assert.Contains("cases_open_cell", plan, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_box_that_is_none_is_refused_by_name()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        foreach (var box in new[] { "", "1,2,3", "3,2,1,4", "a,b,c,d", "NaN,1,2,3" })
        {
            using var answer = await city.Http.GetAsync(
                $"/api/v1/public/cases.geojson?bbox={box}&zoom=3");
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task The_list_is_paged_by_key_and_filtered_by_its_address(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        for (var n = 0; n < 5; n++)
        {
            await city.ReportAsync(lat: 25.01 + (n * 0.01));
            city.Time.Advance(TimeSpan.FromMinutes(1));
        }

        var (stall, _) = await city.ReportAsync(TestPack.Stall, lon: 102.35);
        var seen = new List<string>();
        for (string? after = ""; after is not null;)
        {
            var page = await city.GetAsync($"/api/v1/public/cases?limit=2&after={after}");
            seen.AddRange(page.GetProperty("items").EnumerateArray()
                .Select(one => one.GetProperty("number").GetString()!));
            after = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }

        Assert.Equal(6, seen.Distinct().Count());
        Assert.Equal(6, seen.Count);
        using var visitor = new Visitor(city);
        foreach (var query in new[] { $"class={TestPack.Stall}", $"area={TestPack.East}" })
        {
            var page = await visitor.OpenAsync($"/cases?{query}&from=2026-11-24&to=2026-11-24");
            Assert.Contains(stall, page, StringComparison.Ordinal);
            Assert.DoesNotContain(seen[^1], page, StringComparison.Ordinal);
        }

        await visitor.OpenAsync("/cases?from=yesterday");
        Assert.Equal(HttpStatusCode.BadRequest, visitor.Status);
        Assert.NotNull(visitor.ProblemAt("from"));
        await visitor.OpenAsync("/map?bbox=102.3,25,102.4,25.1");
        Assert.Contains(stall, visitor.Page, StringComparison.Ordinal);
        Assert.DoesNotContain(seen[^1], visitor.Page, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task The_home_page_counts_what_is_open_and_what_was_closed(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        await city.ReportAsync();
        var (closed, _) = await city.ReportAsync(lat: 25.09);
        await city.ReportAsync(TestPack.Unhoused);
        foreach (var (caller, command, input) in Commands.Take(5))
        {
            await city.ActAsync(caller, closed, command, input);
        }

        using var visitor = new Visitor(city);
        var page = await visitor.OpenAsync("/");
        Assert.Contains("<strong>1</strong><span>open now", page, StringComparison.Ordinal);
        Assert.Contains("<strong>1</strong><span>closed in", page, StringComparison.Ordinal);
        Assert.Contains(closed, await visitor.OpenAsync("/cases?state=recent"),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Areas_are_known_again_by_their_tag_and_named_in_the_readers_language()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        using var first = await city.Http.GetAsync("/areas.geojson?level=community&lang=en");
        var tag = first.Headers.ETag!;
        var areas = JsonDocument.Parse(await first.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal(4, areas.GetProperty("features").GetArrayLength());
        Assert.Contains("Area 990101001001", areas.ToString(), StringComparison.Ordinal);
        using var request = new HttpRequestMessage(
            HttpMethod.Get, "/areas.geojson?level=community&lang=en");
        request.Headers.IfNoneMatch.Add(tag);
        using var again = await city.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
        var west = await city.GetAsync(
            $"/areas.geojson?level=community&within={TestPack.West}&lang=zh");
        Assert.Equal(2, west.GetProperty("features").GetArrayLength());
        using var unknown = await city.Http.GetAsync("/areas.geojson?level=street");
        Assert.Equal(HttpStatusCode.BadRequest, unknown.StatusCode);
    }

    [Fact]
    public async Task A_position_names_its_areas_and_who_would_answer()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        var found = await city.GetAsync(
            $"/api/v1/places/locate?lat=25.05&lon=102.02&class={TestPack.Rubbish}");
        Assert.Equal(
            TestPack.WestBureau, found.GetProperty("unit").GetProperty("code").GetString());
        Assert.Equal(
            "t-west-1-1", found.GetProperty("territory").GetProperty("code").GetString());
        var shifted = await city.GetAsync(
            "/api/v1/places/locate?lat=25.05&lon=102.02&coordinateSystem=GCJ-02");
        Assert.NotEqual(102.02, shifted.GetProperty("lon").GetDouble());
        foreach (var query in new[]
        {
            "lat=25.05", "lat=48&lon=16", "lat=91&lon=1", "lat=25&lon=102&coordinateSystem=UTM",
            "lat=25.05&lon=102.02&class=E9999",
        })
        {
            using var answer = await city.Http.GetAsync("/api/v1/places/locate?" + query);
            Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        }
    }

    private static async Task DoAsync(
        TestCity city, List<string> numbers, int pick, int place)
    {
        if (numbers.Count == 0 || (numbers.Count < 6 && pick % 3 == 0))
        {
            var @class = pick % 4 == 0 ? TestPack.Unhoused : TestPack.Rubbish;
            numbers.Add((await city.ReportAsync(
                @class, 25.001 + (place * 0.003), 102.01 + (place * 0.012))).Number);
            return;
        }

        var (caller, command, input) = Commands[pick % Commands.Length];
        using var answer = await city.PostAsync(
            $"/api/v1/cases/{numbers[place % numbers.Count]}/{command}", input, caller);
    }

    private static async Task<IReadOnlyList<string>> NumbersAsync(TestCity city, string address) =>
    [
        .. (await city.GetAsync(address)).GetProperty("features").EnumerateArray()
            .Select(one => one.GetProperty("properties").GetProperty("number").GetString()!),
    ];

    private static async Task FillAsync(TestCity city, int many)
    {
        var report = city.Service<ReportCase>();
        foreach (var n in Enumerable.Range(0, many))
        {
            var input = new ReportInput
            {
                Place = new PlaceInput
                {
                    Class = TestPack.Rubbish,
                    Lat = 25.001 + (n % 28 * 0.0035),
                    Lon = 102.001 + (n / 28 * 0.0155),
                },
            };
            Assert.Null((await report.RunAsync(input, Caller.Resident)).Problem);
        }
    }

    private static async Task<Dictionary<(int, long), long>> KeptAsync(TestCity city)
    {
        await using var context = city.City.Database.OpenContext();
        return await context.Set<CaseCell>().Where(cell => cell.OpenPublic != 0)
            .ToDictionaryAsync(cell => (cell.Zoom, cell.Prefix), cell => cell.OpenPublic);
    }

    private static async Task<Dictionary<(int, long), long>> RecountAsync(TestCity city)
    {
        await using var context = city.City.Database.OpenContext();
        var cases = await context.Set<Case>().Where(row => row.IsOpen && !row.IsPrivate)
            .ToListAsync();
        return CaseCells.Zooms.SelectMany(zoom => cases.Select(row =>
                (zoom, CellKey.PrefixAt(row.CellKey!.Value, zoom))))
            .GroupBy(key => key).ToDictionary(group => group.Key, group => group.LongCount());
    }
}
