using System.Net;
using System.Text.Json;
using CivicLoop.Domain.Inspections;
using CivicLoop.Domain.Scores;
using CivicLoop.Modules.Inspections.Contracts;
using CivicLoop.Modules.Scores;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Notices;
using CivicLoop.Tests.City;
using CivicLoop.Tests.Http.Evidence;
using CivicLoop.Tests.Http.Inspections;
using CivicLoop.Tests.Http.Responsibilities;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Tests.Http.Scores;

/// <summary>Scores from the visit to the publication, its proof, and an appeal.</summary>
public sealed class ScoreTests
{
    private const string Month = "2026-11";
    private const string Here = $"/api/v1/scores/city/{Month}";

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_published_score_opens_down_to_the_visits_and_computes_again_the_same(
        DatabaseEngine engine)
    {
        await using var city = await PlayedAsync(engine);
        await city.ReportAsync();
        using var published = await city.PostAsync(Here, new { }, "office");
        Assert.Equal(HttpStatusCode.Created, published.StatusCode);

        var shown = await city.GetAsync(Here, "bureau");
        var units = shown.GetProperty("units").EnumerateArray().ToList();
        var whole = Unit(units, "City", "");
        Assert.InRange(whole.GetProperty("scoreMilli").GetInt32(), 1, 99_999);
        // Nobody was surveyed or handed in statistics and ratings: the score says so.
        Assert.InRange(whole.GetProperty("measuredMilli").GetInt32(), 1, 90_000);
        Assert.True(whole.GetProperty("lowMilli").GetInt32()
            <= whole.GetProperty("scoreMilli").GetInt32());
        Assert.Contains(units, one => one.GetProperty("unit").GetString() == TestPack.West);

        var opened = await city.GetAsync($"{Here}/city", "bureau");
        var nodes = opened.GetProperty("nodes").EnumerateArray().ToList();
        Assert.Equal(
            whole.GetProperty("scoreMilli").GetInt32(),
            nodes.Where(one => Parent(one) == "score").Sum(Reached));
        Assert.All(
            nodes.Where(one => nodes.Exists(part => Parent(part) == Code(one))),
            one => Assert.Equal(
                Reached(one), nodes.Where(part => Parent(part) == Code(one)).Sum(Reached)));

        var check = Assert.Single(await VerifyAsync(city));
        Assert.Empty(check.Faults);
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Sums_kept_up_visit_by_visit_are_those_of_all_answers(
        DatabaseEngine engine)
    {
        await using var city = await PlayedAsync(engine);
        var cells = city.Service<ScoreCells>();
        var period = ScorePeriod.Parse(Month).Value;
        var kept = await cells.KeptAsync(period, default);
        var raw = await cells.RawAsync(period, DateTimeOffset.MaxValue, default);
        Assert.NotEmpty(kept);
        Assert.Equal(kept.ToHashSet(), raw.ToHashSet());
        var compute = city.Service<ComputeScores>();
        var now = (await compute.RunAsync("city", period, null, default)).Value;
        var anew = (await compute.RunAsync(
            "city", period, DateTimeOffset.MaxValue, default)).Value;
        Assert.Equal(
            ScoreProof.HashOf(anew.Units, anew.Lost), ScoreProof.HashOf(now.Units, now.Lost));

        await InspectedCity.TamperAsync(city, "UPDATE score_cells SET sum_milli = 0");
        Assert.NotEqual(
            raw.ToHashSet(), (await cells.KeptAsync(period, default)).ToHashSet());
        Assert.Null((await cells.RebuildAsync(period.Months, default)).Problem);
        Assert.Equal(
            raw.ToHashSet(), (await cells.KeptAsync(period, default)).ToHashSet());
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_result_or_an_answer_that_was_changed_behind_the_program_is_named(
        DatabaseEngine engine)
    {
        await using var city = await PlayedAsync(engine);
        await PublishAsync(city);
        await InspectedCity.TamperAsync(
            city, "UPDATE score_results SET reached_milli = reached_milli + 1 "
                + "WHERE unit_kind = 'City' AND node_code = 'score'");
        var stored = Assert.Single(await VerifyAsync(city)).Faults;
        Assert.Contains(stored, fault => fault.StartsWith("stored", StringComparison.Ordinal));
        Assert.Contains(stored, fault => fault.StartsWith("published", StringComparison.Ordinal));
        await InspectedCity.TamperAsync(
            city, "UPDATE score_results SET reached_milli = reached_milli - 1 "
                + "WHERE unit_kind = 'City' AND node_code = 'score'");
        Assert.Empty(Assert.Single(await VerifyAsync(city)).Faults);
        await InspectedCity.TamperAsync(
            city, "UPDATE visit_answers SET share_milli = 0 WHERE kind = 'Seen'");
        Assert.NotEmpty(Assert.Single(await VerifyAsync(city)).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task An_appeal_is_ruled_on_by_another_body_and_the_score_is_computed_again(
        DatabaseEngine engine)
    {
        await using var city = await PlayedAsync(engine);
        await PublishAsync(city);
        var before = await CityScoreAsync(city);
        var (visit, item) = await FaultyAsync(city);
        var picture = await city.TakenInAsync(SamplePictures.Jpeg());
        var body = new
        {
            card = "city", period = Month, unitKind = "Territory", unit = TestPack.West,
            node = "score", visit, item, claim = "当天已清运", evidence = "清运记录 11-24",
            pictures = new[] { picture },
        };
        using var others = await city.PostAsync("/api/v1/score-appeals", body, "office");
        Assert.Equal(40302, await TestCity.ProblemAsync(others));
        using var bare = await city.PostAsync(
            "/api/v1/score-appeals", body with { evidence = "" }, "west");
        Assert.Equal(40001, await TestCity.ProblemAsync(bare));
        using var foreign = await city.PostAsync(
            "/api/v1/score-appeals", body with { unit = TestPack.East }, "west");
        Assert.Equal(40388, await TestCity.ProblemAsync(foreign));
        using var unseen = await city.PostAsync(
            "/api/v1/score-appeals", body with { pictures = ["0"] }, "west");
        Assert.Equal(40401, await TestCity.ProblemAsync(unseen));
        using var made = await city.PostAsync("/api/v1/score-appeals", body, "west");
        var id = (await ReadAsync(made)).GetProperty("id").GetGuid();
        await ShowsItsPictureAsync(city, id, picture);

        using var wordless = await city.PostAsync(
            $"/api/v1/score-appeals/{id}/rule", new { upheld = true }, "signer");
        Assert.Equal(40001, await TestCity.ProblemAsync(wordless));
        using var ruled = await city.PostAsync(
            $"/api/v1/score-appeals/{id}/rule", new { upheld = true, ruling = "记录属实" },
            "signer");
        var after = await ReadAsync(ruled);
        Assert.Equal("Upheld", after.GetProperty("state").GetString());
        Assert.True(after.TryGetProperty("revisedId", out _));
        Assert.Equal(["score-appeal-made", "score-appeal-upheld"], await ToldAsync(city));
        using var again = await city.PostAsync(
            $"/api/v1/score-appeals/{id}/rule", new { upheld = false, ruling = "再裁" }, "signer");
        Assert.Equal(40923, await TestCity.ProblemAsync(again));

        Assert.Equal(2, (await city.GetAsync(Here, "office")).GetProperty("revision").GetInt32());
        Assert.True(await CityScoreAsync(city) > before);
        // The first revision stays, and both compute again the same.
        var checks = await VerifyAsync(city);
        Assert.Equal(2, checks.Count);
        Assert.All(checks, check => Assert.Empty(check.Faults));
        Assert.Equal(
            before, (await city.GetAsync($"{Here}?revision=1", "office"))
                .GetProperty("units")[0].GetProperty("scoreMilli").GetInt32());
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Every_point_lost_counts_to_a_line_and_to_a_territory(
        DatabaseEngine engine)
    {
        await using var city = await PlayedAsync(engine);
        await city.DoAsync("/api/v1/duties", DutyCity.Duty(
            "Criterion", "C.1.1", "LeadDepartment", TestPack.Department,
            edition: "sample-city"));
        await PublishAsync(city);
        var lost = await city.GetAsync($"{Here}/lost", "bureau");
        var items = lost.GetProperty("items").EnumerateArray().ToList();
        Assert.NotEmpty(items);
        var nodes = (await city.GetAsync($"{Here}/city", "bureau")).GetProperty("nodes")
            .EnumerateArray().ToDictionary(one => Code(one)!);
        // What the measures lost is divided to the last thousandth.
        Assert.All(
            items.GroupBy(one => one.GetProperty("node").GetString()!),
            group => Assert.Equal(
                nodes[group.Key].GetProperty("lostMilli").GetInt32(),
                group.Sum(one => one.GetProperty("lostMilli").GetInt32())));
        Assert.Equal(
            100_000 - Reached(nodes["score"]),
            items.Sum(one => one.GetProperty("lostMilli").GetInt32()));
        var half = items.Sum(one => one.GetProperty("lineMilli").GetInt32())
            - items.Sum(one => one.GetProperty("territoryMilli").GetInt32());
        Assert.InRange(half, -items.Count, items.Count);
        Assert.Contains(
            items, one => one.GetProperty("district").GetString() == TestPack.West);
        // Where a line and a district meet, both are named.
        var cell = await city.GetAsync(
            $"{Here}/lost?line={TestPack.Department}&district={TestPack.West}", "bureau");
        Assert.All(
            cell.GetProperty("items").EnumerateArray(),
            one => Assert.Equal("field.C.1.1.1", one.GetProperty("node").GetString()));
    }

    // All staff read what is claimed; nobody else.
    private static async Task ShowsItsPictureAsync(TestCity city, Guid appeal, string picture)
    {
        var shown = await city.GetAsync($"/api/v1/score-appeals/{appeal}", "office");
        Assert.Equal(picture, shown.GetProperty("pictures")[0].GetString());
        using var staff = await city.SeeAsync($"/pictures/{picture}/thumb", "office");
        Assert.Equal(HttpStatusCode.OK, staff.StatusCode);
        Assert.Equal(
            HttpStatusCode.NotFound, await city.StatusAsync($"/pictures/{picture}/thumb"));
        Assert.Contains(
            $"/pictures/{picture}/public",
            await city.PageAsync($"/console/score-appeals/{appeal}", "signer"));
    }

    private static async Task<List<string>> ToldAsync(TestCity city)
    {
        await using var context = city.City.Database.OpenContext();
        return await context.Set<OutboxMessage>()
            .Where(row => row.Template.StartsWith("score-appeal-"))
            .Select(row => row.Template).Distinct().OrderBy(name => name).ToListAsync();
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_revision_needs_a_reason_and_a_period_a_card_that_holds(
        DatabaseEngine engine)
    {
        await using var city = await PlayedAsync(engine);
        await PublishAsync(city);
        using var bare = await city.PostAsync(Here, new { }, "office");
        Assert.Equal(40001, await TestCity.ProblemAsync(bare));
        using var revised = await city.PostAsync(Here, new { reason = "补录数据" }, "office");
        Assert.Equal(HttpStatusCode.Created, revised.StatusCode);
        using var early = await city.PostAsync(
            "/api/v1/scores/city/2020-01", new { }, "office");
        Assert.Equal(40924, await TestCity.ProblemAsync(early));
        using var nobody = await city.PostAsync(Here, new { }, "bureau");
        Assert.Equal(40302, await TestCity.ProblemAsync(nobody));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Weights_change_in_a_draft_and_hold_from_a_later_month(
        DatabaseEngine engine)
    {
        await using var city = await PlayedAsync(engine);
        using var drafted = await city.PostAsync(
            "/api/v1/scorecards/city/draft", new { }, "office");
        Assert.Equal(HttpStatusCode.Created, drafted.StatusCode);
        var weights = new { field = new[] { 60, 60, 60 } };
        using var stranger = await city.PostAsync(
            "/api/v1/scorecards/city/weights",
            new { basisName = "办法", weights = new { nobody = new[] { 1, 1, 1 } } }, "office");
        Assert.Equal(40009, await TestCity.ProblemAsync(stranger));
        using var saved = await city.PostAsync(
            "/api/v1/scorecards/city/weights", new { basisName = "新办法", weights }, "office");
        Assert.True(saved.IsSuccessStatusCode);
        using var past = await city.PostAsync(
            "/api/v1/scorecards/city/publish", new { fromMonth = "2026-10" }, "office");
        Assert.Equal(40921, await TestCity.ProblemAsync(past));
        using var held = await city.PostAsync(
            "/api/v1/scorecards/city/publish", new { fromMonth = "2026-12" }, "office");
        Assert.True(held.IsSuccessStatusCode);
        using var late = await city.PostAsync(
            "/api/v1/scorecards/city/weights", new { basisName = "x", weights }, "office");
        Assert.Equal(40920, await TestCity.ProblemAsync(late));
        var shown = await city.GetAsync("/api/v1/scorecards/city?version=2", "bureau");
        Assert.Equal(60, shown.GetProperty("nodes").EnumerateArray()
            .First(one => Code(one) == "field").GetProperty("cityWeight").GetInt32());
        using var other = await city.PostAsync(
            "/api/v1/scorecards",
            new
            {
                code = "minors", nameZh = "未成年人", nameEn = "Minors",
                edition = "sample-minors", basisName = "办法",
            },
            "office");
        Assert.Equal(HttpStatusCode.Created, other.StatusCode);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_citys_own_formula_is_taken_into_a_draft_and_scored_from_its_month_on(
        DatabaseEngine engine)
    {
        const string nodes = "/api/v1/scorecards/city/nodes";
        const string jinhua = "case:closed-on-time-less-suspended";
        await using var city = await PlayedAsync(engine);
        object Wanted(string measure, string parent = "score", string name = "金华算法") => new
        {
            parent, measure, nameZh = name, nameEn = "Jinhua", cityWeight = 10,
            territoryWeight = 10, lineWeight = 10,
        };
        Assert.Equal(40920, await RefusedAsync(city, nodes, Wanted(jinhua)));
        await DoneAsync(city, "/api/v1/scorecards/city/draft", new { });
        Assert.Equal(40302, await RefusedAsync(city, nodes, Wanted(jinhua), "bureau"));
        Assert.Equal(40009, await RefusedAsync(city, nodes, Wanted("case:luck")));
        Assert.Equal(40009, await RefusedAsync(city, nodes, Wanted(jinhua, parent: "nowhere")));
        Assert.Equal(40001, await RefusedAsync(city, nodes, Wanted(jinhua, name: " ")));
        await DoneAsync(city, nodes, Wanted(jinhua));
        Assert.Equal(40904, await RefusedAsync(city, nodes, Wanted(jinhua)));
        // What it stands for goes; the root stays.
        await DoneAsync(city, nodes + "/case/remove", new { });
        Assert.Equal(40041, await RefusedAsync(city, nodes + "/score/remove", new { }));
        Assert.Equal(40401, await RefusedAsync(city, nodes + "/case/remove", new { }));
        await DoneAsync(
            city, "/api/v1/scorecards/city/publish", new { fromMonth = "2026-12" });
        Assert.Equal(40920, await RefusedAsync(city, nodes, Wanted("burden:working-hours")));

        await city.ReportAsync();
        city.Time.Advance(TimeSpan.FromDays(14));
        await city.ReportAsync();
        await DoneAsync(city, "/api/v1/scores/city/2026-12", new { });
        var scored = (await city.GetAsync("/api/v1/scores/city/2026-12/city", "office"))
            .GetProperty("nodes").EnumerateArray().Select(Code).ToList();
        Assert.Contains("own-1", scored);
        Assert.DoesNotContain("case", scored);
        Assert.All(
            (await city.Service<VerifyScores>().RunAsync(null, null, default)).Value,
            one => Assert.Empty(one.Faults));
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    private static async Task DoneAsync(TestCity city, string path, object body)
    {
        using var answer = await city.PostAsync(path, body, "office");
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<int> RefusedAsync(
        TestCity city, string path, object body, string caller = "office")
    {
        using var answer = await city.PostAsync(path, body, caller);
        return await TestCity.ProblemAsync(answer);
    }

    private static async Task<TestCity> PlayedAsync(DatabaseEngine engine)
    {
        var city = await InspectedCity.StartAsync(engine);
        var played = await city.Service<PlayInspection>().RunAsync(seed: 3);
        Assert.Null(played.Problem);
        Assert.True(played.Value.Visits > 5);
        city.Time.Advance(TimeSpan.FromMinutes(5));
        return city;
    }

    private static async Task PublishAsync(TestCity city)
    {
        using var published = await city.PostAsync(Here, new { }, "office");
        Assert.Equal(HttpStatusCode.Created, published.StatusCode);
        city.Time.Advance(TimeSpan.FromHours(1));
    }

    private static async Task<IReadOnlyList<ScoreCheck>> VerifyAsync(TestCity city) =>
        (await city.Service<VerifyScores>().RunAsync("city", Month, default)).Value;

    private static async Task<int> CityScoreAsync(TestCity city) =>
        (await city.GetAsync(Here, "office")).GetProperty("units")[0]
            .GetProperty("scoreMilli").GetInt32();

    // An answer that cost points in a visit that counts.
    private static async Task<(Guid Visit, string Item)> FaultyAsync(TestCity city)
    {
        await using var context = city.City.Database.OpenContext();
        var answer = await context.Set<VisitAnswer>()
            .Where(row => row.Kind == AnswerKind.Seen && row.ShareMilli == 0
                && context.Set<Visit>().Any(one => one.Id == row.VisitId && one.Turn == 1
                    && one.DistrictCode == TestPack.West && one.State == VisitState.Done))
            .OrderBy(row => row.VisitId).FirstAsync();
        return (answer.VisitId, answer.ItemCode);
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer)
    {
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement.Clone();
    }

    private static JsonElement Unit(List<JsonElement> units, string kind, string code) =>
        units.Single(one => one.GetProperty("kind").GetString() == kind
            && one.GetProperty("unit").GetString() == code);

    private static string? Code(JsonElement node) => node.GetProperty("code").GetString();

    private static string? Parent(JsonElement node) =>
        node.TryGetProperty("parentCode", out var parent) ? parent.GetString() : null;

    private static int Reached(JsonElement node) => node.GetProperty("reachedMilli").GetInt32();
}
