using System.Globalization;
using System.Net;
using System.Text.Json;
using CivicLoop.Domain;
using CivicLoop.Domain.Command;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Command;
using CivicLoop.Modules.Command.Contracts;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Notices;
using CivicLoop.Tests.City;
using CivicLoop.Tests.Database;
using CivicLoop.Tests.Http.Cases;
using CivicLoop.Tests.Http.Responsibilities;
using CivicLoop.Tests.Http.Tasks;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Tests.Http.Command;

/// <summary>Words of headquarters to people on site, and their receipts.</summary>
public sealed class BroadcastTests
{
    private const string Here = "/api/v1/broadcasts";
    private const string Hq = "headquarters";
    private const int Many = 20_000;

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task It_reaches_who_works_on_site_there_and_each_says_that_it_arrived(
        DatabaseEngine engine)
    {
        await using var city = await CommandedCity.StartAsync(engine);
        var (west, water) = (await SeatAsync(city, TestPack.WestBureau),
            await SeatAsync(city, TestPack.Water));
        await SeatAsync(city, TestPack.WestBureau, "unit-head");
        var reach = await city.DoAsync($"{Here}/reach", Rain(city), Hq);
        Assert.Equal((2, 2), (reach.Number("people"), reach.Number("units")));
        var sent = await city.DoAsync(Here, Rain(city), Hq);
        Assert.Equal((2, 2), (sent.Number("people"), sent.Number("unitCount")));

        // Who comes later is not reached; the one of the west gives the receipt, twice.
        await SeatAsync(city, TestPack.Water);
        var waiting = await city.GetAsync($"{Here}/waiting", west);
        Assert.Equal("暴雨预警", Items(waiting).Single().GetProperty("title").GetString());
        var pack = await city.GetAsync("/api/v1/field/pack", west);
        Assert.Equal(1, pack.GetProperty("broadcasts").GetArrayLength());
        var receipt = $"{Here}/{sent.Id()}/receipt";
        var first = await city.DoAsync(receipt, new { }, west);
        city.Time.Advance(TimeSpan.FromMinutes(5));
        var again = await city.DoAsync(receipt, new { }, west);
        Assert.Equal(
            first.GetProperty("receivedAt").GetString(),
            again.GetProperty("receivedAt").GetString());
        Assert.Empty(Items(await city.GetAsync($"{Here}/waiting", west)));
        Assert.Equal(ProblemCode.NotFound, await city.RefuseAsync(receipt, new { }, "bureau"));
        Assert.Equal(ProblemCode.SignInRequired, await city.RefuseAsync(receipt, new { }, ""));

        var file = await city.GetAsync($"{Here}/{sent.Id()}", Hq);
        Assert.Equal((1, 1, 1), Counts(file));
        Assert.Equal(
            TestPack.Water, file.GetProperty("units")[0].GetProperty("unit").GetString());
        Assert.Equal(1, Items(await city.GetAsync(Here, Hq)).Single().Number("received"));
        Assert.Contains("1 / 2", await city.PageAsync("/console/command/broadcasts", Hq));
        var all = await city.GetAsync($"{Here}/{sent.Id()}?show=All", Hq);
        Assert.Equal(2, all.GetProperty("units").GetArrayLength());
        Assert.DoesNotContain(water, all.GetRawText());
        var page = await city.PageAsync($"/console/command/broadcasts/{sent.Id()}", Hq);
        Assert.Contains("再提醒一次（1 人）", page);
        Assert.DoesNotContain("现场人员 ", page);
        Assert.Equal(
            new[] { west, water }.Order().Select(who => ("broadcast-urgent", who)),
            await ToldAsync(city));
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Those_missing_are_reminded_once_and_who_left_is_not_missing(
        DatabaseEngine engine)
    {
        await using var city = await CommandedCity.StartAsync(engine);
        var stays = await SeatAsync(city, TestPack.Water);
        var answers = await SeatAsync(city, TestPack.Water);
        await SeatAsync(city, TestPack.WestBureau, until: TestCity.Start.AddHours(1));
        var sent = await city.DoAsync(Here, Rain(city), Hq);
        await city.DoAsync($"{Here}/{sent.Id()}/receipt", new { }, answers);
        city.Time.Advance(TimeSpan.FromHours(1));
        Assert.Equal((1, 1, 1), Counts(await city.GetAsync($"{Here}/{sent.Id()}", Hq)));
        var reminded = await city.DoAsync($"{Here}/{sent.Id()}/remind", new { }, Hq);
        Assert.Equal(1, reminded.Number("reminded"));
        Assert.Equal(
            ProblemCode.BroadcastReminded,
            await city.RefuseAsync($"{Here}/{sent.Id()}/remind", new { }, Hq));
        Assert.Contains(("broadcast-reminder", stays), await ToldAsync(city));
        Assert.DoesNotContain(("broadcast-reminder", answers), await ToldAsync(city));

        Assert.Equal(
            ProblemCode.FieldRequired,
            await city.RefuseAsync($"{Here}/{sent.Id()}/end", new { words = " " }, Hq));
        await city.DoAsync($"{Here}/{sent.Id()}/end", new { words = "预警解除" }, Hq);
        Assert.Empty(Items(await city.GetAsync($"{Here}/waiting", stays)));
        Assert.Contains(("broadcast-ended", answers), await ToldAsync(city));
        Assert.Equal(
            ProblemCode.BroadcastOver,
            await city.RefuseAsync($"{Here}/{sent.Id()}/remind", new { }, Hq));
        // A phone that had no network gives its receipt later.
        await city.DoAsync($"{Here}/{sent.Id()}/receipt", new { }, stays);
        Assert.Contains(
            "预警解除", await city.PageAsync($"/console/command/broadcasts/{sent.Id()}", Hq));
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Only_a_command_body_sends_and_only_it_reads_what_came_back(
        DatabaseEngine engine)
    {
        await using var city = await CommandedCity.StartAsync(engine);
        var worker = await SeatAsync(city, TestPack.Water);
        foreach (var (who, body, problem) in new (string, object, ProblemCode)[]
        {
            ("office", Rain(city), ProblemCode.NotPermitted),
            ("bureau", Rain(city), ProblemCode.NotPermitted),
            ("", Rain(city), ProblemCode.SignInRequired),
            (Hq, Rain(city, hours: -1), ProblemCode.BroadcastEndUnfit),
            (Hq, Rain(city, hours: 8 * 24), ProblemCode.BroadcastEndUnfit),
            (Hq, Rain(city, area: "990199000000"), ProblemCode.UnknownValue),
            (Hq, Rain(city, area: null), ProblemCode.FieldRequired),
            (Hq, Rain(city, area: null, unit: "nobody"), ProblemCode.UnitNotKnown),
            (Hq, Rain(city, area: TestPack.East), ProblemCode.BroadcastReachesNobody),
        })
        {
            Assert.Equal(problem, await city.RefuseAsync(Here, body, who));
        }

        var sent = await city.DoAsync(Here, Rain(city), Hq);
        foreach (var who in new[] { "office", "water", worker })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"{Here}/{sent.Id()}");
            request.Headers.Add(TestCallers.Header, who);
            using var answer = await city.Http.SendAsync(request);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }

        city.Time.Advance(TimeSpan.FromSeconds(1));
        await city.DoAsync(Here, Rain(city), Hq);
        var list = await city.GetAsync($"{Here}?limit=1", Hq);
        var next = list.GetProperty("next").GetString();
        var rest = await city.GetAsync($"{Here}?limit=1&after={next}", Hq);
        Assert.Equal(sent.Id(), Items(rest).Single().Id());
        Assert.False(rest.TryGetProperty("next", out _));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Twenty_thousand_are_told_and_counted_with_as_many_queries_as_two(
        DatabaseEngine engine)
    {
        await using var city = await CommandedCity.StartAsync(engine);
        var few = await SeatAsync(city, TestPack.Water);
        var small = (await city.DoAsync(Here, Rain(city), Hq)).Id();
        await SeatAsync(city, [.. Enumerable.Repeat(TestPack.WestBureau, Many)], null, null);
        var watch = System.Diagnostics.Stopwatch.StartNew();
        var large = await city.DoAsync(Here, Rain(city), Hq);
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(30));
        Assert.Equal(Many + 1, large.Number("people"));
        await city.DoAsync($"{Here}/{large.Id()}/receipt", new { }, few);
        var lists = city.Service<BroadcastLists>();
        watch.Restart();
        var queries = await QueryCount.OfAsync(() => ShowAsync(lists, large.Id()));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        Assert.Equal(await QueryCount.OfAsync(() => ShowAsync(lists, small)), queries);
        Assert.InRange(queries, 1, 8);
        Assert.Equal((1, Many, 1), Counts(await city.GetAsync($"{Here}/{large.Id()}", Hq)));
        // Nothing of it waits to be delivered before the notices of others.
        await using var context = city.City.Database.OpenContext();
        Assert.Equal(0, await context.Set<OutboxMessage>().CountAsync(
            row => row.SentAt == null && row.Template.StartsWith("broadcast")));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_demonstration_city_has_one_that_half_of_them_answered(
        DatabaseEngine engine)
    {
        var pack = TestPack.Create();
        await using var city = await TestCity.StartAsync(engine, pack with
        {
            Organizations =
            [
                .. pack.Organizations,
                new Organization(
                    "c-hq", OrganizationTree.Command, null, "/c-hq/", "总指挥部办公室", "Office",
                    "office", null),
            ],
        });
        var play = city.Service<PlayBroadcasts>();
        var stop = TestContext.Current.CancellationToken;
        // Where nobody works on site there is nothing to play.
        Assert.Null(await play.RunAsync(stop));
        await SeatAsync(city, [.. Enumerable.Repeat(TestPack.Water, 5)], null, null);
        Assert.Null(await play.RunAsync(stop));
        var id = Items(await city.GetAsync(Here, Hq)).Single().Id();
        Assert.Equal((3, 2, 1), Counts(await city.GetAsync($"{Here}/{id}", Hq)));
    }

    private static async Task ShowAsync(BroadcastLists lists, string id) =>
        Assert.Null((await lists.FindAsync(
            Guid.Parse(id), BroadcastShow.Missing, TestCallers.Headquarters, null, 50,
            TestContext.Current.CancellationToken)).Problem);

    private static JsonElement.ArrayEnumerator Items(JsonElement answer) =>
        answer.GetProperty("items").EnumerateArray();

    private static (int Received, int Missing, int Units) Counts(JsonElement file) =>
        (file.Number("received"), file.Number("missing"), file.Number("missingUnits"));

    private static async Task<IReadOnlyList<(string Template, string To)>> ToldAsync(TestCity city)
    {
        await using var context = city.City.Database.OpenContext();
        return
        [
            .. (await context.Set<OutboxMessage>()
                    .Where(row => row.Template.StartsWith("broadcast"))
                    .OrderBy(row => row.MadeAt).ToListAsync())
                .Select(row => (row.Template, row.Recipient)).Order(),
        ];
    }

    private static object Rain(
        TestCity city, int hours = 3, string? area = "990100000000", string? unit = null) => new
    {
        headline = "暴雨预警", text = "请检查责任路段的雨水箅子", isUrgent = true,
        until = city.Time.GetUtcNow().AddHours(hours).ToString("O", CultureInfo.InvariantCulture),
        areas = area is null ? Array.Empty<string>() : [area],
        units = unit is null ? Array.Empty<string>() : [unit],
    };

    private static async Task<string> SeatAsync(
        TestCity city, string unit, string role = BuiltInRoles.Handler,
        DateTimeOffset? until = null) =>
        (await SeatAsync(city, [unit], role, until))[0];

    private static async Task<IReadOnlyList<string>> SeatAsync(
        TestCity city, IReadOnlyList<string> units, string? role, DateTimeOffset? until)
    {
        var accounts = new List<Guid>();
        await city.City.Database.WriteAsync(async session =>
        {
            accounts.Clear();
            foreach (var unit in units)
            {
                var id = Ids.New(city.Time.GetUtcNow());
                var account = AccountWriter.New($"{id:N}"[..32], "现场人员 ", TestCity.Start);
                accounts.Add(account.Id);
                await session.InsertAsync(account);
                await session.InsertAsync(new Post
                {
                    Id = id, AccountId = account.Id, OrganizationCode = unit,
                    RoleCode = role ?? BuiltInRoles.Handler, ScopePath = null, ScopeArea = null,
                    FromAt = TestCity.Start.AddDays(-1), UntilAt = until,
                });
            }

            return (Outcome<bool>)true;
        });
        return [.. accounts.Select(ActingCaller.ActorOf)];
    }
}
