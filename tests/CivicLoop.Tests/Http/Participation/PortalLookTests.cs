using System.Net;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Web;
using CivicLoop.Tests.City;
using Microsoft.Extensions.DependencyInjection;

namespace CivicLoop.Tests.Http.Participation;

/// <summary>Large print, and maps of other services under the city's own.</summary>
public sealed class PortalLookTests
{
    private const string Tianditu =
        "https://t{0-7}.tianditu.gov.cn/vec_w/wmts?TILEMATRIX={TileMatrix}&TILEROW={TileRow}"
        + "&TILECOL={TileCol}&tk={key}";

    [Fact]
    public async Task Large_print_is_asked_for_once_and_remembered()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        using var visitor = new Visitor(city);
        await visitor.OpenAsync("/");
        Assert.DoesNotContain("elder-print", visitor.Page, StringComparison.Ordinal);
        Assert.Contains("href=\"/?elder=1\"", visitor.Page, StringComparison.Ordinal);
        await visitor.OpenAsync("/?elder=1");
        await visitor.OpenAsync("/");
        Assert.Contains("class=\"elder-print\"", visitor.Page, StringComparison.Ordinal);
        Assert.DoesNotContain("data-map=\"true\"", visitor.Page, StringComparison.Ordinal);
        await visitor.OpenAsync("/cases?state=all");
        Assert.Contains(
            "href=\"/cases?state=all&elder=0\"", visitor.Page, StringComparison.Ordinal);
        await visitor.OpenAsync("/?elder=0");
        await visitor.OpenAsync("/");
        Assert.DoesNotContain("elder-print", visitor.Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_secret_is_in_no_switch()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        var (number, _) = await city.ReportAsync();
        using var visitor = new Visitor(city);
        await visitor.OpenAsync($"/cases/{number}?secret=wrong");
        Assert.DoesNotContain("secret=wrong&elder", visitor.Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_base_map_no_other_host_may_be_asked()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        using var answer = await city.Http.GetAsync("/map");
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_base_map_is_told_to_the_page_and_its_hosts_alone_are_allowed()
    {
        await using var city = await TestCity.StartAsync(
            DatabaseEngine.Sqlite,
            change: services => services.AddSingleton(new MapOptions
            {
                Tiles = $"{Tianditu} https://maps.example.org/{{z}}/{{x}}/{{y}}.png",
                Key = "k&1", Attribution = "天地图 GS(2024)0568",
            }));
        using var answer = await city.Http.GetAsync("/map");
        var policy = answer.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains(
            "connect-src 'self' https://t0.tianditu.gov.cn", policy, StringComparison.Ordinal);
        Assert.Contains(
            "https://t7.tianditu.gov.cn https://maps.example.org", policy,
            StringComparison.Ordinal);
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync())
            .Replace("\\u0026", "&", StringComparison.Ordinal);
        Assert.Contains("TILEMATRIX={z}", page, StringComparison.Ordinal);
        Assert.Contains("tk=k%261", page, StringComparison.Ordinal);
        Assert.Contains("data-base-notice=\"天地图 GS(2024)0568\"", page, StringComparison.Ordinal);
    }
}
