using System.Net;
using System.Text.Json;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;
using CivicLoop.Tests.Http.Cases;
using CivicLoop.Tests.Http.Responsibilities;

namespace CivicLoop.Tests.Http.Command;

/// <summary>The duty desk of headquarters over a change of watch.</summary>
public sealed class DeskTests
{
    private const string Here = "/api/v1/desk/c-hq";
    private const string Hq = "headquarters";
    private const string Next = "next-watch";

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_watch_is_handed_over_with_its_open_points(DatabaseEngine engine)
    {
        await using var city = await CommandedCity.StartAsync(engine);
        var (number, _) = await city.ReportAsync();
        Assert.Equal(
            ProblemCode.DeskNotOnWatch,
            await city.RefuseAsync($"{Here}/entries", Entry(), Hq));
        await city.DoAsync($"{Here}/take-over", new { }, Hq);
        await city.DoAsync($"{Here}/entries", Entry(number), Hq);
        city.Time.Advance(TimeSpan.FromHours(1));
        var open = await city.DoAsync($"{Here}/entries", Entry() with { IsOpen = true }, Hq);
        Assert.Equal(
            ProblemCode.NotFound,
            await city.RefuseAsync($"{Here}/entries", Entry("990101-none"), Hq));
        await city.DoAsync($"{Here}/hand-over", new { handover = "请关注积水" }, Hq);
        city.Time.Advance(TimeSpan.FromMinutes(1));

        await city.DoAsync($"{Here}/take-over", new { }, Next);
        var desk = await city.GetAsync(Here, Next);
        Assert.Equal(
            "请关注积水", desk.GetProperty("before").GetProperty("handover").GetString());
        Assert.Equal(1, desk.GetProperty("open").GetArrayLength());
        var settle = $"{Here}/entries/{open.Id()}/supplements";
        Assert.Equal(
            ProblemCode.DeskNotOnWatch,
            await city.RefuseAsync(settle, new { text = "已排空", settles = true }, Hq));
        await city.DoAsync(settle, new { text = "已排空", settles = true }, Next);
        Assert.Equal(
            ProblemCode.DeskPointSettled,
            await city.RefuseAsync(settle, new { text = "再排", settles = true }, Next));
        var after = await city.GetAsync(Here, Next);
        Assert.Equal(0, after.GetProperty("open").GetArrayLength());
        var entries = after.GetProperty("entries").EnumerateArray().ToList();
        Assert.Equal(2, entries.Count);
        Assert.Equal("已排空", Supplement(entries[0]));
        var page = await city.PageAsync("/console/desk?body=c-hq&day=2026-11-24", Next);
        Assert.Contains(number, page);
        Assert.Contains("已排空", page);
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Who_left_without_handing_over_is_relieved_with_a_reason(
        DatabaseEngine engine)
    {
        await using var city = await CommandedCity.StartAsync(engine);
        await city.DoAsync($"{Here}/take-over", new { }, Hq);
        city.Time.Advance(TimeSpan.FromHours(9));
        Assert.Equal(
            ProblemCode.FieldRequired,
            await city.RefuseAsync($"{Here}/take-over", new { }, Next));
        await city.DoAsync($"{Here}/take-over", new { reason = "对方已离岗" }, Next);
        Assert.Equal(
            ProblemCode.DeskNotOnWatch,
            await city.RefuseAsync($"{Here}/entries", Entry(), Hq));
        Assert.Contains("对方已离岗", await city.PageAsync("/console/desk", Hq));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_log_is_read_by_its_body_and_goes_on_where_it_stopped(
        DatabaseEngine engine)
    {
        await using var city = await CommandedCity.StartAsync(engine);
        await city.PageAsync("/console/desk?body=c-hq", "bureau", HttpStatusCode.NotFound);
        Assert.Contains("没有值班日志", await city.PageAsync("/console/desk", "bureau"));
        await city.DoAsync($"{Here}/take-over", new { }, Hq);
        foreach (var _ in Enumerable.Range(0, 3))
        {
            await city.DoAsync($"{Here}/entries", Entry(), Hq);
        }

        var first = await city.GetAsync($"{Here}?limit=2", Hq);
        Assert.Equal(2, first.GetProperty("entries").GetArrayLength());
        var last = await city.GetAsync(
            $"{Here}?limit=2&after={first.GetProperty("next").GetString()}", Hq);
        Assert.Equal(1, last.GetProperty("entries").GetArrayLength());
        var (status, _, text) = await city.FormAsync(
            "/console/desk", "/console/desk?body=c-hq&handler=Write", Hq,
            ("fromWhom", ""), ("text", "写到一半的事项"));
        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("写到一半的事项", text);
        Assert.Contains("fromWhom-problem", text);
    }

    private static string? Supplement(JsonElement line) =>
        Assert.Single(line.GetProperty("supplements").EnumerateArray())
            .GetProperty("text").GetString();

    private static EntryBody Entry(string? number = null) =>
        new("12345 热线", "门口积水", "已通知街道", number, false);

    private sealed record EntryBody(
        string FromWhom, string Text, string Done, string? Case, bool IsOpen);
}
