using System.Net;
using System.Text;
using System.Text.Json;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Scores;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Notices;
using CivicLoop.Tests.City;
using CivicLoop.Tests.Http.Inspections;
using CivicLoop.Tests.Http.Responsibilities;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Tests.Http.Statistics;

/// <summary>Figures from the entry over another body's confirmation to the score.</summary>
public sealed class StatisticTests
{
    private const string Here = "/api/v1/statistics";
    private const string Measure = "sample-city/C.1.3.2";
    private const string Rating = "good-rate";
    private const string Month = "2026-11";
    private const string Scores = $"/api/v1/scores/city/{Month}";

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task What_one_body_entered_counts_once_another_confirmed_it(
        DatabaseEngine engine)
    {
        await using var city = await StartAsync(engine);
        var west = await EnterAsync(city, TestPack.West, 90, 100);
        var east = await EnterAsync(city, TestPack.East, 40, 100);
        await PublishAsync(city);
        Assert.Null(await ShareAsync(city, "city", "statistic.C.1.3.2"));

        Assert.Equal(
            ProblemCode.StatisticConfirmedByParty,
            await city.RefuseAsync($"{Here}/{west}/confirm", new { }));
        await ConfirmAsync(city, west, east);
        await PublishAsync(city);
        // Districts add up to the city and to who leads in them: 130 of 200, of 95 % required.
        Assert.Equal(684_210, await ShareAsync(city, "city", "statistic.C.1.3.2"));
        Assert.Equal(
            684_210, await ShareAsync(city, $"l.{TestPack.Department}", "statistic.C.1.3.2"));
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_replaced_figure_leaves_what_was_published_by_it_as_it_was(
        DatabaseEngine engine)
    {
        await using var city = await StartAsync(engine);
        var first = await EnterAsync(city, "city", 50, 100);
        Assert.Equal(
            ProblemCode.StatisticNotCounted,
            await city.RefuseAsync($"{Here}/{first}/replace", Numbers(60, 100, "更正")));
        await ConfirmAsync(city, first);
        await PublishAsync(city);
        Assert.Equal(
            ProblemCode.StatisticKnown,
            await city.RefuseAsync(Here, Figure("city", 60, 100)));
        Assert.Equal(
            ProblemCode.FieldRequired,
            await city.RefuseAsync($"{Here}/{first}/replace", Numbers(60, 100, "")));
        var second = (await city.DoAsync(
            $"{Here}/{first}/replace", Numbers(60, 100, "漏计十件"))).Id();
        await PublishAsync(city);
        Assert.Equal(526_315, await ShareAsync(city, "city", "statistic.C.1.3.2"));
        await ConfirmAsync(city, second);
        await PublishAsync(city);
        Assert.Equal(631_578, await ShareAsync(city, "city", "statistic.C.1.3.2"));
        Assert.Equal(
            526_315, await ShareAsync(city, "city", "statistic.C.1.3.2", "?revision=2"));

        var before = await city.GetAsync($"{Here}/{first}", "bureau");
        Assert.Equal("Replaced", before.GetProperty("state").GetString());
        Assert.Equal(50, before.GetProperty("part").GetInt64());
        var checks = await VerifyAsync(city);
        Assert.Equal(3, checks.Count);
        Assert.All(checks, check => Assert.Empty(check.Faults));
        await InspectedCity.TamperAsync(
            city, "UPDATE statistic_figures SET part = 70 WHERE state = 'Replaced'");
        Assert.Equal(
            [true, true, false],
            (await VerifyAsync(city)).Select(check => check.Faults.Count > 0));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task What_is_known_only_after_the_month_counts_for_it(DatabaseEngine engine)
    {
        await using var city = await StartAsync(engine);
        city.Time.SetUtcNow(new DateTimeOffset(2026, 12, 5, 2, 0, 0, TimeSpan.Zero));
        var figure = await EnterAsync(city, "city", 9, 10);
        await PublishAsync(city);
        Assert.Null(await ShareAsync(city, "city", "statistic.C.1.3.2"));
        await ConfirmAsync(city, figure);
        await PublishAsync(city);
        Assert.Equal(947_368, await ShareAsync(city, "city", "statistic.C.1.3.2"));
        Assert.All(await VerifyAsync(city), check => Assert.Empty(check.Faults));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Where_nothing_happened_the_score_stays_missing(DatabaseEngine engine)
    {
        await using var city = await StartAsync(engine);
        await ConfirmAsync(city, await EnterAsync(city, "city", 0, 0));
        await PublishAsync(city);
        Assert.Null(await ShareAsync(city, "city", "statistic.C.1.3.2"));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Ratings_of_districts_and_organisations_feed_territories_and_lines(
        DatabaseEngine engine)
    {
        await using var city = await StartAsync(engine);
        // An organisation hands in its own ratings, and another's not.
        Assert.Equal(
            ProblemCode.StatisticNotYours,
            await city.RefuseAsync(
                Here, Figure(TestPack.Department, 1, 1, Rating), "water"));
        await ConfirmAsync(
            city,
            await EnterAsync(city, TestPack.Water, 80, 100, Rating, "water"),
            await EnterAsync(city, TestPack.West, 95, 100, Rating));
        await PublishAsync(city);
        Assert.Equal(800_000, await ShareAsync(city, $"l.{TestPack.Water}", "rating"));
        Assert.Equal(950_000, await ShareAsync(city, $"t.{TestPack.West}", "rating"));
        Assert.Equal(950_000, await ShareAsync(city, "city", "rating"));
        Assert.Null(await ShareAsync(city, $"t.{TestPack.East}", "rating"));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Who_leads_enters_and_nobody_else_but_the_office(DatabaseEngine engine)
    {
        await using var city = await StartAsync(engine);
        Assert.Equal(
            ProblemCode.SignInRequired,
            await city.RefuseAsync(Here, Figure(TestPack.West, 1, 1), ""));
        Assert.Equal(
            ProblemCode.NotPermitted,
            await city.RefuseAsync(Here, Figure(TestPack.West, 1, 1), "west"));
        Assert.Equal(
            ProblemCode.StatisticNotYours,
            await city.RefuseAsync(Here, Figure(TestPack.West, 1, 1), "water"));
        // The lead's unit of the west enters the west's, and neither the east's nor the city's.
        foreach (var unit in new[] { TestPack.East, "city" })
        {
            Assert.Equal(
                ProblemCode.StatisticNotYours,
                await city.RefuseAsync(Here, Figure(unit, 1, 1), "bureau"));
        }

        var figure = await EnterAsync(city, TestPack.West, 1, 1, caller: "bureau");
        Assert.Equal(
            ProblemCode.NotPermitted,
            await city.RefuseAsync($"{Here}/{figure}/confirm", new { }, "bureau"));
        Assert.Equal(
            ProblemCode.FieldRequired,
            await city.RefuseAsync($"{Here}/{figure}/return", new { words = "" }));
        await city.DoAsync($"{Here}/{figure}/return", new { words = "与系统不符" });
        // Who entered it is told, with the words.
        await using (var context = city.City.Database.OpenContext())
        {
            var told = await context.Set<OutboxMessage>()
                .SingleAsync(row => row.Template == "statistic-returned");
            Assert.Equal($"org:{TestPack.WestBureau}", told.Recipient);
            using var facts = JsonDocument.Parse(told.Body);
            Assert.Equal("与系统不符", facts.RootElement.GetProperty("words").GetString());
        }

        Assert.Equal(
            ProblemCode.StatisticDecided,
            await city.RefuseAsync($"{Here}/{figure}/confirm", new { }));
        // What was sent back is in nobody's way.
        await EnterAsync(city, TestPack.West, 2, 2, caller: "bureau");
        using var stranger = await city.Http.GetAsync(Here);
        Assert.Equal(HttpStatusCode.Unauthorized, stranger.StatusCode);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Two_entries_of_one_thing_at_once_become_one(DatabaseEngine engine)
    {
        await using var city = await StartAsync(engine);
        var answers = await Task.WhenAll(Enumerable.Range(1, 4).Select(
            n => city.PostAsync(Here, Figure(TestPack.West, n, 10), "office")));
        Assert.Single(answers, one => one.StatusCode == HttpStatusCode.Created);
        foreach (var answer in answers.Where(one => !one.IsSuccessStatusCode))
        {
            Assert.Equal(
                (int)ProblemCode.StatisticWaiting, await TestCity.ProblemAsync(answer));
        }

        Array.ForEach(answers, one => one.Dispose());
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_table_is_taken_row_by_row_and_twice_does_no_harm(DatabaseEngine engine)
    {
        await using var city = await StartAsync(engine);
        var table = Encoding.UTF8.GetBytes(
            $"""
            测评指标,单位,月份,达标数,总数,数据来源,来源文号,来源日期
            {Measure},{TestPack.West},2026-11,90,100,12315 平台,,2026-11-20
            C.1.3.2,{TestPack.East},2026-11-01,101,100,12315 平台,,2026-11-20
            C.9.9.9,全市,2026-11,1,1,12315 平台,,2026-11-20
            {Measure},某区,2026-11,1,1,12315 平台,,2026-11-20
            {Measure},{TestPack.West},2026-11,91,100,12315 平台,,2026-11-20
            {Measure},全市,2026-12,1,1,12315 平台,,2026-11-20
            {Rating},d-water,2026-11,一,1,好差评系统,,2026-11-20
            {Rating},d-water,2026-10,1,1,,,2026-11-20
            C.2.2.3,city,2026-10-01,3,4,好差评系统,好〔2026〕1号,2026-11-20
            """);
        using var denied = await city.SendFileAsync("/api/v1/imports/statistics", table, "west");
        Assert.Equal((int)ProblemCode.NotPermitted, await TestCity.ProblemAsync(denied));
        var taken = await SendAsync(city, table);
        Assert.Equal(2, Added(taken));
        Assert.Equal(
            [
                (3, "StatisticPartUnfit"), (4, "UnknownValue"), (5, "UnitNotKnown"),
                (6, "RowRepeated"), (7, "StatisticMonthAhead"), (8, "FieldInvalid"),
                (9, "FieldRequired"),
            ],
            taken.GetProperty("refused").EnumerateArray().Select(one => (
                one.GetProperty("line").GetInt32(), one.GetProperty("problem").GetString())));
        Assert.Equal(0, Added(await SendAsync(city, table)));

        var page = await city.GetAsync($"{Here}?limit=1", "bureau");
        var next = page.GetProperty("next").GetString();
        var rest = await city.GetAsync($"{Here}?after={next}", "bureau");
        Assert.Equal(
            ["2026-10", "2026-11"],
            page.GetProperty("items").EnumerateArray()
                .Concat(rest.GetProperty("items").EnumerateArray())
                .Select(one => one.GetProperty("month").GetString()!).Order());
        Assert.Single((await city.GetAsync(
            $"{Here}?month=2026-11&measure=C.1.3.2&unit={TestPack.West}&state=Waiting", "bureau"))
            .GetProperty("items").EnumerateArray());
        Assert.Empty((await city.GetAsync($"{Here}?unit=city&state=Confirmed", "bureau"))
            .GetProperty("items").EnumerateArray());
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task What_is_missing_is_listed_and_the_score_leads_to_it(DatabaseEngine engine)
    {
        await using var city = await StartAsync(engine);
        await PublishAsync(city);
        var address = $"/console/statistics?month={Month}&measure={Uri.EscapeDataString(Measure)}";
        Assert.Contains(address, await WhyAsync(city), StringComparison.Ordinal);
        Assert.Contains("缺数据", await city.PageAsync(address), StringComparison.Ordinal);
        var missing = (await city.GetAsync($"{Here}/missing?month={Month}", "bureau"))
            .GetProperty("items").EnumerateArray().ToList();
        Assert.Contains(missing, one =>
            one.GetProperty("measure").GetString() == Measure
            && one.GetProperty("lead").GetString() == TestPack.Department);
        Assert.Contains(missing, one => one.GetProperty("measure").GetString() == Rating);

        var figure = await EnterAsync(city, "city", 19, 20);
        await ConfirmAsync(city, figure);
        await PublishAsync(city);
        Assert.Contains("19", await WhyAsync(city), StringComparison.Ordinal);
        Assert.Contains("19 / 20", await city.PageAsync(address), StringComparison.Ordinal);
        var shown = await city.PageAsync($"/console/statistics/{figure}");
        Assert.Contains("12315 平台", shown, StringComparison.Ordinal);
        Assert.Contains("handler=Replace", shown, StringComparison.Ordinal);
        Assert.DoesNotContain(
            "handler=Replace", await city.PageAsync($"/console/statistics/{figure}", "water"),
            StringComparison.Ordinal);
        Assert.DoesNotContain(
            (await city.GetAsync($"{Here}/missing?month={Month}", "bureau"))
                .GetProperty("items").EnumerateArray(),
            one => one.GetProperty("measure").GetString() == Measure);
    }

    private static Task<string> WhyAsync(TestCity city) => city.PageAsync(
        $"/console/scores/city/{Month}/city?node=statistic.C.1.3.2");

    private static async Task<TestCity> StartAsync(DatabaseEngine engine)
    {
        var city = await InspectedCity.StartAsync(engine, sites: 0);
        await city.DoAsync("/api/v1/duties", DutyCity.Duty(
            "Criterion", "C.1.3", "LeadDepartment", TestPack.Department,
            edition: "sample-city"));
        return city;
    }

    private static async Task<string> EnterAsync(
        TestCity city, string unit, long part, long whole, string measure = Measure,
        string caller = "office") =>
        (await city.DoAsync(Here, Figure(unit, part, whole, measure), caller)).Id();

    private static async Task ConfirmAsync(TestCity city, params string[] figures)
    {
        foreach (var figure in figures)
        {
            await city.DoAsync($"{Here}/{figure}/confirm", new { }, "signer");
        }

        city.Time.Advance(TimeSpan.FromMinutes(1));
    }

    private static async Task PublishAsync(TestCity city)
    {
        await city.DoAsync(Scores, new { reason = "补录数据" });
        city.Time.Advance(TimeSpan.FromMinutes(1));
    }

    private static async Task<int?> ShareAsync(
        TestCity city, string unit, string node, string query = "")
    {
        var nodes = (await city.GetAsync($"{Scores}/{unit}{query}", "bureau"))
            .GetProperty("nodes").EnumerateArray();
        return nodes.Single(one => one.GetProperty("code").GetString() == node)
            .TryGetProperty("shareMicro", out var share) ? share.GetInt32() : null;
    }

    private static async Task<IReadOnlyList<ScoreCheck>> VerifyAsync(TestCity city) =>
        (await city.Service<VerifyScores>().RunAsync("city", Month, default)).Value;

    private static async Task<JsonElement> SendAsync(TestCity city, byte[] table)
    {
        using var answer = await city.SendFileAsync("/api/v1/imports/statistics", table);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }

    private static int Added(JsonElement taken) =>
        taken.GetProperty("counts").GetProperty("Added").GetInt32();

    private static object Figure(
        string unit, long part, long whole, string measure = Measure) => new
    {
        measure, unit, month = Month, part, whole, sourceName = "12315 平台",
        sourceDay = "2026-11-20",
    };

    private static object Numbers(long part, long whole, string reason) => new
    {
        part, whole, sourceName = "12315 平台", sourceDay = "2026-11-20", reason,
    };
}
