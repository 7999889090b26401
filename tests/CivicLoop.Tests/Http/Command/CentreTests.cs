using System.Net;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;
using CivicLoop.Tests.Http.Cases;
using CivicLoop.Tests.Http.Responsibilities;

namespace CivicLoop.Tests.Http.Command;

/// <summary>What the command centre shows, and of whom.</summary>
public sealed class CentreTests
{
    private const string Here = "/console/command/centre";
    private const string Hq = "headquarters";

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Its_numbers_open_their_list_and_the_least_time_left_is_first(
        DatabaseEngine engine)
    {
        await using var city = await CommandedCity.StartAsync(engine);
        var (west, _) = await city.ReportAsync();
        await city.ActAsync("office", west, "accept");
        await city.ActAsync("office", west, "dispatch");
        var (east, _) = await city.ReportAsync(lon: 102.25);
        var page = await city.PageAsync(Here, Hq);
        Assert.Contains("<strong>2</strong> 未结案件", page);
        Assert.Contains("<strong>0</strong> 已超时", page);
        Assert.True(
            page.IndexOf(east, StringComparison.Ordinal)
            < page.IndexOf(west, StringComparison.Ordinal));
        var narrowed = await city.PageAsync($"{Here}?area={TestPack.West}", Hq);
        Assert.Contains("<strong>1</strong> 未结案件", narrowed);
        Assert.DoesNotContain(east, narrowed);
        Assert.Contains($"show=Overdue&area={TestPack.West}", narrowed);

        city.Time.Advance(TimeSpan.FromDays(7));
        var late = await city.PageAsync($"{Here}?show=Overdue", Hq);
        Assert.Contains("<strong>2</strong> 已超时", late);
        Assert.Contains(west, late);
        Assert.Contains(
            "没有案件", await city.PageAsync($"{Here}?show=Soon", Hq));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_unit_sees_its_own_and_directives_wait_for_who_must_act(
        DatabaseEngine engine)
    {
        await using var city = await CommandedCity.StartAsync(engine);
        var (number, _) = await city.ReportAsync();
        await city.DoAsync(
            "/api/v1/directives",
            new
            {
                headline = "排查积水", text = "逐条街巷排查", basisName = "防汛预案",
                units = new[] { TestPack.Water }, hours = 8,
            },
            Hq);
        await city.DoAsync("/api/v1/desk/c-hq/take-over", new { }, Hq);
        await city.DoAsync(
            "/api/v1/desk/c-hq/entries",
            new { fromWhom = "热线", text = "桥下积水", isOpen = true }, Hq);
        var water = await city.PageAsync(Here, "water");
        Assert.DoesNotContain(number, water);
        Assert.Contains("<strong>1</strong> 指令：待签收", water);
        Assert.DoesNotContain("桥下积水", water);
        Assert.Contains("桥下积水", await city.PageAsync(Here, Hq));
        Assert.Contains(
            "unit-problem",
            await city.PageAsync($"{Here}?unit=nobody", Hq, HttpStatusCode.Conflict));
    }
}
