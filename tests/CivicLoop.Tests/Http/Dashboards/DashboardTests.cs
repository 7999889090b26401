using System.Net;
using System.Text.Json;
using CivicLoop.Domain.Dashboards;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Dashboards;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;
using CivicLoop.Tests.Http.Cases;
using CivicLoop.Tests.Http.Responsibilities;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Tests.Http.Dashboards;

/// <summary>What dashboards count, for whom, and that every number opens its cases.</summary>
public sealed class DashboardTests
{
    private const string Api = "/api/v1/dashboard";

    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(2);

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Each_opens_at_the_own_line_or_area_and_nobody_elsewhere(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        foreach (var (who, scope) in new[]
        {
            ("headquarters", "city"), ("office", "city"), ("water", "l.d-water"),
            ("west", "t.990101000000"), ("community", "t.990101001001"),
            ("bureau", "l.d-cg~t.990101000000"),
        })
        {
            var shown = await city.GetAsync(Api, who);
            Assert.Equal(scope, shown.GetProperty("scope").GetString());
            Assert.Contains("data-figure=\"Overdue\"", await city.PageAsync(
                "/console/dashboard", who, HttpStatusCode.OK));
        }

        await city.GetAsync($"{Api}?scope=t.990101001000", "west");
        await city.GetAsync($"{Api}?scope=l.d-cg~t.990101001001", "west");
        foreach (var (who, scope) in new[]
        {
            ("west", "city"), ("west", "t.990102000000"), ("water", "l.d-cg"),
            ("bureau", "l.d-cg"), ("community", "t.990101000000"),
        })
        {
            Assert.Equal(
                ProblemCode.NotPermitted, await RefusedAsync(city, $"?scope={scope}", who));
        }

        Assert.Equal(
            ProblemCode.UnknownValue, await RefusedAsync(city, "?scope=l.nobody", "office"));
        Assert.Equal(ProblemCode.SignInRequired, await RefusedAsync(city, "", "nobody"));
        Assert.Equal(ProblemCode.NotPermitted, await RefusedAsync(city, "", "system-keeper"));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Open_cases_are_counted_by_age_and_every_number_lists_them(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var late = await DispatchedAsync(city);
        var (reported, _) = await city.ReportAsync(lon: 102.25);
        city.Time.Advance(TimeSpan.FromDays(3));
        var soon = await DispatchedAsync(city);
        // From Friday morning until Monday night; 17 working hours end on Tuesday.
        city.Time.Advance(TimeSpan.FromDays(3.5));
        var all = await city.GetAsync(Api, "office");
        Assert.Equal(3, all.GetProperty("open").GetInt32());
        Assert.Equal(1, all.GetProperty("overdue").GetInt32());
        Assert.Equal(1, all.GetProperty("bands").GetProperty("LateDays").GetInt32());
        Assert.Equal(1, all.GetProperty("bands").GetProperty("NoLimit").GetInt32());
        var west = await city.GetAsync($"{Api}?scope=t.990101001000", "office");
        Assert.Equal(2, west.GetProperty("open").GetInt32());
        var other = await city.GetAsync($"{Api}?scope=l.d-water", "office");
        Assert.Equal(0, other.GetProperty("open").GetInt32());

        Assert.Equal([late], await ListedAsync(city, "show=Overdue"));
        Assert.Equal([reported], await ListedAsync(city, "show=Open&band=NoLimit"));
        Assert.Equal([soon], await ListedAsync(city, "show=Soon"));
        foreach (var (query, code) in new[]
        {
            ("show=99", ProblemCode.UnknownValue), ("band=99", ProblemCode.UnknownValue),
            ("show=Late&to=9999-12-31", ProblemCode.FieldInvalid),
            ("show=Late&from=1000-01-01", ProblemCode.FieldInvalid),
            ("show=Late&from=soon", ProblemCode.FieldInvalid),
            ("show=Late&from=2026-11-02&to=2026-11-01", ProblemCode.DateRangeInvalid),
            ("show=Repeat&place=5", ProblemCode.FieldRequired),
            ("limit=0", ProblemCode.LimitTooLarge),
        })
        {
            Assert.Equal(code, await RefusedAsync(city, $"/cases?{query}", "office"));
        }

        Assert.Equal(
            [late, soon], await ListedAsync(city, "show=Open&scope=l.d-cg~t.990101000000"));
        Assert.Empty(await ListedAsync(city, "show=Waiting"));
        var back = await DispatchedAsync(city);
        await city.ActAsync("bureau", back, "return", new { reason = "不属本单位" });
        Assert.Equal([back], await ListedAsync(city, "show=Waiting"));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Weeks_are_counted_once_they_ended_and_again_while_they_may_change(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var onTime = await DispatchedAsync(city);
        var late = await DispatchedAsync(city);
        await city.ActAsync("bureau", onTime, "rectify", new { text = "已清运" });
        await city.ActAsync("office", onTime, "pass-check", new { text = "已核查" });
        await city.ActAsync("office", onTime, "close");
        var count = city.Service<CountWeeks>();
        Assert.Equal(DashboardWeek.Back, await count.RunAsync(default));
        Assert.Equal(0, await count.RunAsync(default));
        city.Time.Advance(TimeSpan.FromDays(7));
        // The city's own job may have been there first.
        await count.RunAsync(default);

        var shown = await city.GetAsync(Api, "office");
        var week = Assert.Single(shown.GetProperty("weeks").EnumerateArray());
        Assert.Equal("2026-11-23", week.GetProperty("week").GetString());
        Assert.Equal(2, week.GetProperty("opened").GetInt32());
        Assert.Equal(2, week.GetProperty("due").GetInt32());
        Assert.Equal(1, week.GetProperty("onTime").GetInt32());
        Assert.Equal(0.5, shown.GetProperty("recent").GetProperty("share").GetDouble());
        var days = "from=2026-11-23&to=2026-11-29";
        Assert.Equal(2, (await ListedAsync(city, $"show=Opened&{days}")).Count);
        Assert.Equal(2, (await ListedAsync(city, $"show=Due&{days}")).Count);
        Assert.Equal([late], await ListedAsync(city, $"show=Late&{days}"));
        Assert.Empty(await ListedAsync(city, $"show=Due&{days}&scope=t.990102000000"));

        // Every level and every line adds up to the city.
        await using var context = city.City.Database.OpenContext();
        var rows = await context.Set<DashboardWeek>().Where(row => row.Due > 0).ToListAsync();
        Assert.Equal(
            ["", "990101000000", "990101001000", "990101001001"],
            rows.Select(row => row.AreaCode).Order(StringComparer.Ordinal));
        Assert.All(rows, row => Assert.Equal(("d-cg", 2L), (row.LineOrg, row.Due)));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_place_repeats_from_the_third_case_of_a_class_in_a_month(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        for (var n = 0; n < 3; n++)
        {
            await city.ReportAsync();
        }

        await city.ReportAsync(TestPack.Stall);
        await city.ReportAsync(lon: 102.25);
        var shown = await city.GetAsync(Api, "office");
        var place = Assert.Single(shown.GetProperty("repeats").EnumerateArray());
        Assert.Equal(3, place.GetProperty("cases").GetInt32());
        Assert.Equal(TestPack.WestCommunity, place.GetProperty("community").GetString());
        var at = $"place={place.GetProperty("place").GetInt64()}&class={TestPack.Rubbish}";
        Assert.Equal(3, (await ListedAsync(city, $"show=Repeat&{at}")).Count);
        Assert.Equal(
            1, (await city.GetAsync(Api, "west")).GetProperty("repeatsInAll").GetInt32());
        Assert.Equal(
            0, (await city.GetAsync(Api, "water")).GetProperty("repeatsInAll").GetInt32());
        city.Time.Advance(TimeSpan.FromDays(31));
        Assert.Equal(
            0, (await city.GetAsync(Api, "office")).GetProperty("repeatsInAll").GetInt32());
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Residents_are_entered_journaled_and_make_rates(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        object Entered(string area = TestPack.West, string residents = "20000",
            string asOf = "2026-11-01", string source = "普查") =>
            new { area, residents, asOf, source };
        const string path = $"{Api}/residents";
        foreach (var wrong in new[]
        {
            Entered(residents: "0"), Entered(residents: "1.5"), Entered(residents: "多"),
            Entered(asOf: "2026-11-25"),
        })
        {
            Assert.Equal(ProblemCode.FieldInvalid, await city.RefuseAsync(path, wrong));
        }

        Assert.Equal(ProblemCode.FieldRequired, await city.RefuseAsync(path, Entered(source: " ")));
        Assert.Equal(ProblemCode.UnknownValue, await city.RefuseAsync(path, Entered(area: "990")));
        Assert.Equal(ProblemCode.NotPermitted, await city.RefuseAsync(path, Entered(), "bureau"));
        await city.DoAsync(path, Entered(residents: "10000"));
        await city.DoAsync(path, Entered());
        await DispatchedAsync(city);
        city.Time.Advance(TimeSpan.FromDays(7));
        await city.Service<CountWeeks>().RunAsync(default);
        var rates = (await city.GetAsync(Api, "office")).GetProperty("ratesByResidents");
        var west = rates.GetProperty("areas").EnumerateArray()
            .Single(one => one.GetProperty("area").GetString() == TestPack.West);
        Assert.Equal(0.5, west.GetProperty("rate").GetDouble());
        var done = await city.FormAsync(
            ResidentsPage.Here, ResidentsPage.Here, "office", ("area", TestPack.East),
            ("residents", "30000"), ("asOf", "2026-11-01"), ("source", "普查"));
        Assert.Equal(HttpStatusCode.Redirect, done.Status);
        Assert.Contains("30,000", await city.PageAsync(
            ResidentsPage.Here, "office", HttpStatusCode.OK));
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Each_chart_is_a_table_and_a_file(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        await DispatchedAsync(city);
        city.Time.Advance(TimeSpan.FromDays(7));
        await city.Service<CountWeeks>().RunAsync(default);
        var page = await city.PageAsync("/console/dashboard", "office", HttpStatusCode.OK);
        foreach (var table in new[] { "on-time-table", "opened-table", "age-table", "rates-table" })
        {
            Assert.Contains($"id=\"{table}\"", page);
        }

        foreach (var (part, says) in new[]
        {
            ("OnTime", "2026-11-23"), ("Opened", "2026-11-23"), ("Age", "超期 1–7 天,1"),
            ("Rates", TestPack.West), ("Repeats", "类别"),
        })
        {
            Assert.Contains(says, await city.PageAsync(
                $"/console/dashboard?handler=Csv&part={part}", "office", HttpStatusCode.OK));
        }

        await city.PageAsync(
            "/console/dashboard?handler=Csv&part=Age&scope=city", "west",
            HttpStatusCode.Forbidden);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task The_grid_crosses_lines_and_areas_and_a_cell_names_both_who_answer(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var number = await DispatchedAsync(city);
        city.Time.Advance(Kept);
        var grid = await city.GetAsync($"{Api}/grid", "office");
        var cell = grid.GetProperty("cells").EnumerateArray().Single(one =>
            one.GetProperty("line").GetString() == TestPack.Department
            && one.GetProperty("district").GetString() == TestPack.West);
        Assert.Equal(1, cell.GetProperty("sum").GetProperty("open").GetInt32());
        var own = await city.GetAsync($"{Api}/grid", "west");
        Assert.Equal(
            TestPack.West, Assert.Single(own.GetProperty("districts").EnumerateArray())
                .GetProperty("code").GetString());
        Assert.Contains(
            CellPage.AddressOf(TestPack.Department, TestPack.East),
            await city.PageAsync(GridPage.Here, "office", HttpStatusCode.OK));
        var page = await city.PageAsync(
            CellPage.AddressOf(TestPack.Department, TestPack.West), "office", HttpStatusCode.OK);
        Assert.Contains($"单位{TestPack.Department}", page);
        Assert.Contains($"单位{TestPack.WestBureau}", page);
        Assert.Contains("属地t-west", page);
        Assert.Contains(number, page);
        await city.PageAsync(
            CellPage.AddressOf(TestPack.Department, TestPack.East), "west",
            HttpStatusCode.Forbidden);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_zone_across_districts_has_a_column_that_no_sum_takes_twice(
        DatabaseEngine engine)
    {
        var pack = TestPack.Create();
        var zone = pack.Areas.Single(one => one.Code == TestPack.West) with
        {
            Code = "99-zone", Kind = AreaKind.DevelopmentZone, BesideTree = true,
        };
        await using var city = await TestCity.StartAsync(
            engine, pack with { Areas = [.. pack.Areas, zone] });
        await DispatchedAsync(city);
        city.Time.Advance(Kept);
        var grid = await city.GetAsync($"{Api}/grid", "office");
        static int Open(JsonElement one) => one.GetProperty("sum").GetProperty("open").GetInt32();
        var column = Assert.Single(grid.GetProperty("zones").EnumerateArray());
        Assert.Equal(zone.Code, column.GetProperty("code").GetString());
        Assert.Equal(1, Open(column));
        Assert.Equal(1, grid.GetProperty("districts").EnumerateArray().Sum(Open));
        Assert.Equal(1, grid.GetProperty("lines").EnumerateArray().Sum(Open));
        var page = await city.PageAsync(GridPage.Here, "office", HttpStatusCode.OK);
        Assert.Contains(CellPage.AddressOf(TestPack.Department, zone.Code), page);
        await city.PageAsync(
            CellPage.AddressOf(TestPack.Department, zone.Code), "office", HttpStatusCode.OK);
    }

    private static async Task<string> DispatchedAsync(TestCity city)
    {
        var (number, _) = await city.ReportAsync();
        await city.ActAsync("office", number, "accept");
        await city.ActAsync("office", number, "dispatch", new { unit = TestPack.WestBureau });
        return number;
    }

    private static async Task<IReadOnlyList<string>> ListedAsync(TestCity city, string query) =>
    [
        .. (await city.GetAsync($"{Api}/cases?{query}", "office")).GetProperty("items")
            .EnumerateArray().Select(one => one.GetProperty("number").GetString()!),
    ];

    private static async Task<ProblemCode> RefusedAsync(TestCity city, string rest, string who)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{Api}{rest}");
        request.Headers.Add(TestCallers.Header, who);
        using var answer = await city.Http.SendAsync(request);
        return (ProblemCode)await TestCity.ProblemAsync(answer);
    }
}
