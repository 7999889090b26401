using System.Text.Json;
using CivicLoop.Domain;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Places;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;
using CivicLoop.Tests.Domain.Packs;

namespace CivicLoop.Tests.Http.Inspections;

/// <summary>The test city with an edition, sites in both districts and three who may visit them.
/// </summary>
internal static class InspectedCity
{
    public const double WestLon = 102.02;
    public const double EastLon = 102.25;

    public static async Task<TestCity> StartAsync(DatabaseEngine engine, int sites = 30)
    {
        var kunming = PackFolders.Read("kunming");
        var pack = TestPack.Create() with
        {
            Editions = kunming.Editions,
            Protocols = [.. kunming.Protocols.Select(one => one with { ClassCode = null })],
            People =
            [
                Person("first", TestPack.SupervisionCentre),
                Person("second", TestPack.SupervisionCentre),
                Person("wester", TestPack.WestBureau),
            ],
        };
        var city = await TestCity.StartAsync(engine, pack);
        for (var n = 0; n < sites; n++)
        {
            await SiteAsync(city, n % 3 == 0 ? "S11" : "S01", n % 2 == 0 ? WestLon : EastLon);
        }

        return city;
    }

    /// <summary>Registers a site and answers its code.</summary>
    public static async Task<string> SiteAsync(TestCity city, string kind, double lon)
    {
        var kept = await city.Service<KeepSites>().SaveAsync(
            new SiteWish { Kind = kind, NameZh = "点位", Lat = 25.05, Lon = lon }, "system");
        Assert.Null(kept.Problem);
        return kept.Value.Code;
    }

    /// <summary>Makes a plan over everything and answers its code.</summary>
    public static async Task<string> PlanAsync(TestCity city, object? more = null)
    {
        using var answer = await city.PostAsync(
            "/api/v1/inspection-plans", more ?? Body(), "office");
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement.GetProperty("code").GetString()!;
    }

    public static object Body(int margin = 200, int repeat = 200, int rest = 30) => new
    {
        name = "模拟测评", basisName = "年度测评工作方案", edition = "sample-city",
        marginMilli = margin, repeatMilli = repeat, restDays = rest,
        fromDay = "2026-11-24", toDay = "2026-12-05",
    };

    /// <summary>Does a step of a plan that must succeed.</summary>
    public static async Task StepAsync(
        TestCity city, string plan, string step, object? body = null)
    {
        using var answer = await city.PostAsync(
            $"/api/v1/inspection-plans/{plan}/{step}", body ?? new { }, "office");
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Changes what is stored behind the program's back.</summary>
    public static Task TamperAsync(TestCity city, string sql) =>
        city.City.Database.WriteAsync(
            async session => (Outcome<int>)await session.ExecuteAsync(sql));

    private static PackPerson Person(string signIn, string organization) =>
        new(signIn, new LocalText(signIn, signIn), "supervisor", organization);
}
