using System.Text.Json;
using CivicLoop.Domain.Inspections;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Inspections;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;

namespace CivicLoop.Tests.Http.Inspections;

/// <summary>A plan from its rule to the day anybody can draw its sites again.</summary>
public sealed class DrawTests
{
    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Sites_are_fixed_drawn_and_revealed_and_anybody_gets_the_same(
        DatabaseEngine engine)
    {
        await using var city = await InspectedCity.StartAsync(engine);
        var plan = await InspectedCity.PlanAsync(city);
        Assert.Equal("J2026-0001", plan);
        await InspectedCity.StepAsync(
            city, plan, "commit", new { publicSource = "11月25日福彩3D开奖号码" });
        var fixedBefore = await city.GetAsync($"/api/v1/draws/{plan}");
        await RefusedAsync(city, plan, "draw", new { }, ProblemCode.FieldRequired);
        await InspectedCity.StepAsync(city, plan, "draw", new { publicWord = "7 3 9" });

        // While inspectors are on the way nobody outside can know where they go.
        var during = await city.GetAsync($"/api/v1/draws/{plan}");
        Assert.False(during.TryGetProperty("sites", out _));
        Assert.False(during.TryGetProperty("secret", out _));
        Assert.False(during.TryGetProperty("rule", out _));
        await RefusedAsync(city, plan, "reveal", new { }, ProblemCode.DrawNotOver);
        city.Time.Advance(TimeSpan.FromDays(12));
        await InspectedCity.StepAsync(city, plan, "reveal");

        var told = await city.GetAsync($"/api/v1/draws/{plan}");
        Assert.Equal(Text(fixedBefore, "secretHash"), DrawFrame.Hash(Text(told, "secret")));
        var frame = await city.Http.GetStringAsync($"/draws/{plan}?handler=Frame");
        Assert.Equal(Text(fixedBefore, "frameHash"), DrawFrame.Hash(frame));
        var sites = SiteDraw.Run(
            SiteDraw.SeedOf(Text(told, "secret"), "7 3 9"),
            [
                .. frame.TrimEnd('\n').Split('\n').Select(line => line.Split('\t'))
                    .Select(part => new FrameSite(part[0], part[1], part[2], null)),
            ],
            DrawRule.Parse(Text(told, "rule")).Value);
        Assert.Equal(
            sites.Sites.Select(one => one.Site.Code),
            told.GetProperty("sites").EnumerateArray().Select(one => one.GetString()));
        Assert.Empty(told.GetProperty("faults").EnumerateArray());
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Inspectors_are_sent_blind_and_never_into_their_own_district(
        DatabaseEngine engine)
    {
        await using var city = await InspectedCity.StartAsync(engine);
        var plan = await InspectedCity.PlanAsync(city);
        await InspectedCity.StepAsync(city, plan, "commit");
        await InspectedCity.StepAsync(city, plan, "draw");
        var visits = (await city.GetAsync(
                $"/api/v1/inspection-plans/{plan}/visits?limit=200", "office"))
            .GetProperty("items").EnumerateArray().ToList();
        var wester = (await city.Service<FindInspectors>().AllAsync([TestPack.WestBureau], default))
            .Single().Actor;
        Assert.All(visits, visit => Assert.False(
            Text(visit, "inspector") == wester && Text(visit, "district") == TestPack.West));
        Assert.Equal(3, visits.Select(visit => Text(visit, "inspector")).Distinct().Count());
        Assert.All(
            visits.GroupBy(visit => visit.GetProperty("n").GetInt32())
                .Where(group => group.Count() == 2),
            pair => Assert.NotEqual(
                Text(pair.First(), "inspector"), Text(pair.Last(), "inspector")));
    }

    [Theory, ClassData(typeof(Tampers))]
    internal async Task What_was_changed_behind_the_programs_back_is_found(
        DatabaseEngine engine, string sql, DrawFault expected)
    {
        await using var city = await InspectedCity.StartAsync(engine);
        var plan = await InspectedCity.PlanAsync(city);
        await InspectedCity.StepAsync(city, plan, "commit");
        await InspectedCity.StepAsync(city, plan, "draw");
        city.Time.Advance(TimeSpan.FromDays(12));
        await InspectedCity.StepAsync(city, plan, "reveal");
        await InspectedCity.TamperAsync(city, sql);
        var checks = await city.Service<VerifyDraws>().RunAsync(plan, default);
        Assert.Contains(expected, Assert.Single(checks.Value).Faults);
        var page = await city.Http.GetStringAsync($"/draws/{plan}?lang=en");
        Assert.Contains("alert-danger", page, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_frame_changed_after_the_commitment_is_not_drawn_from(
        DatabaseEngine engine)
    {
        await using var city = await InspectedCity.StartAsync(engine);
        var plan = await InspectedCity.PlanAsync(city);
        await InspectedCity.StepAsync(city, plan, "commit");
        await InspectedCity.TamperAsync(
            city, "DELETE FROM inspection_frames WHERE site_code LIKE '%0001'");
        await RefusedAsync(city, plan, "draw", new { }, ProblemCode.DrawUnfit);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_plan_that_was_committed_changes_no_more_and_stays_public_when_dropped(
        DatabaseEngine engine)
    {
        await using var city = await InspectedCity.StartAsync(engine);
        var plan = await InspectedCity.PlanAsync(city);
        await InspectedCity.StepAsync(city, plan, "commit");
        using var changed = await city.PostAsync(
            $"/api/v1/inspection-plans/{plan}", InspectedCity.Body(margin: 100), "office");
        Assert.Equal((int)ProblemCode.PlanFixed, await TestCity.ProblemAsync(changed));
        await RefusedAsync(city, plan, "drop", new { }, ProblemCode.FieldRequired);
        await InspectedCity.StepAsync(city, plan, "drop", new { reason = "方案调整" });
        await RefusedAsync(city, plan, "draw", new { }, ProblemCode.PlanFixed);
        var list = await city.Http.GetStringAsync("/draws");
        Assert.Contains(plan, list, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task What_cannot_be_planned_names_its_field(DatabaseEngine engine)
    {
        await using var city = await InspectedCity.StartAsync(engine, sites: 1);
        object With(string name, object? value) => new Dictionary<string, object?>
        {
            ["name"] = "甲", ["basisName"] = "乙", ["edition"] = "sample-city",
            ["fromDay"] = "2026-11-24", ["toDay"] = "2026-11-30", [name] = value,
        };
        foreach (var (body, field) in new[]
        {
            (With("basisName", " "), "basisName"), (With("edition", "none"), "edition"),
            (With("marginMilli", 0), "marginMilli"), (With("confidence", 93), "confidence"),
            (With("toDay", "2026-11-01"), "toDay"), (With("toDay", "2027-11-01"), "toDay"),
            (With("siteKinds", new[] { "S99" }), "siteKinds"),
            (With("inspectorOrgs", new[] { "nobody" }), "inspectorOrgs"),
        })
        {
            using var answer = await city.PostAsync("/api/v1/inspection-plans", body, "office");
            var problem = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
            Assert.Equal(field, problem.GetProperty("field").GetString());
        }

        using var unit = await city.PostAsync(
            "/api/v1/inspection-plans", InspectedCity.Body(), "water");
        Assert.Equal((int)ProblemCode.NotPermitted, await TestCity.ProblemAsync(unit));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Without_sites_or_inspectors_nothing_is_committed(DatabaseEngine engine)
    {
        await using var city = await InspectedCity.StartAsync(engine, sites: 3);
        var nowhere = await InspectedCity.PlanAsync(city, new
        {
            name = "甲", basisName = "乙", edition = "sample-city", siteKinds = new[] { "S15" },
            fromDay = "2026-11-24", toDay = "2026-11-30",
        });
        await RefusedAsync(city, nowhere, "commit", new { }, ProblemCode.NoSiteToDraw);
        var nobody = await InspectedCity.PlanAsync(city, new
        {
            name = "甲", basisName = "乙", edition = "sample-city",
            inspectorOrgs = new[] { TestPack.Water }, fromDay = "2026-11-24",
            toDay = "2026-11-30",
        });
        await RefusedAsync(city, nobody, "commit", new { }, ProblemCode.NobodyToSend);
    }

    private static async Task RefusedAsync(
        TestCity city, string plan, string step, object body, ProblemCode expected)
    {
        using var answer = await city.PostAsync(
            $"/api/v1/inspection-plans/{plan}/{step}", body, "office");
        Assert.Equal((int)expected, await TestCity.ProblemAsync(answer));
    }

    private static string Text(JsonElement element, string name) =>
        element.GetProperty(name).GetString()!;
}

/// <summary>What somebody with the database's password could change, on both engines.</summary>
internal sealed class Tampers : TheoryData<DatabaseEngine, string, DrawFault>
{
    public Tampers()
    {
        foreach (var engine in Enum.GetValues<DatabaseEngine>())
        {
            Add(
                engine, "DELETE FROM inspection_frames WHERE site_code LIKE '%0001'",
                DrawFault.FrameChanged);
            Add(
                engine, "UPDATE inspection_draws SET rule = rule || '0'", DrawFault.RuleChanged);
            Add(
                engine, "UPDATE inspection_draws SET secret = 'another'",
                DrawFault.SecretChanged);
            Add(
                engine, "UPDATE visits SET site_code = site_code || '9' WHERE n = 1",
                DrawFault.SitesChanged);
            Add(
                engine, "UPDATE journal SET body = body || ' ' WHERE kind = 'draw.Committed'",
                DrawFault.JournalBroken);
        }
    }
}
