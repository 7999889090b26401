using CivicLoop.Domain.Cases;
using Microsoft.Playwright;

namespace CivicLoop.BrowserTests;

/// <summary>Residents' stories in a real browser.</summary>
public sealed class PortalTests(ServedCity city) : IClassFixture<ServedCity>
{
    private static readonly (CaseCommand, string?)[] Finished =
    [
        (CaseCommand.AskVerification, null), (CaseCommand.ConfirmOnSite, "属实"),
        (CaseCommand.Accept, null), (CaseCommand.Dispatch, null),
        (CaseCommand.Rectify, "已清运"), (CaseCommand.PassCheck, "现场干净"),
        (CaseCommand.Close, null),
    ];

    [Theory, ClassData(typeof(EachScreen))]
    internal async Task A_problem_is_reported_by_a_tap_on_the_map(Screen screen, string language)
    {
        await using var reader = await Reader.SitAsync(city, screen, language);
        var page = reader.Page;
        await reader.OpenAsync("/report");
        await page.Locator(".maplibregl-canvas").ClickAsync();
        Assert.Matches(@"^2\d\.\d{6}$", await page.InputValueAsync("#lat"));
        Assert.Matches(@"^10\d\.\d{6}$", await page.InputValueAsync("#lon"));
        await page.FillAsync("#description", language == "zh"
            ? "路面有个大坑，积水很深" : "A deep pothole full of water");
        var suggested = page.Locator(".suggested button").First;
        await suggested.ClickAsync();
        Assert.Equal("true", await suggested.GetAttributeAsync("aria-pressed"));
        Assert.NotEmpty(await page.InputValueAsync("#class"));
        await reader.ShowAsync($"report-filled-{screen}-{language}");
        await reader.SendReportAsync();
        await reader.MapReadyAsync();
        Assert.Equal(1, await page.Locator(".own-link").CountAsync());
        await reader.HoldsToAccessAsync();
        await reader.FitsAsync();
        await reader.ShowAsync($"reported-{screen}-{language}");
        await page.GotoAsync("/report");
        Assert.Equal("", await page.InputValueAsync("#description"));
        Assert.Empty(reader.Complaints);
    }

    // Each page once is opened elsewhere; these are the ways it looks when something is behind it.
    [Fact]
    public async Task A_page_fits_and_can_be_used_whatever_it_has_to_say()
    {
        var open = await city.ReportAsync("巷口垃圾堆了三天", lat: 25.05, lon: 102.72);
        await city.ActAsync(open.Case.Number, Finished[..4]);
        var closed = await city.ReportAsync("河边有垃圾", lat: 25.03, lon: 102.69);
        await city.ActAsync(closed.Case.Number, Finished);
        await using var reader = await Reader.SitAsync(city, Screen.Phone, "zh");
        foreach (var (name, address) in new[]
        {
            ("track-wrong", "/track?number=530102-1"),
            ("cases-filtered", "/cases?state=all&from=2026-01-01&class=E0102"),
            ("cases-empty", "/cases?from=2020-01-01&to=2020-01-02"),
            ("case", $"/cases/{open.Case.Number}"),
            ("case-own", $"/cases/{open.Case.Number}?secret={open.Secret}"),
            ("case-closed", $"/cases/{closed.Case.Number}?secret={closed.Secret}"),
            ("broken-link", "/cases/530102-1?secret=x"),
        })
        {
            await reader.OpenAsync(address);
            await reader.FitsEveryScreenAsync(name);
        }

        Assert.Empty(reader.Complaints);
    }

    [Theory, ClassData(typeof(EachScreen))]
    internal async Task A_like_report_is_offered_and_joined_without_script(
        Screen screen, string language)
    {
        var known = await city.ReportAsync("门口垃圾没人收", lat: 24.98, lon: 102.65);
        await using var reader = await Reader.SitAsync(city, screen, language, withScript: false);
        var page = reader.Page;
        await reader.OpenAsync("/report");
        await page.FillAsync("#lat", "24.9802");
        await page.FillAsync("#lon", "102.65");
        await page.FillAsync("#description", "门口垃圾没人收");
        await page.SelectOptionAsync("#class", "E0102");
        await page.Locator("form#report > div > button").ClickAsync();
        Assert.Equal("门口垃圾没人收", await page.InputValueAsync("#description"));
        await reader.FitsAsync();
        await reader.ShowAsync($"similar-{screen}-{language}");
        var offered = page.Locator(".similar-list li").Filter(
            new LocatorFilterOptions
            {
                Has = page.Locator($"a[href='/cases/{known.Case.Number}']"),
            });
        await offered.Locator("button").ClickAsync();

        await page.WaitForURLAsync($"**/cases/{known.Case.Number}?done=join");
        Assert.Equal(0, await page.Locator("form[action*=Join]").CountAsync());
    }

    [Theory, ClassData(typeof(EachScreen))]
    internal async Task A_report_is_followed_by_its_number_and_joined(
        Screen screen, string language)
    {
        var known = await city.ReportAsync("路灯不亮", lat: 25.01, lon: 102.75);
        await using var reader = await Reader.SitAsync(city, screen, language);
        var page = reader.Page;
        await reader.OpenAsync("/");
        await page.FillAsync("#number", "530102-20200101-00001");
        await page.Locator(".home-find button").ClickAsync();
        Assert.Equal("530102-20200101-00001", await page.InputValueAsync("#number"));
        Assert.True(await page.Locator("#number-problem").IsVisibleAsync());
        await page.FillAsync("#number", known.Case.Number);
        await page.Locator("main button.btn-primary").ClickAsync();
        await page.WaitForURLAsync($"**/cases/{known.Case.Number}");
        await page.Locator("form[action*=Join] button").ClickAsync();
        await page.WaitForURLAsync("**?done=join");
        Assert.Empty(reader.Complaints);
    }

    [Theory, ClassData(typeof(EachScreen))]
    internal async Task What_is_wrong_is_told_beside_its_field(Screen screen, string language)
    {
        await using var reader = await Reader.SitAsync(city, screen, language);
        var page = reader.Page;
        await reader.OpenAsync("/report");
        await page.FillAsync("#lat", "48.2");
        await page.FillAsync("#lon", "16.37");
        await page.FillAsync("#description", "不在本市");
        await page.SelectOptionAsync("#class", "E0102");
        await page.FillAsync("#email", "lin@example.org");
        await page.Locator("form#report > div > button").ClickAsync();
        await page.Locator("#lat-problem").WaitForAsync();
        Assert.Equal("48.2", await page.InputValueAsync("#lat"));
        Assert.Equal("lin@example.org", await page.InputValueAsync("#email"));
        await reader.MapReadyAsync();
        await reader.HoldsToAccessAsync();
        await reader.FitsAsync();
        await reader.ShowAsync($"report-wrong-{screen}-{language}");
    }

    [Fact]
    public async Task The_list_follows_the_map()
    {
        await city.ReportAsync("远处的垃圾", lat: 25.3, lon: 103.0);
        await city.ReportAsync("近处的垃圾", lat: 25.04, lon: 102.71);
        await using var reader = await Reader.SitAsync(city, Screen.Desktop, "zh");
        var page = reader.Page;
        await reader.OpenAsync("/map");
        var before = await page.Locator("#map-list li").CountAsync();
        Assert.True(before >= 2);
        for (var n = 0; n < 3; n++)
        {
            await page.Locator(".maplibregl-ctrl-zoom-in").ClickAsync();
            await page.WaitForTimeoutAsync(600);
        }

        await page.WaitForURLAsync("**bbox=**");
        var features = await page.EvaluateAsync<int>(
            """
            () => fetch('/api/v1/public/cases.geojson?zoom=12&bbox='
                + new URL(location.href).searchParams.get('bbox'))
                .then(answer => answer.json()).then(map => map.features.length)
            """);
        await Assertions.Expect(page.Locator("#map-list li")).ToHaveCountAsync(features);
        Assert.Empty(reader.Complaints);
    }
}
