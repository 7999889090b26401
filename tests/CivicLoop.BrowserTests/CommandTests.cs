using Microsoft.Playwright;

namespace CivicLoop.BrowserTests;

/// <summary>A directive from the office down the chain and back.</summary>
public sealed class CommandTests(ServedCity city) : IClassFixture<ServedCity>
{
    [Theory, InlineData(Screen.Phone, "zh"), InlineData(Screen.Desktop, "en")]
    internal async Task The_office_directs_a_unit_hands_on_and_the_result_is_judged(
        Screen screen, string language)
    {
        var look = $"{screen}-{language}";
        var title = $"清理背街小巷 {look}";
        await using var office = await Reader.SignedInAsync(city, "office", screen, language);
        var page = office.Page;
        await office.OpenAsync("/console/directives/new");
        await page.Locator("#headline").FillAsync(title);
        await page.Locator("#text").FillAsync("清理乱堆物料，反馈路段");
        await page.Locator("#basisName").FillAsync("工作方案");
        await page.Locator("#units-1").FillAsync("t-530102001000");
        await page.Locator("#units-2").FillAsync("km-zj");
        await page.Locator("#copies-1").FillAsync("km-cg");
        await page.Locator("#hours").FillAsync("8");
        await LookAsync(office, $"directive-new-{look}");
        await page.Locator("form[data-draft=directive-new] .btn-primary").ClickAsync();
        await page.WaitForURLAsync("**?done=true");
        var address = new Uri(page.Url).AbsolutePath;

        await using var upper = await Reader.SignedInAsync(
            city, "handler-huashan", screen, language);
        await upper.OpenAsync("/console/directives");
        await LookAsync(upper, $"directives-unit-{look}");
        await upper.Page.GetByText(title).ClickAsync();
        await upper.Page.Locator("#unit").FillAsync("t-530102001001");
        await upper.Page.Locator("button[value=Forward]").ClickAsync();
        await upper.Page.WaitForURLAsync("**done=true");
        Assert.Equal(0, await upper.Page.Locator("button[value=Acknowledge]").CountAsync());

        await using var lower = await Reader.SignedInAsync(
            city, "handler-cuihu", screen, language);
        await lower.OpenAsync(address);
        await lower.Page.Locator("button[value=Acknowledge]").ClickAsync();
        await lower.Page.WaitForURLAsync("**done=true");
        await lower.Page.Locator("#text").FillAsync("已清理三条小巷");
        await lower.Page.Locator("button[value=Report]").ClickAsync();
        await Assertions.Expect(lower.Page.Locator("button[value=Report]")).ToHaveCountAsync(0);
        await LookAsync(lower, $"directive-reported-{look}");

        await office.OpenAsync("/console/directives?box=Body&show=Reported");
        await LookAsync(office, $"directives-body-{look}");
        await page.GetByText(title).ClickAsync();
        await Assertions.Expect(page.GetByText("已清理三条小巷")).ToBeVisibleAsync();
        await LookAsync(office, $"directive-judged-{look}");
        await page.Locator("button[value=Accept]").ClickAsync();
        await page.WaitForURLAsync("**done=true");
        Assert.Equal(0, await page.Locator("button[value=Accept]").CountAsync());
        Assert.Empty(office.Complaints.Concat(upper.Complaints).Concat(lower.Complaints));
    }

    [Theory, InlineData(Screen.Phone, "zh"), InlineData(Screen.Desktop, "en")]
    internal async Task A_watch_is_taken_written_and_handed_over(Screen screen, string language)
    {
        var look = $"{screen}-{language}";
        var words = $"门口积水 {look}";
        await using var office = await Reader.SignedInAsync(city, "office", screen, language);
        var page = office.Page;
        await office.OpenAsync("/console/desk");
        await LookAsync(office, $"desk-empty-{look}");
        await page.Locator("form[data-draft=desk-take-over] .btn-primary").ClickAsync();
        await page.WaitForURLAsync("**done=true");
        await page.Locator("#fromWhom").FillAsync("12345 热线");
        await page.Locator("#text").FillAsync(words);
        await page.Locator("#done").FillAsync("已通知街道");
        await page.Locator("input[name=isOpen]").CheckAsync();
        await page.Locator("form[data-draft=desk-entry] .btn-primary").ClickAsync();
        await Assertions.Expect(page.Locator("section[aria-labelledby=open-title]"))
            .ToContainTextAsync(words);
        await LookAsync(office, $"desk-{look}");
        await page.Locator("section[aria-labelledby=open-title] a").First.ClickAsync();
        await page.Locator("#text").FillAsync("已排空");
        await page.Locator("input[name=settles]").CheckAsync();
        await LookAsync(office, $"desk-supplement-{look}");
        await page.Locator("form[data-draft=desk-supplement] .btn-primary").ClickAsync();
        await page.WaitForURLAsync("**done=true");
        await page.Locator("form[action='/console/desk'] button").ClickAsync();
        await Assertions.Expect(page.GetByText(words).First).ToBeVisibleAsync();
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        await office.ShowAsync($"desk-print-{look}");
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Screen });
        await office.OpenAsync("/console/desk");
        await page.Locator("section[aria-labelledby=watch-title] summary").ClickAsync();
        await page.Locator("#handover").FillAsync("一切正常");
        await page.Locator("form[data-draft=desk-hand-over] .btn-primary").ClickAsync();
        await page.WaitForURLAsync("**done=true");
        await Assertions.Expect(
            page.Locator("form[data-draft=desk-take-over]")).ToBeVisibleAsync();
        Assert.Empty(office.Complaints);
    }

    [Theory, InlineData(Screen.Phone, "zh"), InlineData(Screen.Desktop, "en")]
    internal async Task The_centre_shows_a_new_case_and_narrows_to_a_district(
        Screen screen, string language)
    {
        var look = $"{screen}-{language}";
        await using var office = await Reader.SignedInAsync(city, "office", screen, language);
        await office.OpenAsync("/console/command/centre");
        var number = (await city.ReportAsync("桥下积水")).Case.Number;
        await office.OpenAsync("/console/command/centre");
        await Assertions.Expect(office.Page.GetByText(number)).ToBeVisibleAsync();
        await LookAsync(office, $"centre-{look}");
        await office.Page.Locator(".centre-tiles a").Nth(1).ClickAsync();
        await office.Page.WaitForURLAsync("**show=Overdue**");
        Assert.Empty(office.Complaints);
    }

    [Theory, InlineData(Screen.Phone, "zh"), InlineData(Screen.Desktop, "en")]
    internal async Task A_situation_is_switched_on_shown_everywhere_and_ended(
        Screen screen, string language)
    {
        var look = $"{screen}-{language}";
        await using var office = await Reader.SignedInAsync(city, "office", screen, language);
        var page = office.Page;
        await office.OpenAsync("/console/command/situations");
        await page.SelectOptionAsync("#package", "heavy-rain");
        await page.FillAsync("#reason", "暴雨橙色预警");
        await page.FillAsync("#until", "2020-01-01T08:00");
        var begin = page.Locator("form[data-draft=situation-begin] button");
        await begin.ClickAsync();
        await Assertions.Expect(page.Locator("#until-problem")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#reason")).ToHaveValueAsync("暴雨橙色预警");
        await LookAsync(office, $"situation-refused-{look}");
        await page.FillAsync(
            "#until", DateTime.Today.AddDays(2).ToString("yyyy-MM-ddTHH:mm", null));
        await begin.ClickAsync();
        await page.WaitForURLAsync("**done=true");
        var on = page.Locator("section[aria-labelledby=on-heavy-rain]");
        await Assertions.Expect(on).ToContainTextAsync("暴雨橙色预警");
        await LookAsync(office, $"situations-{look}");
        await office.OpenAsync("/console/command/centre?situation=heavy-rain");
        await Assertions.Expect(on).ToBeVisibleAsync();
        await LookAsync(office, $"centre-situation-{look}");
        await office.OpenAsync("/wall");
        await Assertions.Expect(page.Locator(".wall-situation")).ToBeVisibleAsync();
        await LookAsync(office, $"wall-situation-{look}");

        await office.OpenAsync("/console/command/situations");
        await on.Locator("a.btn").ClickAsync();
        await page.FillAsync("#words", "预警解除");
        await page.Locator("form[data-draft=situation-end] button").ClickAsync();
        await page.WaitForURLAsync("**done=true");
        await Assertions.Expect(on).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("tbody")).ToContainTextAsync("预警解除");
        Assert.Empty(office.Complaints);
    }

    [Theory, InlineData(Screen.Phone, "zh"), InlineData(Screen.Desktop, "en")]
    internal async Task A_screen_with_a_link_shows_the_wall_panel_by_panel(
        Screen screen, string language)
    {
        var look = $"{screen}-{language}";
        await city.ReportAsync("桥下积水");
        await using var keeper = await Reader.SignedInAsync(
            city, "system-keeper", screen, language);
        await keeper.OpenAsync("/console/administration/wall");
        await keeper.Page.Locator("#name").FillAsync("指挥大厅");
        await keeper.Page.Locator("form[data-draft=wall-link] .btn-primary").ClickAsync();
        var link = keeper.Page.Locator(".alert a");
        await Assertions.Expect(link).ToBeVisibleAsync();
        await LookAsync(keeper, $"wall-links-{look}");
        var address = new Uri((await link.GetAttributeAsync("href"))!).PathAndQuery;

        await using var hall = await Reader.SitAsync(city, screen, language);
        if (screen == Screen.Desktop)
        {
            await hall.Page.SetViewportSizeAsync(1920, 1080);
        }

        await hall.OpenAsync(address);
        var shown = hall.Page.Locator(".wall-panel:visible");
        await Assertions.Expect(shown).ToHaveCountAsync(1);
        await LookAsync(hall, $"wall-{look}");
        await hall.Page.Locator("[data-wall-pause]").ClickAsync();
        await Assertions.Expect(shown).ToHaveCountAsync(4);
        await LookAsync(hall, $"wall-all-{look}");
        await hall.Page.EmulateMediaAsync(
            new PageEmulateMediaOptions { ReducedMotion = ReducedMotion.Reduce });
        await hall.OpenAsync(address);
        await Assertions.Expect(shown).ToHaveCountAsync(4);
        Assert.Empty(keeper.Complaints.Concat(hall.Complaints));
    }

    private static async Task LookAsync(Reader reader, string name)
    {
        await reader.FitsAsync();
        await reader.HoldsToAccessAsync();
        await reader.ShowAsync(name);
    }
}
