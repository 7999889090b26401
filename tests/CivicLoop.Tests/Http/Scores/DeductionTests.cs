using System.Net;
using System.Text.Json;
using CivicLoop.Modules.Scores;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;
using CivicLoop.Tests.Http.Cases;
using CivicLoop.Tests.Http.Evidence;
using CivicLoop.Tests.Http.Inspections;

namespace CivicLoop.Tests.Http.Scores;

/// <summary>A city's own rules of deduction, from the form to the cases that took points off.
/// </summary>
public sealed class DeductionTests
{
    private const string Card = "/api/v1/scorecards/city";
    private const string Page = "/console/scorecards/city";

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Faked_and_reworked_cases_take_points_off_and_open_from_the_score(
        DatabaseEngine engine)
    {
        await using var city = await InspectedCity.StartAsync(engine);
        await DoneAsync(city, $"{Card}/draft", new { });
        await DoneAsync(city, $"{Card}/nodes", Node("返工与弄虚作假", new
        {
            baseMilli = 5000,
            deductions = new object[]
            {
                new { cases = "ReworkedFew", milli = 200 }, new { cases = "Faked", milli = 1000 },
            },
        }));
        await DoneAsync(city, $"{Card}/nodes", Node("上级交办案件", new
        {
            scope = "Referred", baseMilli = 5000,
            deductions = new[] { new { cases = "ReworkedFew", milli = 400 } },
        }));
        await DoneAsync(city, $"{Card}/publish", new { fromMonth = "2026-12" });
        var picture = await city.TakenInAsync(SamplePictures.Jpeg());
        var (number, _) = await city.ReportWithAsync(picture);
        city.Time.Advance(TimeSpan.FromDays(8));

        await ReworkedAsync(city, number, picture);
        await HandDownAsync(city);
        city.Time.Advance(TimeSpan.FromDays(3));
        await DoneAsync(city, "/api/v1/scores/city/2026-12", new { });

        // One case reworked (0.2) and faked (1) of five points; none of those handed down.
        var nodes = (await city.GetAsync(
            $"/api/v1/scores/city/2026-12/t.{TestPack.West}", "office")).GetProperty("nodes")
            .EnumerateArray().ToList();
        Assert.Equal(760_000, Share(nodes, "own-1"));
        var page = await city.PageAsync(
            $"/console/scores/city/2026-12/t.{TestPack.West}?node=own-1", "office",
            HttpStatusCode.OK);
        Assert.Contains("3.800 / 5.000", page);
        Assert.Contains("measure=Faked", page);
        var behind = await city.GetAsync(
            $"/api/v1/evaluation/cases?measure=Faked&by=District&key={TestPack.West}"
            + "&from=2026-12-01&to=2026-12-31",
            "office");
        Assert.Equal(1, behind.GetProperty("items").GetArrayLength());
        Assert.Contains(
            "3.800 / 5.000",
            await city.PageAsync(
                "/console/scores/city/2026-12/city?node=own-1", "office", HttpStatusCode.OK));
        Assert.All(
            (await city.Service<VerifyScores>().RunAsync(null, null, default)).Value,
            one => Assert.Empty(one.Faults));
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task An_evaluation_counts_urgent_ordinary_or_referred_cases_by_themselves(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        await city.ReportAsync();
        await HandDownAsync(city);
        city.Time.Advance(TimeSpan.FromMinutes(1));
        var counts = new Dictionary<string, int>();
        foreach (var scope in new[] { "All", "Ordinary", "Urgent", "Referred" })
        {
            counts[scope] = (await city.GetAsync(
                $"/api/v1/evaluation?from=2026-11-01&to=2026-11-30&scope={scope}", "office"))
                .GetProperty("city").GetProperty("counts").GetProperty("Reported").GetInt32();
            var behind = await city.GetAsync(
                "/api/v1/evaluation/cases?measure=Reported&from=2026-11-01&to=2026-11-30"
                + $"&scope={scope}",
                "office");
            Assert.Equal(counts[scope], behind.GetProperty("items").GetArrayLength());
        }

        using var unknown = await city.SeeAsync("/api/v1/evaluation?scope=Urgnt", "office");
        Assert.Equal(40009, await TestCity.ProblemAsync(unknown));
        Assert.Equal((2, 1), (counts["All"], counts["Referred"]));
        Assert.Equal(1, counts["Ordinary"] + counts["Urgent"]);
    }

    [Fact]
    internal async Task A_rule_is_written_in_the_form_and_what_was_typed_stays_where_it_is_wrong()
    {
        await using var city = await InspectedCity.StartAsync(DatabaseEngine.Sqlite);
        await DoneAsync(city, $"{Card}/draft", new { });
        await DoneAsync(city, $"{Card}/nodes", Node("按期结案率", rule: null));
        using var ruleless = await city.PostAsync(
            $"{Card}/publish", new { fromMonth = "2026-12" }, "office");
        Assert.Equal(40041, await TestCity.ProblemAsync(ruleless));

        const string at = $"{Page}?node=own-1";
        var (status, _, text) = await SendAsync("七十", "1");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("七十", text);
        Assert.Contains("不扣分的界限（第 1 条）", text);
        (status, _, text) = await SendAsync("70", "");
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("分值（第 1 条）", text);
        (status, var to, _) = await SendAsync("70", "1");
        Assert.Equal(HttpStatusCode.Redirect, status);
        Assert.Contains("node=own-1", to!);
        Assert.Contains(
            "低于 70 % 的，每少一个百分点扣 1 分",
            await city.PageAsync(at, "office", HttpStatusCode.OK));
        using var held = await city.PostAsync(
            $"{Card}/publish", new { fromMonth = "2026-12" }, "office");
        Assert.True(held.IsSuccessStatusCode);
        using var late = await city.PostAsync(
            $"{Card}/nodes/own-1/rule", new { baseMilli = 1000 }, "office");
        Assert.Equal(40920, await TestCity.ProblemAsync(late));

        Task<(HttpStatusCode Status, string? To, string Text)> SendAsync(
            string fullAt, string points) => city.FormAsync(
            at, $"{Page}?handler=Rule&node=own-1", "office", ("scope", "All"), ("base", "50"),
            ("ground.0", "rate:closed-on-time-less-suspended"), ("fullAt.0", fullAt),
            ("points.0", points), ("ground.3", ""), ("fullAt.3", ""), ("points.3", ""));
    }

    // Its proof is the picture it was reported with, and the check finds nothing done.
    private static async Task ReworkedAsync(TestCity city, string number, string picture)
    {
        await city.ActAsync("office", number, "accept");
        await city.ActAsync("office", number, "dispatch");
        await city.ActAsync(
            "bureau", number, "rectify", new { text = "已清运", pictures = new[] { picture } });
        await city.ActAsync("office", number, "fail-check", new { text = "没有清运" });
        await city.ActAsync("bureau", number, "rectify", new { text = "已清运" });
        await city.ActAsync("office", number, "pass-check", new { text = "干净" });
        await city.ActAsync("office", number, "close");
    }

    private static Task HandDownAsync(TestCity city) => DoneAsync(city, "/api/v1/cases", new
    {
        @class = TestPack.Rubbish, lat = 25.05, lon = 102.02, description = "督办",
        source = "HigherLevel",
    });

    private static object Node(string name, object? rule) => new
    {
        parent = "score", measure = "deduction:rule", nameZh = name, nameEn = name,
        cityWeight = 10, territoryWeight = 10, lineWeight = 10, rule,
    };

    private static int Share(IEnumerable<JsonElement> nodes, string code) =>
        nodes.Single(one => one.GetProperty("code").GetString() == code)
            .GetProperty("ownMicro").GetInt32();

    private static async Task DoneAsync(TestCity city, string path, object body)
    {
        using var answer = await city.PostAsync(path, body, "office");
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
