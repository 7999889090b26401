using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using CivicLoop.Domain;
using CivicLoop.Domain.Burden;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Inspections;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Tests.Http.Inspections;

/// <summary>A visit over the API, as a phone sends it: by ids of its own, item by item, again and
/// again while the network is bad.</summary>
public sealed class VisitTests
{
    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_visit_sent_twice_is_one_visit_and_its_score_is_computed(
        DatabaseEngine engine)
    {
        await using var city = await InspectedCity.StartAsync(engine, sites: 2);
        var (who, visit) = (await InspectorAsync(city), NewVisit(city));
        var site = new { site = "S11-990101-0001" };
        await PutAsync(city, who, visit, site);
        await PutAsync(city, who, visit, site);
        var sheet = await city.GetAsync(visit, who);
        foreach (var item in sheet.GetProperty("items").EnumerateArray())
        {
            var path = $"{visit}/answers/{item.GetProperty("code").GetString()}";
            var good = Good(item.GetProperty("rule").GetString()!);
            await PutAsync(city, who, path, good);
            await PutAsync(city, who, path, good);
        }

        await PutAsync(city, who, $"{visit}/answers/G08", new { found = 2, note = "门口一堆" });
        await PutAsync(city, who, $"{visit}/answers/G06", new { notApplicable = true });
        var done = await PostAsync(city, who, $"{visit}/hand-in");
        await PostAsync(city, who, $"{visit}/hand-in");
        // All of the points but two thirds of G08's two, of some seventy.
        var score = done.GetProperty("scoreMilli").GetInt32();
        Assert.InRange(score, 960, 999);
        using var late = await SendAsync(
            city, who, HttpMethod.Put, $"{visit}/answers/G08", new { found = 0 });
        Assert.Equal((int)ProblemCode.VisitOver, await TestCity.ProblemAsync(late));
        Assert.Empty((await city.VerifyJournalAsync()).Faults);

        // The unit of the place was asked for one inspection, however often it was sent.
        await using var context = city.City.Database.OpenContext();
        var asked = Assert.Single(await context.Set<BurdenAsk>().ToListAsync());
        Assert.Equal(AskKind.Inspection, asked.Kind);
        Assert.NotEmpty(asked.UnitCode);

        var list = await city.GetAsync("/api/v1/visits/done", "office");
        Assert.Equal(
            score, list.GetProperty("items")[0].GetProperty("scoreMilli").GetInt32());
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_crossing_is_counted_lane_by_lane_and_a_number_means_one_thing_only(
        DatabaseEngine engine)
    {
        await using var city = await InspectedCity.StartAsync(engine, sites: 0);
        var code = await InspectedCity.SiteAsync(city, "S04", InspectedCity.WestLon);
        var (who, visit) = (await InspectorAsync(city), NewVisit(city));
        await PutAsync(city, who, visit, new { site = code });
        var lane = new
        {
            item = "S0402", lane = "东进口 1", yielded = 17, passed = 18,
            fromAt = "2026-11-24T10:00:00+08:00", toAt = "2026-11-24T10:10:00+08:00",
        };
        await PutAsync(city, who, $"{visit}/observations/1", lane);
        await PutAsync(city, who, $"{visit}/observations/1", lane);
        using var other = await SendAsync(
            city, who, HttpMethod.Put, $"{visit}/observations/1",
            new { item = "S0402", lane = "西进口", yielded = 1, passed = 2 });
        Assert.Equal((int)ProblemCode.VisitKnown, await TestCity.ProblemAsync(other));
        using var wrong = await SendAsync(
            city, who, HttpMethod.Put, $"{visit}/observations/2",
            new { item = "S0402", lane = "西进口", yielded = 3, passed = 2 });
        Assert.Equal((int)ProblemCode.FieldInvalid, await TestCity.ProblemAsync(wrong));
        var item = (await city.GetAsync(visit, who)).GetProperty("items").EnumerateArray()
            .First(one => one.GetProperty("code").GetString() == "S0402").GetProperty("answer");
        Assert.Equal("B", item.GetProperty("grade").GetString());
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_planned_visit_is_its_inspectors_and_nobody_elses_before_it_is_over(
        DatabaseEngine engine)
    {
        await using var city = await InspectedCity.StartAsync(engine);
        var plan = await InspectedCity.PlanAsync(city);
        await InspectedCity.StepAsync(city, plan, "commit");
        await InspectedCity.StepAsync(city, plan, "draw");
        var people = await city.Service<FindInspectors>().AllAsync([], default);
        var mine = (await city.GetAsync("/api/v1/visits", people[0].Actor)).GetProperty("items");
        var visit = $"/api/v1/visits/{mine[0].GetProperty("id").GetString()}";
        using var other = await SendAsync(
            city, people[1].Actor, HttpMethod.Put, visit, new { });
        Assert.Equal((int)ProblemCode.VisitNotYours, await TestCity.ProblemAsync(other));
        using var unit = await SendAsync(city, "water", HttpMethod.Get, visit, body: null);
        Assert.Equal((int)ProblemCode.NotFound, await TestCity.ProblemAsync(unit));
        await PutAsync(city, people[0].Actor, visit, new { });
        using var early = await SendAsync(
            city, people[0].Actor, HttpMethod.Post, $"{visit}/hand-in", new { });
        Assert.Equal((int)ProblemCode.VisitIncomplete, await TestCity.ProblemAsync(early));
        using var bare = await SendAsync(
            city, people[0].Actor, HttpMethod.Post, $"{visit}/miss", new { });
        Assert.Equal((int)ProblemCode.FieldRequired, await TestCity.ProblemAsync(bare));
        await PostAsync(city, people[0].Actor, $"{visit}/miss", new { reason = "停业装修" });
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_site_visited_lately_is_left_alone_by_the_next_draw(
        DatabaseEngine engine)
    {
        await using var city = await InspectedCity.StartAsync(engine, sites: 2);
        var (who, visit) = (await InspectorAsync(city), NewVisit(city));
        await HandInAsync(city, who, visit, "S11-990101-0001");
        var plan = await InspectedCity.PlanAsync(city);
        var shown = await city.GetAsync($"/api/v1/inspection-plans/{plan}", "office");
        Assert.Equal(2, shown.GetProperty("frame").GetInt32());
        Assert.Equal(1, shown.GetProperty("population").GetInt32());
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Two_who_visit_the_same_site_are_compared_by_item(DatabaseEngine engine)
    {
        await using var city = await InspectedCity.StartAsync(engine, sites: 12);
        var plan = await InspectedCity.PlanAsync(city, InspectedCity.Body(repeat: 500));
        await InspectedCity.StepAsync(city, plan, "commit");
        await InspectedCity.StepAsync(city, plan, "draw");
        foreach (var one in (await city.GetAsync(
            $"/api/v1/inspection-plans/{plan}/visits?limit=200", "office"))
            .GetProperty("items").EnumerateArray())
        {
            await HandInAsync(
                city, one.GetProperty("inspector").GetString()!,
                $"/api/v1/visits/{one.GetProperty("id").GetString()}", site: null);
        }

        var report = await city.GetAsync("/api/v1/inspection-agreement", "office");
        var item = report.GetProperty("items")[0].GetProperty("agreement");
        Assert.Equal(item.GetProperty("pairs").GetInt32(), item.GetProperty("same").GetInt32());
        Assert.NotEqual(0, report.GetProperty("pairs").GetArrayLength());
        // Nothing was to be mended: each area and kind has the whole score, repeats not counted.
        var shown = await city.GetAsync($"/api/v1/inspection-plans/{plan}", "office");
        var strata = shown.GetProperty("results").EnumerateArray().ToList();
        Assert.Equal(
            shown.GetProperty("strata").EnumerateArray()
                .Sum(one => one.GetProperty("drawn").GetInt32()),
            strata.Sum(one => one.GetProperty("done").GetInt32()));
        Assert.All(strata, one => Assert.Equal(1000, one.GetProperty("scoreMilli").GetInt32()));
        // Every visit is over, so the seed may be told before the last day.
        await InspectedCity.StepAsync(city, plan, "reveal");
    }

    private static string NewVisit(TestCity city) =>
        $"/api/v1/visits/{Ids.New(city.Time.GetUtcNow())}";

    private static async Task<string> InspectorAsync(TestCity city) =>
        (await city.Service<FindInspectors>().AllAsync([], default))[0].Actor;

    private static async Task HandInAsync(TestCity city, string who, string visit, string? site)
    {
        await PutAsync(city, who, visit, new { site });
        foreach (var item in (await city.GetAsync(visit, who)).GetProperty("items")
            .EnumerateArray())
        {
            await PutAsync(
                city, who, $"{visit}/answers/{item.GetProperty("code").GetString()}",
                Good(item.GetProperty("rule").GetString()!));
        }

        await PutAsync(city, who, $"{visit}/walk", new { walkedM = 300 });
        await PostAsync(city, who, $"{visit}/hand-in");
    }

    // What leaves nothing to mend.
    private static object Good(string rule) => rule switch
    {
        "N" => new { found = 0 },
        "B" => new { found = 1 },
        "S" => new { state = "A" },
        ['C', .. var need] => new { found = int.Parse(need, CultureInfo.InvariantCulture) },
        _ => new { found = 100, of = 100 },
    };

    private static async Task PutAsync(TestCity city, string who, string path, object body)
    {
        using var answer = await SendAsync(city, who, HttpMethod.Put, path, body);
        Assert.True(
            answer.IsSuccessStatusCode, path + await answer.Content.ReadAsStringAsync());
    }

    private static async Task<JsonElement> PostAsync(
        TestCity city, string who, string path, object? body = null)
    {
        using var answer = await SendAsync(city, who, HttpMethod.Post, path, body ?? new { });
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, path + text);
        return JsonDocument.Parse(text).RootElement;
    }

    private static async Task<HttpResponseMessage> SendAsync(
        TestCity city, string who, HttpMethod method, string path, object? body)
    {
        using var request = new HttpRequestMessage(method, path)
        {
            Content = body is null ? null : JsonContent.Create(body),
        };
        request.Headers.Add(TestCallers.Header, who);
        return await city.Http.SendAsync(request);
    }
}
