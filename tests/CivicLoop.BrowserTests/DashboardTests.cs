using CivicLoop.Modules.Dashboards;
using CivicLoop.Modules.Simulation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace CivicLoop.BrowserTests;

/// <summary>From a figure to its list, from a chart to its table, from a department's row to the
/// two who answer.</summary>
public sealed class DashboardTests(ServedCity city) : IClassFixture<ServedCity>
{
    private const int DaysPlayed = 45;
    private const int CasesPlayed = 600;

    [Theory, InlineData(Screen.Phone, "zh"), InlineData(Screen.Desktop, "en")]
    internal async Task Headquarters_opens_a_figure_to_its_cases(Screen screen, string language)
    {
        await PlayAsync();
        await using var leader = await Reader.SignedInAsync(city, "leader", screen, language);
        var page = leader.Page;
        if (language == "en")
        {
            await page.EmulateMediaAsync(
                new PageEmulateMediaOptions { ColorScheme = ColorScheme.Dark });
        }

        await leader.OpenAsync(DashboardPage.Here);
        await Assertions.Expect(page.Locator("[data-chart=rates][data-drawn] [data-chart-map] svg"))
            .ToBeVisibleAsync();
        await LookAsync(leader, $"dashboard-{screen}-{language}");
        if (screen == Screen.Desktop)
        {
            await page.SetViewportSizeAsync(1920, 1080);
            await LookAsync(leader, $"dashboard-wide-{language}");
        }

        await Assertions.Expect(page.Locator("a[href*='show=Repeat']").First).ToBeVisibleAsync();
        var overdue = page.Locator("[data-figure=Overdue]");
        var count = await overdue.Locator("strong").InnerTextAsync();
        Assert.NotEqual("0", count);
        await overdue.ClickAsync();
        await page.WaitForURLAsync("**/cases?*show=Overdue*");
        Assert.True(await page.Locator("[data-live-case]").CountAsync() > 0);
        await LookAsync(leader, $"dashboard-cases-{screen}-{language}");
        Assert.Empty(leader.Complaints);
    }

    [Fact]
    public async Task A_chart_is_turned_into_its_table_and_a_file_by_the_keyboard_alone()
    {
        await PlayAsync();
        await using var office = await Reader.SignedInAsync(city, "office", Screen.Desktop, "zh");
        var page = office.Page;
        await page.EmulateMediaAsync(
            new PageEmulateMediaOptions { ReducedMotion = ReducedMotion.Reduce });
        await office.OpenAsync(DashboardPage.Here);
        var card = page.Locator("section[aria-labelledby=on-time-title]");
        await Assertions.Expect(card.Locator("svg")).ToBeVisibleAsync();
        await Assertions.Expect(card.Locator("table")).ToBeHiddenAsync();
        var toggle = card.Locator("[data-chart-toggle]");
        await toggle.FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(card.Locator("table")).ToBeVisibleAsync();
        await Assertions.Expect(toggle).ToHaveAttributeAsync("aria-pressed", "true");
        await page.Keyboard.PressAsync("Tab");
        var download = await page.RunAndWaitForDownloadAsync(
            () => page.Keyboard.PressAsync("Enter"));
        Assert.Equal("ontime-city.csv", download.SuggestedFilename);
        var text = await File.ReadAllTextAsync((await download.PathAsync())!);
        Assert.StartsWith("周（周一）,立案,应结案", text.TrimStart('\uFEFF'));
        Assert.Empty(office.Complaints);
    }

    [Theory, InlineData(Screen.Phone, "zh"), InlineData(Screen.Desktop, "en")]
    internal async Task A_department_goes_from_its_row_to_both_who_answer_in_a_district(
        Screen screen, string language)
    {
        await PlayAsync();
        await using var head = await Reader.SignedInAsync(city, "head-cg", screen, language);
        var page = head.Page;
        await head.OpenAsync(DashboardPage.Here);
        await LookAsync(head, $"dashboard-line-{screen}-{language}");
        await page.Locator($"main a[href='{GridPage.Here}']").ClickAsync();
        // The own line, an area a row: 14 districts, and behind them nine zones.
        await Assertions.Expect(page.Locator("tbody th")).ToHaveCountAsync(14 + 9);
        await LookAsync(head, $"grid-line-{screen}-{language}");
        await page.Locator("a[href*='line=km-cg&area=530102000000']").ClickAsync();
        await Assertions.Expect(page.Locator("[data-cell=line]"))
            .ToContainTextAsync("市城管局负责人");
        await Assertions.Expect(page.Locator("[data-cell=owner]"))
            .ToContainTextAsync("五华区负责人");
        await LookAsync(head, $"cell-{screen}-{language}");
        Assert.True(await page.Locator("[data-live-case]").CountAsync() > 0);

        await using var office = await Reader.SignedInAsync(city, "office", screen, language);
        await office.OpenAsync(GridPage.Here);
        await LookAsync(office, $"grid-{screen}-{language}");
        Assert.Empty(office.Complaints.Concat(head.Complaints));
    }

    private static async Task LookAsync(Reader reader, string picture)
    {
        await reader.FitsAsync();
        await reader.HoldsToAccessAsync(inEnglishToo: true);
        await reader.ShowAsync(picture);
    }

    // An interrupted or repeated simulation goes on where it stood, so every story may ask for it.
    private async Task PlayAsync()
    {
        var played = await city.Services.GetRequiredService<SimulateCases>().RunAsync(
            new SimulateRequest(
                DaysPlayed, CasesPlayed, Seed: 1,
                new DateTimeOffset(TimeProvider.System.GetUtcNow().Date, TimeSpan.Zero))
            {
                HabitShare = 0.05,
            });
        Assert.Null(played.Problem);
        await city.Services.GetRequiredService<CountWeeks>().RunAsync(default);
    }
}
