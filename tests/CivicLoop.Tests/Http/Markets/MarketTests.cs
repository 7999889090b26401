using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Inspections.Contracts;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;
using CivicLoop.Tests.Http.Inspections;
using CivicLoop.Tests.Http.Responsibilities;

namespace CivicLoop.Tests.Http.Markets;

/// <summary>The board of a month rests on its visits, and a month without one is missing.</summary>
public sealed class MarketTests
{
    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Everybody_reads_a_month_that_is_over_and_a_market_not_visited_is_missing(
        DatabaseEngine engine)
    {
        await using var city = await InspectedCity.StartAsync(engine, sites: 0);
        var seen = await InspectedCity.SiteAsync(city, "S11", InspectedCity.WestLon);
        var unseen = await InspectedCity.SiteAsync(city, "S11", InspectedCity.EastLon);
        await city.DoAsync("/api/v1/markets/model", Model(420));
        Assert.Null((await city.Service<PlayInspection>().SiteAsync(seen, 1)).Problem);
        using (var early = await city.Http.GetAsync("/api/v1/markets?month=2026-11"))
        {
            Assert.False(early.IsSuccessStatusCode);
        }

        var now = await city.GetAsync("/api/v1/markets", "water");
        var rows = now.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(
            [seen, unseen], rows.Select(one => one.GetProperty("site").GetString()));
        Assert.InRange(rows[0].GetProperty("scoreMilli").GetInt32(), 1, 1000);
        Assert.Single(rows[0].GetProperty("visits").EnumerateArray());
        Assert.False(rows[1].TryGetProperty("scoreMilli", out _));

        city.Time.Advance(TimeSpan.FromDays(30));
        var page = await city.PageAsync("/markets", "");
        Assert.Contains("未检查", page, StringComparison.Ordinal);
        Assert.DoesNotContain("/console/", page.Split("<main")[1].Split("</main")[0],
            StringComparison.Ordinal);
        var trend = await city.PageAsync($"/markets/{seen}", "");
        Assert.Contains("<svg class=\"trend\"", trend, StringComparison.Ordinal);
        var staff = await city.PageAsync($"/console/markets/{seen}", "water");
        Assert.Contains("/console/inspections/results/", staff, StringComparison.Ordinal);
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Only_a_whole_model_is_taken(DatabaseEngine engine)
    {
        await using var city = await InspectedCity.StartAsync(engine, sites: 0);
        Assert.Equal(
            ProblemCode.MarketModelUnfit,
            await city.RefuseAsync("/api/v1/markets/model", Model(400)));
        Assert.Equal(
            ProblemCode.NotPermitted,
            await city.RefuseAsync("/api/v1/markets/model", Model(420), "water"));
    }

    private static object Model(int rest) => new
    {
        siteKind = "S11", basisName = "样例",
        parts = new[]
        {
            Part("building", rest, "S1101", "S1107"), Part("keeping", 580, "S1102", "G08"),
        },
    };

    private static object Part(string code, int weightMilli, params string[] items) =>
        new { code, name = new { zh = code, en = code }, weightMilli, items };
}
