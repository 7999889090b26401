using System.Net;
using System.Text.Json;
using CivicLoop.Domain.Burden;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Notices;
using CivicLoop.Tests.City;
using CivicLoop.Tests.Http.Cases;
using CivicLoop.Tests.Http.Responsibilities;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Tests.Http.Command;

/// <summary>Directives of headquarters on their way through units.</summary>
public sealed class DirectiveTests
{
    private const string Here = "/api/v1/directives";
    private const string Hq = "headquarters";

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_unit_acknowledges_and_reports_and_headquarters_judge(
        DatabaseEngine engine)
    {
        await using var city = await CommandedCity.StartAsync(engine);
        var (number, _) = await city.ReportAsync();
        var sent = await city.DoAsync(
            Here, Body([TestPack.WestBureau], ["t-east"], [number]), Hq);
        var id = sent.GetProperty("id").GetGuid();
        Assert.Equal("2026-1", sent.GetProperty("number").GetString());
        // Ten working hours of eight a day from ten o'clock on Tuesday: noon on Wednesday.
        Assert.Equal(TestCity.Start.AddHours(26), sent.GetProperty("dueAt").GetDateTimeOffset());
        var order = await OnlyOrderAsync(city, "bureau");
        Assert.Equal(id, order.Directive);
        Assert.Contains(number, await city.PageAsync($"/console/directives/{id}", "bureau"));
        Assert.Contains("排查积水", await city.PageAsync("/console/directives?box=Unit", "bureau"));
        var ofCase = await city.PageAsync($"/console/cases/{number}", "office");
        Assert.Contains($"/console/directives/{id}\">2026-1<", ofCase);
        Assert.DoesNotContain("排查积水", ofCase);
        await city.PageAsync($"/console/directives/{id}", "water", HttpStatusCode.NotFound);
        await city.PageAsync($"/console/directives/{id}", "west", HttpStatusCode.NotFound);

        var steps = $"{Here}/{id}/orders/{order.Order}/steps";
        Assert.Equal(
            ProblemCode.NotPermitted,
            await city.RefuseAsync(steps, new { command = "Acknowledge" }, "office"));
        Assert.Equal(
            ProblemCode.DirectiveNotYours,
            await city.RefuseAsync(steps, new { command = "Acknowledge" }, "water"));
        Assert.Equal(
            ProblemCode.DirectiveNotNow,
            await city.RefuseAsync(steps, new { command = "Report", text = "已排查" }, "bureau"));
        await city.DoAsync(steps, new { command = "Acknowledge" }, "bureau");
        await city.DoAsync(steps, new { command = "Report", text = "已排查" }, "bureau");
        await city.DoAsync(steps, new { command = "Return", text = "缺清单", hours = 4 }, Hq);
        await city.DoAsync(steps, new { command = "Report", text = "清单已报" }, "bureau");
        var done = await city.DoAsync(steps, new { command = "Accept" }, Hq);
        Assert.Equal("Accepted", done.GetProperty("state").GetString());
        Assert.Contains("缺清单", await city.PageAsync($"/console/directives/{id}", "bureau"));
        Assert.Equal(
            ProblemCode.DirectiveNotNow,
            await city.RefuseAsync(steps, new { command = "Withdraw", text = "误发" }, Hq));
        Assert.Equal(
            ["directive-accepted", "directive-copy", "directive-issued", "directive-reported",
                "directive-reported", "directive-returned"],
            await TemplatesAsync(city));
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_unit_hands_it_down_the_chain_and_the_burden_goes_along(
        DatabaseEngine engine)
    {
        await using var city = await CommandedCity.StartAsync(engine);
        var sent = await city.DoAsync(Here, Body(["t-west", TestPack.Water]), Hq);
        var id = sent.GetProperty("id").GetGuid();
        var order = await OnlyOrderAsync(city, "west");
        var steps = $"{Here}/{id}/orders/{order.Order}/steps";
        Assert.Equal(
            ProblemCode.DirectiveNotBelow,
            await city.RefuseAsync(
                steps, new { command = "Forward", unit = TestPack.Water }, "west"));
        await city.DoAsync(
            steps, new { command = "Forward", unit = "t-west-1-1", text = "请今天办" }, "west");
        Assert.Equal(
            ProblemCode.DirectiveNotYours,
            await city.RefuseAsync(steps, new { command = "Acknowledge" }, "west"));
        await using (var context = city.City.Database.OpenContext())
        {
            var ask = await context.Set<BurdenAsk>()
                .SingleAsync(row => row.SourceId == order.Order);
            Assert.Equal(("directive", "t-west-1-1"), (ask.Source, ask.UnitCode));
        }

        await city.DoAsync(steps, new { command = "Acknowledge" }, "community");
        await city.DoAsync(steps, new { command = "Report", text = "已排空" }, "community");
        // The unit it was addressed to still sees it, and what became of it, but not the others'.
        var seen = await city.GetAsync($"{Here}/{id}", "west");
        var only = Assert.Single(seen.GetProperty("orders").EnumerateArray());
        Assert.Equal(
            "t-west-1-1", only.GetProperty("order").GetProperty("holder").GetString());
        Assert.Equal(
            ["Issue", "Forward", "Acknowledge", "Report"],
            only.GetProperty("steps").EnumerateArray()
                .Select(step => step.GetProperty("command").GetString()));
        Assert.Equal(
            2,
            (await city.GetAsync($"{Here}/{id}", Hq)).GetProperty("orders").GetArrayLength());
        await city.DoAsync(steps, new { command = "Withdraw", text = "雨停" }, Hq);
        await using (var context = city.City.Database.OpenContext())
        {
            Assert.Equal(
                AskOutcome.Withdrawn,
                (await context.Set<BurdenAsk>().SingleAsync(row => row.SourceId == order.Order))
                    .Outcome);
        }

        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_unit_takes_back_what_it_handed_on_until_the_one_below_has_reported(
        DatabaseEngine engine)
    {
        await using var city = await CommandedCity.StartAsync(engine);
        var sent = await city.DoAsync(Here, Body(["t-west"]), Hq);
        var id = sent.GetProperty("id").GetGuid();
        var order = await OnlyOrderAsync(city, "west");
        var steps = $"{Here}/{id}/orders/{order.Order}/steps";
        var taken = new { command = "TakeBack", text = "由本单位直接办理" };
        Assert.Equal(
            ProblemCode.DirectiveNotYours, await city.RefuseAsync(steps, taken, "west"));
        await city.DoAsync(steps, new { command = "Forward", unit = "t-west-1-1" }, "west");
        await city.DoAsync(steps, new { command = "Acknowledge" }, "community");
        foreach (var who in new[] { "community", "water" })
        {
            Assert.Equal(
                ProblemCode.DirectiveNotYours, await city.RefuseAsync(steps, taken, who));
        }

        Assert.Equal(ProblemCode.NotPermitted, await city.RefuseAsync(steps, taken, Hq));
        Assert.Equal(
            ProblemCode.FieldRequired,
            await city.RefuseAsync(steps, new { command = "TakeBack", text = " " }, "west"));
        Assert.Contains(
            "value=\"TakeBack\"", await city.PageAsync($"/console/directives/{id}", "west"));
        var back = await city.DoAsync(steps, taken, "west");
        Assert.Equal(
            ("t-west", "Acknowledged"),
            (back.GetProperty("holder").GetString(), back.GetProperty("state").GetString()));
        Assert.Equal(
            ProblemCode.DirectiveNotYours,
            await city.RefuseAsync(steps, new { command = "Report", text = "已办" }, "community"));
        await using (var context = city.City.Database.OpenContext())
        {
            var ask = await context.Set<BurdenAsk>()
                .SingleAsync(row => row.SourceId == order.Order);
            Assert.Equal("t-west", ask.UnitCode);
            Assert.Equal(
                "org:t-west-1-1",
                (await context.Set<OutboxMessage>()
                    .SingleAsync(row => row.Template == "directive-taken-back")).Recipient);
        }

        // Handed on anew and reported, it is no longer to be had.
        await city.DoAsync(steps, new { command = "Forward", unit = "t-west-1" }, "west");
        await city.DoAsync(steps, new { command = "Forward", unit = "t-west-1-1" }, "street");
        await city.DoAsync(steps, new { command = "Acknowledge" }, "community");
        await city.DoAsync(steps, new { command = "Report", text = "已办" }, "community");
        foreach (var who in new[] { "west", "street" })
        {
            Assert.Equal(
                ProblemCode.DirectiveNotNow, await city.RefuseAsync(steps, taken, who));
        }

        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task What_is_overdue_is_counted_and_a_list_goes_on_where_it_stopped(
        DatabaseEngine engine)
    {
        await using var city = await CommandedCity.StartAsync(engine);
        foreach (var _ in Enumerable.Range(0, 3))
        {
            await city.DoAsync(Here, Body([TestPack.WestBureau, TestPack.Water]), Hq);
        }

        var first = await city.GetAsync($"{Here}?box=Body&limit=4", Hq);
        Assert.Equal(4, first.GetProperty("items").GetArrayLength());
        var next = first.GetProperty("next").GetString();
        var last = await city.GetAsync($"{Here}?box=Body&limit=4&after={next}", Hq);
        Assert.Equal(2, last.GetProperty("items").GetArrayLength());
        Assert.Equal(0, Count(first, "overdue"));
        city.Time.Advance(TimeSpan.FromDays(3));
        var late = await city.GetAsync($"{Here}?box=Body&show=Overdue", Hq);
        Assert.Equal(6, late.GetProperty("items").GetArrayLength());
        Assert.Equal((6, 6), (Count(late, "overdue"), Count(late, "unread")));
        Assert.Equal(3, Count(await city.GetAsync(Here, "water"), "overdue"));
        Assert.Equal(0, Count(await city.GetAsync(Here, "west"), "open"));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Only_a_command_body_directs_units_that_are_there(DatabaseEngine engine)
    {
        await using var city = await CommandedCity.StartAsync(engine);
        Assert.Equal(
            ProblemCode.NotPermitted,
            await city.RefuseAsync(Here, Body([TestPack.Water]), "office"));
        Assert.Equal(
            ProblemCode.UnitNotKnown, await city.RefuseAsync(Here, Body(["nobody"]), Hq));
        Assert.Equal(
            ProblemCode.NotFound,
            await city.RefuseAsync(Here, Body([TestPack.Water], [], ["990101-1"]), Hq));
        Assert.Equal(
            ProblemCode.DirectiveUnitUnfit, await city.RefuseAsync(Here, Body(["c-hq"]), Hq));
        Assert.Equal(
            ProblemCode.DirectiveDuePast,
            await city.RefuseAsync(
                Here, Body([TestPack.Water]) with { Hours = null, Due = "2026-11-24T09:00" },
                Hq));
        var exact = await city.DoAsync(
            Here, Body([TestPack.Water]) with { Hours = null, Due = "2026-11-24T18:30" }, Hq);
        Assert.Equal(
            new DateTimeOffset(2026, 11, 24, 10, 30, 0, TimeSpan.Zero),
            exact.GetProperty("dueAt").GetDateTimeOffset());
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_refused_directive_keeps_what_was_typed(DatabaseEngine engine)
    {
        await using var city = await CommandedCity.StartAsync(engine);
        var (status, _, text) = await city.FormAsync(
            "/console/directives/new", "/console/directives/new", Hq,
            ("headline", "排查积水"), ("text", "逐条街巷排查"), ("basisName", "防汛预案"),
            ("units", "没有这个单位"), ("hours", "8"));
        Assert.Equal(HttpStatusCode.Conflict, status);
        Assert.Contains("逐条街巷排查", text);
        Assert.Contains("没有这个单位", text);
        Assert.Contains("units-problem", text);
    }

    private static int Count(JsonElement list, string name) =>
        list.GetProperty("counts").GetProperty(name).GetInt32();

    private static async Task<(Guid Directive, Guid Order)> OnlyOrderAsync(
        TestCity city, string caller)
    {
        var list = await city.GetAsync(Here, caller);
        var only = Assert.Single(list.GetProperty("items").EnumerateArray());
        return (
            only.GetProperty("directive").GetProperty("id").GetGuid(),
            only.GetProperty("order").GetProperty("id").GetGuid());
    }

    private static async Task<List<string>> TemplatesAsync(TestCity city)
    {
        await using var context = city.City.Database.OpenContext();
        return await context.Set<OutboxMessage>()
            .Where(row => row.Template.StartsWith("directive-"))
            .OrderBy(row => row.Template).Select(row => row.Template).ToListAsync();
    }

    private static DirectiveBody Body(
        string[] units, string[]? copies = null, string[]? cases = null) =>
        new("排查积水", "逐条街巷排查并报清单", "防汛预案", units, copies ?? [], cases ?? [], null, 10);

    private sealed record DirectiveBody(
        string Headline, string Text, string BasisName, string[] Units, string[] Copies,
        string[] Cases, string? Due, int? Hours);
}
