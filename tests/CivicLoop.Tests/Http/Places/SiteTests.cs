using System.Text.Json;
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

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_list_changes_what_it_names_and_leaves_what_it_has_no_column_for(
        DatabaseEngine engine)
    {
        await using var city = await StartAsync(engine);
        var first = await ImportAsync(
            city,
            """
            code,kind,name_zh,lon,lat,operator_name,attr_licence,attr_stalls
            M-1,S11,甲市场,102.02,25.05,甲公司,L-1,40
            M-2,S11,乙市场,"102,7",25.05,,,
            M-3,S11,丙市场,102.02,25.05,,,many
            """);
        Assert.Equal(1, first.GetProperty("counts").GetProperty("Added").GetInt32());
        Assert.Equal(
            ["lon", "stalls"],
            first.GetProperty("refused").EnumerateArray()
                .Select(row => row.GetProperty("field").GetString()));
        var second = await ImportAsync(
            city, "code,kind,name_zh,lon,lat,attr_stalls\nM-1,S11,甲农贸市场,102.02,25.05,\n");
        Assert.Equal(1, second.GetProperty("counts").GetProperty("Changed").GetInt32());
        var site = await city.GetAsync("/api/v1/sites/M-1", "water");
        Assert.Equal("甲公司", site.GetProperty("operatorName").GetString());
        Assert.Equal(
            ["licence"],
            site.GetProperty("attributes").EnumerateObject().Select(one => one.Name));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_coordinate_system_nobody_knows_is_refused_and_not_taken_for_another(
        DatabaseEngine engine)
    {
        await using var city = await StartAsync(engine);
        var taken = await ImportAsync(
            city, "code,kind,name_zh,lon,lat,system\nM-1,S11,甲,102.02,25.05,Mars\n");
        Assert.Equal(
            nameof(ProblemCode.UnknownCoordinateSystem),
            taken.GetProperty("refused")[0].GetProperty("problem").GetString());
    }

    private static async Task<JsonElement> ImportAsync(TestCity city, string csv)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/imports/sites")
        {
            Content = new ByteArrayContent(System.Text.Encoding.UTF8.GetBytes(csv)),
        };
        request.Headers.Add(TestCallers.Header, "office");
        using var answer = await city.Http.SendAsync(request);
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement;
    }

    private static Task<TestCity> StartAsync(DatabaseEngine engine) => TestCity.StartAsync(
        engine,
        TestPack.Create() with { Editions = PackFolders.Read("kunming").Editions });

    private static async Task<string> RegisterAsync(TestCity city, string name)
    {
        using var answer = await city.PostAsync("/api/v1/sites", Body(name), "office");
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonDocument.Parse(text).RootElement
            .GetProperty("code").GetString()!;
    }

    private static object Body(
        string name, string kind = "S11", double lon = 102.02, string? credit = null) =>
        new { kind, nameZh = name, lat = 25.05, lon, creditCode = credit };
}
