using System.Net;
using System.Text.Json;
using CivicLoop.Commands;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.WhatIf;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;
using CivicLoop.Tests.Http.Cases;
using CivicLoop.Tests.Http.Responsibilities;

namespace CivicLoop.Tests.Http.WhatIf;

/// <summary>What can be tried, by whom, and that a city's own cases are what is played.</summary>
public sealed class WhatIfTests
{
    private const string Api = "/api/v1/what-if";
    private const string Days = "from=2026-11-20&to=2026-11-27";

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task The_load_of_the_days_asked_for_is_played_and_a_change_is_told_apart(
        DatabaseEngine engine)
    {
        await using var city = await BusyAsync(engine);
        var present = await city.GetAsync($"{Api}?{Days}", "office");
        Assert.Equal(3, present.GetProperty("cases").GetInt32());
        var seen = present.GetProperty("city").GetProperty("measures");
        // One was done in its four hours, one came too late, one lies beyond its limit.
        Assert.Equal(
            1 / 3.0, seen.GetProperty("OnTime").GetProperty("seen").GetDouble(), 1e-9);
        Assert.Equal(1, seen.GetProperty("Left").GetProperty("seen").GetDouble());
        Assert.Equal("TooFew", present.GetProperty("city").GetProperty("fit").GetString());
        Assert.All(
            seen.EnumerateObject(), one => Assert.False(Is(one.Value.GetProperty("isClear"))));

        var nobody = await city.GetAsync(
            $"{Api}?{Days}&staff={TestPack.WestBureau}=0", "office");
        var left = nobody.GetProperty("city").GetProperty("measures").GetProperty("Left");
        Assert.Equal(3, left.GetProperty("after").GetProperty("mean").GetDouble());
        Assert.True(Is(left.GetProperty("isClear")));
        var moved = await city.GetAsync(
            $"{Api}?{Days}&route=E01@{TestPack.West}={TestPack.Water}", "office");
        Assert.Equal(3, Unit(moved, TestPack.Water).GetProperty("casesAfter").GetInt32());
        Assert.Equal(0, Unit(moved, TestPack.WestBureau).GetProperty("casesAfter").GetInt32());
        var longer = await city.GetAsync(
            $"{Api}?{Days}&limit={TestPack.Rubbish}=400", "office");
        var rate = longer.GetProperty("city").GetProperty("measures").GetProperty("OnTime");
        Assert.True(
            rate.GetProperty("after").GetProperty("mean").GetDouble()
            >= rate.GetProperty("before").GetProperty("mean").GetDouble());
        var before = await city.GetAsync($"{Api}?from=2026-11-01&to=2026-11-23", "office");
        Assert.Equal(0, before.GetProperty("cases").GetInt32());
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task What_cannot_be_tried_is_refused_by_its_field_and_nobody_else_may_ask(
        DatabaseEngine engine)
    {
        await using var city = await BusyAsync(engine);
        foreach (var (query, code, field) in new[]
        {
            ("staff=nobody=2", ProblemCode.UnknownValue, ReadAsk.StaffField),
            ("staff=d-cg", ProblemCode.WhatIfChangeUnfit, ReadAsk.StaffField),
            ("staff=d-cg=many", ProblemCode.WhatIfChangeUnfit, ReadAsk.StaffField),
            ("staff=d-cg=99999", ProblemCode.LimitTooLarge, ReadAsk.StaffField),
            ("limit=E9999=4", ProblemCode.UnknownValue, ReadAsk.LimitField),
            ("limit=E0102.7=4", ProblemCode.UnknownValue, ReadAsk.LimitField),
            ("limit=E0199=4", ProblemCode.UnknownValue, ReadAsk.LimitField),
            ("limit=E0102=-4", ProblemCode.WhatIfChangeUnfit, ReadAsk.LimitField),
            ("route=E01@nowhere=d-cg", ProblemCode.UnknownValue, ReadAsk.RouteField),
            ("route=X@990101000000=d-cg", ProblemCode.UnknownValue, ReadAsk.RouteField),
            ("route=E01=nobody", ProblemCode.UnknownValue, ReadAsk.RouteField),
            ("from=soon", ProblemCode.FieldInvalid, "from"),
            ("to=2027-01-01", ProblemCode.FieldInvalid, "to"),
            ("from=2026-11-20&to=2026-11-01", ProblemCode.DateRangeInvalid, "from"),
        })
        {
            var (refused, named) = await RefusedAsync(city, query, "office");
            Assert.True((code, field) == (refused, named), $"{query}: {refused} {named}");
        }

        foreach (var who in new[] { "bureau", "west", "nobody" })
        {
            Assert.NotEqual(default, (await RefusedAsync(city, Days, who)).Code);
        }

        await city.PageAsync($"{WhatIfPage.Here}?{Days}", "west", HttpStatusCode.Found);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task The_page_keeps_what_was_typed_in_its_address_and_gives_it_as_a_file(
        DatabaseEngine engine)
    {
        await using var city = await BusyAsync(engine);
        using var sent = await SendAsync(
            city, $"{WhatIfPage.Here}?{Days}&unit=d-cg-990101&hands=%2B2&unit=&hands="
            + "&limitClass=&limitTo=&routeClass=E01&routeArea=&routeUnit=d-water", "office");
        Assert.Equal(HttpStatusCode.Redirect, sent.StatusCode);
        var address = sent.Headers.Location!.OriginalString;
        Assert.Contains("staff=d-cg-990101%3D%2B2", address);
        var page = await city.PageAsync(address, "office", HttpStatusCode.OK);
        Assert.Contains("value=\"d-cg-990101\"", page);
        Assert.Contains("value=\"+2\"", page);
        Assert.Contains("data-fit=\"TooFew\"", page);
        Assert.Contains("value=\"d-water\"", page);
        var file = await city.PageAsync($"{address}&handler=Csv", "office", HttpStatusCode.OK);
        Assert.Contains("按期处置率", file);
        Assert.Contains("d-water", file);

        var wrong = await city.PageAsync(
            $"{WhatIfPage.Here}?{Days}&staff=d-cg%3Dmany", "office", HttpStatusCode.BadRequest);
        Assert.Contains("value=\"many\"", wrong);
        Assert.Contains("id=\"staffChange-problem\"", wrong);
    }

    [Fact]
    public async Task The_command_tries_changes_and_names_the_option_that_is_wrong()
    {
        await using var city = await BusyAsync(DatabaseEngine.Sqlite);
        Assert.Equal(0, await CommandAsync(city));
        Assert.Equal(0, await CommandAsync(city, "--json"));
        Assert.Equal(
            0, await CommandAsync(city, "--staff", "d-cg-990101=+2", "--limit", "E0102=8",
                "--route", "E01@990101000000=d-water"));
        Assert.Equal(1, await CommandAsync(city, "--staff", "d-cg-990101"));
        Assert.Equal(1, await CommandAsync(city, "--route", "E01@nowhere=d-water"));
    }

    private static Task<int> CommandAsync(TestCity city, params string[] more) =>
        SimulateCommand.Build().Parse(
            [
                "what-if", "--data", city.Options.Data, "--from", "2026-11-20",
                "--to", "2026-11-24", .. more,
            ]).InvokeAsync();

    // Three cases at the bureau: done in time, done late, not done.
    private static async Task<TestCity> BusyAsync(DatabaseEngine engine)
    {
        var city = await TestCity.StartAsync(engine);
        var numbers = new List<string>();
        for (var n = 0; n < 3; n++)
        {
            var (number, _) = await city.ReportAsync();
            await city.ActAsync("office", number, "accept");
            await city.ActAsync(
                "office", number, "dispatch", new { unit = TestPack.WestBureau });
            numbers.Add(number);
        }

        city.Time.Advance(TimeSpan.FromHours(1));
        await city.ActAsync("bureau", numbers[0], "rectify", new { text = "已清运" });
        city.Time.Advance(TimeSpan.FromDays(1));
        await city.ActAsync("bureau", numbers[1], "rectify", new { text = "已清运" });
        city.Time.Advance(TimeSpan.FromDays(2));
        return city;
    }

    private static JsonElement Unit(JsonElement result, string code) =>
        result.GetProperty("units").EnumerateArray()
            .Single(one => one.GetProperty("code").GetString() == code);

    private static bool Is(JsonElement value) => value.ValueKind == JsonValueKind.True;

    private static async Task<(ProblemCode Code, string? Field)> RefusedAsync(
        TestCity city, string query, string who)
    {
        using var answer = await SendAsync(city, $"{Api}?{query}", who);
        var body = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.True((int)answer.StatusCode >= 400, $"{query}: {body}");
        return (
            (ProblemCode)body.GetProperty("number").GetInt32(),
            body.TryGetProperty("field", out var field) ? field.GetString() : null);
    }

    private static async Task<HttpResponseMessage> SendAsync(
        TestCity city, string address, string who)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add(TestCallers.Header, who);
        return await city.Http.SendAsync(request);
    }
}
