using CivicLoop.Domain.Cases;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Modules.Evidence.Contracts;
using CivicLoop.Platform.City;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace CivicLoop.BrowserTests;

/// <summary>The app on a phone that loses its network, its session, its window and its turn: what
/// was done on site always arrives, once.</summary>
public sealed class FieldTests(ServedCity city) : IClassFixture<ServedCity>
{
    // A community in the district whose inspector has a demonstration sign-in.
    private const string Community = "530102001001";
    private const string Inspector = "inspector-wuhua";
    private const int FirstLoadBytesMax = 300_000;

    // The smallest picture a browser makes of its own.
    // What the browser says of a phone without room, until there is room again.
    private const string Full = """
        () => {
          const store = IDBObjectStore.prototype;
          const { add, put } = store;
          store.add = store.put = () => {
            throw new DOMException("no room", "QuotaExceededError");
          };
          window.room = () => Object.assign(store, { add, put });
        }
        """;

    private const string Photo =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5E"
        + "rkJggg==";

    [Theory, InlineData("zh"), InlineData("en")]
    public async Task A_look_on_site_without_a_network_survives_the_app_and_arrives_once(
        string language)
    {
        var number = await ToVerifyAsync("井盖松动");
        await using var reader = await OpenAsync(language);
        var page = reader.Page;
        await reader.ShowAsync($"field-work-{language}");
        await reader.HoldsToAccessAsync();
        await page.Context.SetOfflineAsync(true);

        // The app itself comes from the phone, and so does the case.
        await page.GotoAsync($"/field/case/{number}");
        await page.Locator(".steps button").First.ClickAsync();
        await page.FillAsync("#words", "现场查看，井盖确实松动");
        await page.Locator(".photo-add input").SetInputFilesAsync(Picture());
        await reader.ShowAsync($"field-case-{language}");
        await reader.HoldsToAccessAsync();
        await page.Locator("form button[type=submit]").ClickAsync();
        await page.Locator(".item[data-state=waiting]").WaitForAsync();
        await reader.ShowAsync($"field-waiting-{language}");

        // Killed, and opened again still without a network.
        var again = await page.Context.NewPageAsync();
        await page.CloseAsync();
        await again.GotoAsync("/field/queue");
        await again.Locator(".item[data-state=waiting]").WaitForAsync();
        Assert.Equal(CaseState.Verifying, (await CaseAsync(number)).State);
        await again.Context.SetOfflineAsync(false);
        await again.Locator(".item[data-state=done]").WaitForAsync();
        var seen = await CaseAsync(number);
        Assert.Equal(CaseState.Confirmed, seen.State);
        Assert.Single(await city.Services.GetRequiredService<Pictures>()
            .OfCaseAsync(seen.Id, TestContext.Current.CancellationToken));
        Assert.Empty(reader.Complaints);
    }

    [Fact]
    public async Task Of_two_phones_on_one_case_the_second_is_told_what_the_first_did()
    {
        var number = await ToVerifyAsync("路灯不亮");
        await using var first = await OpenAsync("zh");
        await using var second = await OpenAsync("zh");
        await StepAsync(second, number, offline: true);
        await StepAsync(first, number, offline: false);
        await first.Page.Locator(".item[data-state=done]").WaitForAsync();
        await second.Page.Context.SetOfflineAsync(false);
        var refused = second.Page.Locator(".item[data-state=refused]");
        await refused.WaitForAsync();
        Assert.NotEmpty((await refused.Locator(".problem").InnerTextAsync()).Trim());
        await second.ShowAsync("field-refused");
        await second.HoldsToAccessAsync();
    }

    [Fact]
    public async Task An_expired_session_keeps_everything_until_somebody_signs_in()
    {
        var number = await ToVerifyAsync("绿化带有垃圾");
        await using var reader = await OpenAsync("zh");
        await reader.Page.Context.ClearCookiesAsync();
        await StepAsync(reader, number, offline: false);
        await reader.Page.Locator(".signed-out a").WaitForAsync();
        await reader.ShowAsync("field-signed-out");
        Assert.Equal(1, await reader.Page.Locator(".item[data-state=waiting]").CountAsync());
        await reader.SignInAsync(Inspector, "/field/");
        await reader.Page.GotoAsync("/field/queue");
        await reader.Page.Locator(".item[data-state=done]").WaitForAsync();
        Assert.Equal(CaseState.Confirmed, (await CaseAsync(number)).State);
    }

    [Theory, InlineData("zh"), InlineData("en")]
    public async Task Something_come_across_is_reported_without_a_network(string language)
    {
        await using var reader = await OpenAsync(language);
        var page = reader.Page;
        await page.Context.SetOfflineAsync(true);
        await page.GotoAsync("/field/report");

        // What is missing is told beside its field, and what was typed stays.
        await page.FillAsync("#description", "路边垃圾满溢");
        await page.Locator("form button[type=submit]").ClickAsync();
        Assert.Equal(2, await page.Locator(".problem").CountAsync());
        await reader.ShowAsync($"field-report-{language}");
        await reader.HoldsToAccessAsync();
        await page.ReloadAsync();
        await Assertions.Expect(page.Locator("#description")).ToHaveValueAsync("路边垃圾满溢");

        await page.FillAsync("#search", language == "zh" ? "暴露垃圾" : "rubbish");
        await page.Locator(".choices [role=button]").First.ClickAsync();
        await page.FillAsync("#lat", "25.0412");
        await page.FillAsync("#lon", "102.7034");
        await page.FillAsync("#address", $"{language} 翠湖西路");
        await page.Locator(".photo-add input").SetInputFilesAsync(Picture());
        await page.Locator("form button[type=submit]").ClickAsync();
        await page.Locator(".done").WaitForAsync();
        await page.Context.SetOfflineAsync(false);
        await page.GotoAsync("/field/queue");
        await page.Locator(".item[data-state=done]").WaitForAsync();
        var told = await page.Locator(".item[data-state=done]").First.InnerTextAsync();
        await reader.ShowAsync($"field-sent-{language}");
        await using var console = await Reader.SignedInAsync(
            city, "dispatcher", Screen.Desktop, language);
        await console.OpenAsync("/console/cases");
        Assert.Contains(
            $"{language} 翠湖西路", await console.Page.InnerTextAsync("main"),
            StringComparison.Ordinal);
        Assert.Matches("[0-9]{6}-[0-9]{8}-[0-9]{5}", told);
    }

    [Fact]
    public async Task A_full_phone_says_so_and_keeps_the_form_until_there_is_room()
    {
        var number = await ToVerifyAsync("树枝压线");
        await using var reader = await OpenAsync("zh");
        var page = reader.Page;
        await page.Context.SetOfflineAsync(true);
        await page.GotoAsync($"/field/case/{number}");
        await page.Locator(".steps button").First.ClickAsync();
        await page.FillAsync("#words", "现场查看，树枝压在电线上");
        await page.EvaluateAsync(Full);
        await page.Locator(".photo-add input").SetInputFilesAsync(Picture());
        await page.Locator("form button[type=submit]").ClickAsync();
        var told = page.Locator("form .problem");
        await Assertions.Expect(told).ToContainTextAsync("空间");
        await Assertions.Expect(page.Locator("#words")).ToHaveValueAsync("现场查看，树枝压在电线上");
        await reader.ShowAsync("field-full");
        await reader.HoldsToAccessAsync();

        await page.EvaluateAsync("room()");
        await page.Locator("form button[type=submit]").ClickAsync();
        await page.Locator(".item[data-state=waiting]").WaitForAsync();
        await page.Context.SetOfflineAsync(false);
        await page.Locator(".item[data-state=done]").WaitForAsync();
        var seen = await CaseAsync(number);
        Assert.Equal(CaseState.Confirmed, seen.State);
        Assert.Single(await city.Services.GetRequiredService<Pictures>()
            .OfCaseAsync(seen.Id, TestContext.Current.CancellationToken));
        Assert.Empty(reader.Complaints);
    }

    [Fact]
    public async Task The_first_load_is_small_enough_for_a_slow_network()
    {
        await using var reader = await Reader.SignedInAsync(
            city, Inspector, Screen.Phone, "zh");
        long bytes = 0;
        var session = await reader.Page.Context.NewCDPSessionAsync(reader.Page);
        await session.SendAsync("Network.enable");
        session.Event("Network.loadingFinished").OnEvent += (_, told) =>
            bytes += (long)told!.Value.GetProperty("encodedDataLength").GetDouble();
        await reader.Page.GotoAsync("/field/");
        await reader.Page.WaitForLoadStateAsync(LoadState.NetworkIdle);
        Assert.InRange(bytes, 1, FirstLoadBytesMax);
    }

    private async Task<string> ToVerifyAsync(string words)
    {
        var at = city.Services.GetRequiredService<CityHolder>().Current.Areas
            .ShapeOf(Community)!.InteriorPoint;
        var reported = await city.ReportAsync(words, lat: at.Y, lon: at.X);
        await city.ActAsync(reported.Case.Number, (CaseCommand.AskVerification, null));
        return reported.Case.Number;
    }

    /// <summary>Signed in, downloaded, and kept by the phone's own worker.</summary>
    private async Task<Reader> OpenAsync(string language)
    {
        var reader = await Reader.SitAsync(city, Screen.Phone, language);
        await reader.SignInAsync(Inspector, "/field/");
        await reader.Page.Locator("[data-downloaded]").WaitForAsync();
        await reader.Page.EvaluateAsync("() => navigator.serviceWorker.ready.then(() => true)");
        return reader;
    }

    private static async Task StepAsync(Reader reader, string number, bool offline)
    {
        await reader.Page.Context.SetOfflineAsync(offline);
        await reader.Page.GotoAsync($"/field/case/{number}");
        await reader.Page.Locator(".steps button").First.ClickAsync();
        await reader.Page.FillAsync("#words", "已到现场查看");
        await reader.Page.Locator("form button[type=submit]").ClickAsync();
        await reader.Page.Locator(".item").First.WaitForAsync();
    }

    private async Task<Case> CaseAsync(string number) =>
        (await city.Services.GetRequiredService<ShowCase>().ForPublicAsync(
            number, null, TestContext.Current.CancellationToken)).Value.Case;

    internal static FilePayload Picture() => new()
    {
        Name = "site.png", MimeType = "image/png", Buffer = Convert.FromBase64String(Photo),
    };
}
