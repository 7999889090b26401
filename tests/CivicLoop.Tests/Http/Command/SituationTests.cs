using System.Globalization;
using CivicLoop.Domain.Calendar;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;
using CivicLoop.Tests.Http.Cases;
using CivicLoop.Tests.Http.Responsibilities;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Tests.Http.Command;

/// <summary>A situation that headquarters switch on, and what follows from it.</summary>
public sealed class SituationTests
{
    private const string Here = "/api/v1/situations";
    private const string Packages = Here + "/packages";
    private const string Hq = "headquarters";

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Clocks_of_its_classes_that_start_while_it_is_on_count_every_hour(
        DatabaseEngine engine)
    {
        await using var city = await PackedAsync(engine);
        var before = await DispatchedAsync(city);
        var begun = await city.DoAsync(Here, Rain(city, 24), Hq);
        var during = await DispatchedAsync(city);
        var now = city.Time.GetUtcNow();
        Assert.Equal(
            (ClockKind.UrgentHours, ClockKind.UrgentHours, now.AddHours(4)),
            (during.Line.Kind, during.Territory.Kind, during.Line.DueAt!.Value));
        // Another class goes on as ever, and so does what was dispatched before.
        var other = await DispatchedAsync(city, TestPack.Stall);
        Assert.Equal(ClockKind.WorkingHours, other.Line.Kind);
        Assert.Equal(before.Line, (await CaseAsync(city, before.Number)).Line);

        await city.DoAsync($"{Here}/{begun.Id()}/end", new { words = "预警解除" }, Hq);
        Assert.Equal(ClockKind.WorkingHours, (await DispatchedAsync(city)).Line.Kind);
        Assert.Equal(during.Line, (await CaseAsync(city, during.Number)).Line);
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Parts_of_a_case_that_is_split_meanwhile_count_every_hour_too(
        DatabaseEngine engine)
    {
        await using var city = await PackedAsync(engine);
        await city.DoAsync(Here, Rain(city, 24), Hq);
        var (number, _) = await city.ReportAsync();
        await city.ActAsync("office", number, "accept");
        await city.ActAsync("office", number, "split", new
        {
            reason = "两处问题",
            parts = new[]
            {
                new { @class = TestPack.Rubbish }, new { @class = TestPack.Stall },
            },
        });
        Assert.Equal(
            ClockKind.UrgentHours, (await CaseAsync(city, $"{number}-1")).Territory.Kind);
        Assert.Equal(
            ClockKind.WorkingHours, (await CaseAsync(city, $"{number}-2")).Territory.Kind);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task It_ends_by_itself_and_may_be_moved_and_begun_again(DatabaseEngine engine)
    {
        await using var city = await PackedAsync(engine);
        var begun = await city.DoAsync(Here, Rain(city, 2), Hq);
        await city.DoAsync($"{Here}/{begun.Id()}/move", new { until = In(city, 3) }, Hq);
        city.Time.Advance(TimeSpan.FromMinutes(150));
        Assert.Equal(1, await RunningAsync(city));
        city.Time.Advance(TimeSpan.FromMinutes(30));
        Assert.Equal(0, await RunningAsync(city));
        Assert.Equal(ClockKind.WorkingHours, (await DispatchedAsync(city)).Line.Kind);
        Assert.Equal(
            ProblemCode.SituationOver,
            await city.RefuseAsync($"{Here}/{begun.Id()}/end", new { words = "完" }, Hq));
        await city.DoAsync(Here, Rain(city, 2), Hq);
        Assert.Equal(
            2, (await city.GetAsync(Here, "water")).GetProperty("items").GetArrayLength());
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Only_a_command_body_switches_and_says_why_and_until_when(
        DatabaseEngine engine)
    {
        await using var city = await PackedAsync(engine);
        foreach (var (who, body, problem) in new (string, object, ProblemCode)[]
        {
            ("office", Rain(city, 2), ProblemCode.NotPermitted),
            ("bureau", Rain(city, 2), ProblemCode.NotPermitted),
            (Hq, new { package = "snow", reason = "雪", until = In(city, 2) },
                ProblemCode.NotFound),
            (Hq, new { package = "rain", reason = " ", until = In(city, 2) },
                ProblemCode.FieldRequired),
            (Hq, new { package = "rain", reason = "雨", until = "tomorrow" },
                ProblemCode.FieldInvalid),
            (Hq, Rain(city, -1), ProblemCode.SituationEndUnfit),
            (Hq, Rain(city, 16 * 24), ProblemCode.SituationEndUnfit),
        })
        {
            Assert.Equal(problem, await city.RefuseAsync(Here, body, who));
        }

        await city.DoAsync(Here, Rain(city, 2), Hq);
        Assert.Equal(ProblemCode.SituationOn, await city.RefuseAsync(Here, Rain(city, 2), Hq));
        Assert.Equal(
            ProblemCode.UnknownValue,
            await city.RefuseAsync(Packages, Package(classes: "E9999")));
        Assert.Equal(
            ProblemCode.UnknownValue,
            await city.RefuseAsync(Packages, Package(bodies: TestPack.Water)));
        Assert.Equal(
            ProblemCode.NotPermitted, await city.RefuseAsync(Packages, Package(), "bureau"));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Centre_desk_and_wall_show_it_with_the_desks_nobody_keeps(
        DatabaseEngine engine)
    {
        await using var city = await PackedAsync(engine);
        var (rubbish, _) = await city.ReportAsync();
        var (stall, _) = await city.ReportAsync(TestPack.Stall);
        await city.DoAsync(Here, Rain(city, 2), Hq);
        var centre = await city.PageAsync("/console/command/centre?situation=rain", Hq);
        Assert.Contains(rubbish, centre);
        Assert.DoesNotContain(stall, centre);
        Assert.Contains("情景：暴雨", centre);
        Assert.Contains("无人值守", centre);
        Assert.Contains("1 个值班台无人值守", await city.PageAsync("/wall", "office"));
        await city.DoAsync("/api/v1/desk/c-hq/take-over", new { }, Hq);
        Assert.DoesNotContain(
            "无人值守", await city.PageAsync("/console/command/centre?situation=rain", Hq));
        Assert.Contains("情景：暴雨", await city.PageAsync("/console/desk", Hq));
        // A package that is changed changes no situation that is on.
        await city.DoAsync(Packages, Package(classes: TestPack.Stall));
        Assert.DoesNotContain(
            stall, await city.PageAsync("/console/command/centre?situation=rain", Hq));
    }

    private static async Task<TestCity> PackedAsync(DatabaseEngine engine)
    {
        var city = await CommandedCity.StartAsync(engine);
        await city.DoAsync(Packages, Package());
        return city;
    }

    private static async Task<int> RunningAsync(TestCity city) =>
        (await city.GetAsync(Here, "water")).GetProperty("running").GetArrayLength();

    private static async Task<Case> DispatchedAsync(
        TestCity city, string @class = TestPack.Rubbish)
    {
        var (number, _) = await city.ReportAsync(@class);
        await city.ActAsync("office", number, "accept");
        await city.ActAsync("office", number, "dispatch");
        return await CaseAsync(city, number);
    }

    private static async Task<Case> CaseAsync(TestCity city, string number)
    {
        await using var context = city.City.Database.OpenContext();
        return await context.Set<Case>().SingleAsync(row => row.Number == number);
    }

    private static string In(TestCity city, int hours) =>
        city.Time.GetUtcNow().AddHours(hours).ToString("O", CultureInfo.InvariantCulture);

    private static object Rain(TestCity city, int hours) => new
    {
        package = "rain", reason = "暴雨橙色预警", until = In(city, hours),
    };

    private static object Package(
        string classes = TestPack.Rubbish, string bodies = "c-hq") => new
    {
        code = "rain", nameZh = "暴雨", doesZh = "巡查积水点", classes, bodies, isUrgent = true,
    };
}
