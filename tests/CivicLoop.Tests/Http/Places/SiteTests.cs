using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;
using CivicLoop.Tests.Domain.Packs;

namespace CivicLoop.Tests.Http.Places;

/// <summary>The register of sites: each is found by its code for good, whatever becomes of it.
/// </summary>
public sealed class SiteTests
{
    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_site_gets_a_code_its_areas_and_a_page_for_everybody(
        DatabaseEngine engine)
    {
        await using var city = await StartAsync(engine);
        var code = await RegisterAsync(city, "翠湖市场");
        Assert.EndsWith("-0001", code, StringComparison.Ordinal);
        Assert.EndsWith("-0002", await RegisterAsync(city, "文林市场"), StringComparison.Ordinal);
        var site = await city.GetAsync($"/api/v1/sites/{code}", "water");
        Assert.False(string.IsNullOrEmpty(site.GetProperty("district").GetString()));
        var page = await city.Http.GetStringAsync($"/sites/{code}");
        Assert.Contains("/report?lat=25.05&amp;lon=102.02", page, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task What_cannot_be_registered_names_its_field(DatabaseEngine engine)
    {
        await using var city = await StartAsync(engine);
        foreach (var (body, problem) in new (object, ProblemCode)[]
        {
            (new { kind = "S11", lat = 25.05, lon = 102.02 }, ProblemCode.FieldRequired),
            (Body("甲", kind: "S99"), ProblemCode.UnknownValue),
            (Body("甲", lon: 10), ProblemCode.PositionOutsideCity),
            (Body("甲", credit: "91350100M000100Y44"), ProblemCode.CreditCodeWrong),
        })
        {
            using var answer = await city.PostAsync("/api/v1/sites", body, "office");
            Assert.Equal((int)problem, await TestCity.ProblemAsync(answer));
        }

        using var unit = await city.PostAsync("/api/v1/sites", Body("甲"), "water");
        Assert.Equal((int)ProblemCode.NotPermitted, await TestCity.ProblemAsync(unit));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_merged_sites_printed_code_opens_the_one_that_goes_on(
        DatabaseEngine engine)
    {
        await using var city = await StartAsync(engine);
        var (one, other) = (await RegisterAsync(city, "甲"), await RegisterAsync(city, "乙"));
        using var merged = await city.PostAsync(
            $"/api/v1/sites/{one}/merge", new { into = other, reason = "同一市场" }, "office");
        Assert.True(merged.IsSuccessStatusCode);
        using var scanned = await city.Http.GetAsync($"/sites/{one}");
        Assert.Equal($"/sites/{other}", scanned.Headers.Location?.ToString());
        using var again = await city.PostAsync(
            $"/api/v1/sites/{one}/retire", new { reason = "停业" }, "office");
        Assert.Equal((int)ProblemCode.SiteEnded, await TestCity.ProblemAsync(again));
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    private static Task<TestCity> StartAsync(DatabaseEngine engine) => TestCity.StartAsync(
        engine,
        TestPack.Create() with { Editions = PackFolders.Read("kunming").Editions });

    private static async Task<string> RegisterAsync(TestCity city, string name)
    {
        using var answer = await city.PostAsync("/api/v1/sites", Body(name), "office");
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return System.Text.Json.JsonDocument.Parse(text).RootElement
            .GetProperty("code").GetString()!;
    }

    private static object Body(
        string name, string kind = "S11", double lon = 102.02, string? credit = null) =>
        new { kind, nameZh = name, lat = 25.05, lon, creditCode = credit };
}
