using Microsoft.Playwright;

namespace CivicLoop.BrowserTests;

/// <summary>A word from the office to everybody on site: how many it reaches, the receipt on a
/// phone without a network and in the console, and what the office sees of it.</summary>
public sealed class BroadcastTests(ServedCity city) : IClassFixture<ServedCity>
{
    [Theory, InlineData(Screen.Phone, "zh"), InlineData(Screen.Desktop, "en")]
    internal async Task The_office_tells_people_on_site_who_say_that_it_arrived(
        Screen screen, string language)
    {
        var look = $"{screen}-{language}";
        var title = $"今晚强降雨 {look}";
        await using var office = await Reader.SignedInAsync(city, "office", screen, language);
        var page = office.Page;
        await office.OpenAsync("/console/command/broadcasts");
        await page.Locator("main a.btn-primary").ClickAsync();
        await page.FillAsync("#headline", title);
        await page.FillAsync("#text", "检查雨水箅子和下穿通道，发现积水立即上报");
        await page.Locator("input[name=isUrgent]").CheckAsync();
        await page.FillAsync(
            "#until", DateTime.Today.AddDays(2).ToString("yyyy-MM-ddTHH:mm", null));
        var press = page.Locator("form[data-draft=broadcast-new] button");

        // Nobody is meant: what was typed stays.
        await press.ClickAsync();
        await Assertions.Expect(page.Locator("#areas-problem")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#headline")).ToHaveValueAsync(title);
        await LookAsync(office, $"broadcast-refused-{look}");
        await page.Locator("input[name=areas]").First.CheckAsync();
        await press.ClickAsync();
        await Assertions.Expect(page.Locator("#reach")).ToBeVisibleAsync();
        await LookAsync(office, $"broadcast-reach-{look}");
        await press.ClickAsync();
        await page.WaitForURLAsync("**done=true");
        await LookAsync(office, $"broadcast-sent-{look}");
        var address = new Uri(page.Url).AbsolutePath;
        var missing = await MissingAsync(page);
        Assert.NotEqual("0", missing);

        await using var worker = await Reader.SignedInAsync(
            city, "handler-cuihu", screen, language);
        await worker.OpenAsync("/console/notices");
        var waiting = worker.Page.Locator("section.waiting-broadcast", new() { HasText = title });
        await Assertions.Expect(waiting).ToBeVisibleAsync();
        await LookAsync(worker, $"broadcast-notice-{look}");
        await waiting.Locator("button").ClickAsync();
        await Assertions.Expect(waiting).ToHaveCountAsync(0);

        await office.OpenAsync(address);
        Assert.NotEqual(missing, await MissingAsync(page));
        await page.Locator("form[data-remind] button").ClickAsync();
        await page.WaitForURLAsync("**done=true");
        await Assertions.Expect(page.Locator("form[data-remind]")).ToHaveCountAsync(0);
        await page.FillAsync("#words", "预警解除");
        await page.Locator("form[action$='handler=End'] button").ClickAsync();
        await Assertions.Expect(page.Locator("form[action$='handler=End']")).ToHaveCountAsync(0);
        await LookAsync(office, $"broadcast-ended-{look}");
        await office.OpenAsync("/console/command/broadcasts");
        await LookAsync(office, $"broadcasts-{look}");
        Assert.Empty(office.Complaints.Concat(worker.Complaints));
    }

    [Theory, InlineData("zh"), InlineData("en")]
    internal async Task It_stays_on_top_of_the_phone_until_the_receipt_which_needs_no_network(
        string language)
    {
        var title = $"暴雨预警 {language}";
        await using var reader = await Reader.SitAsync(city, Screen.Phone, language);
        await reader.SignInAsync("inspector-wuhua", "/field/");
        var page = reader.Page;
        await page.Locator("[data-downloaded]").WaitForAsync();
        await page.EvaluateAsync("() => navigator.serviceWorker.ready.then(() => true)");
        var id = await PlayedCommand.BroadcastAsync(city, title, isUrgent: true);

        // It comes by itself when the app is looked at again.
        await page.ReloadAsync();
        var told = page.Locator($"[data-told='{id}']");
        await told.WaitForAsync();
        // Whoever the phone was passed on to sees whose receipt it would be.
        await told.Locator("[data-as]").WaitForAsync();
        await reader.ShowAsync($"field-broadcast-{language}");
        await reader.HoldsToAccessAsync();
        await page.Context.SetOfflineAsync(true);
        await page.GotoAsync("/field/report");
        await told.Locator("button").ClickAsync();
        await Assertions.Expect(told).ToHaveCountAsync(0);
        await page.GotoAsync("/field/queue");
        await page.Locator(".item[data-state=waiting]").WaitForAsync();
        await reader.ShowAsync($"field-broadcast-queued-{language}");
        await page.Context.SetOfflineAsync(false);
        await page.Locator(".item[data-state=done]").WaitForAsync();
        await page.GotoAsync("/field/");
        await Assertions.Expect(told).ToHaveCountAsync(0);
        Assert.Empty(reader.Complaints);
    }

    private static async Task<string> MissingAsync(IPage page) =>
        (await page.InnerTextAsync("#missing")).Split(' ', '\n', '\u00a0')[0].Trim();

    private static async Task LookAsync(Reader reader, string name)
    {
        await reader.FitsAsync();
        await reader.HoldsToAccessAsync();
        await reader.ShowAsync(name);
    }
}
