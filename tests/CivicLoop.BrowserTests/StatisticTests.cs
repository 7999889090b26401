using CivicLoop.Domain.Scores;
using CivicLoop.Modules.Scores.Contracts;
using CivicLoop.Modules.Standards.Contracts;
using CivicLoop.Modules.Statistics.Contracts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace CivicLoop.BrowserTests;

/// <summary>The office enters a figure, a leader confirms it, and the score opens to it.</summary>
public sealed class StatisticTests(CountedCity city) : IClassFixture<CountedCity>
{
    private const string Here = "/console/statistics";

    // Of the running month nothing was played of this one.
    private const string Missing = "sample-city/R.2.1.2";

    [Theory]
    [InlineData("Phone", "zh", "530102000000")]
    [InlineData("Desktop", "en", "530103000000")]
    public async Task A_figure_is_entered_confirmed_by_another_body_and_found_from_the_score(
        string on, string language, string district)
    {
        var screen = Enum.Parse<Screen>(on);
        await using var office = await Reader.SignedInAsync(city, "office", screen, language);
        var page = office.Page;
        await office.OpenAsync($"{Here}?month={city.Month}");
        await LookAsync(office, $"statistics-{screen}-{language}");
        await office.OpenAsync(
            $"{Here}/new?month={city.Month}&measure={Uri.EscapeDataString(Missing)}");
        Assert.Equal(Missing, await page.InputValueAsync("#measure"));
        await page.FillAsync("#unit", district);
        await page.FillAsync("#part", "21");
        await page.FillAsync("#whole", "20");
        await page.FillAsync("#sourceName", "智慧城管系统");
        await page.Locator("main form .btn-primary").ClickAsync();
        // What was typed stays, and the field says what is wrong.
        await Assertions.Expect(page.Locator("#part-problem")).ToBeVisibleAsync();
        Assert.Equal("智慧城管系统", await page.InputValueAsync("#sourceName"));
        await LookAsync(office, $"statistic-wrong-{screen}-{language}");
        await page.FillAsync("#part", "19");
        await page.Locator("main form .btn-primary").ClickAsync();
        await page.WaitForURLAsync("**?done=true");
        var address = new Uri(page.Url).AbsolutePath;
        // The body that entered it is not offered to confirm it.
        Assert.Equal(0, await page.Locator("form[action$='handler=Confirm']").CountAsync());

        await using var leader = await Reader.SignedInAsync(city, "leader", screen, language);
        await leader.OpenAsync(address);
        await LookAsync(leader, $"statistic-waiting-{screen}-{language}");
        await leader.Page.Locator("form[action$='handler=Confirm'] button").ClickAsync();
        await leader.Page.WaitForURLAsync("**?done=true");
        await Assertions.Expect(leader.Page.Locator(".alert-success")).ToBeVisibleAsync();

        Assert.Null((await city.Services.GetRequiredService<PlayScores>().RunAsync()).Problem);
        await leader.OpenAsync(
            $"/console/scores/city/{city.Month}/city?node=statistic.R.2.1.2");
        await LookAsync(leader, $"score-statistic-{screen}-{language}");
        await leader.Page.Locator($"main a[href^='{Here}?month={city.Month}']").ClickAsync();
        await leader.Page.WaitForURLAsync("**measure=*R.2.1.2");
        await leader.Page.Locator($"main a[href='{address}']").ClickAsync();
        await leader.Page.WaitForURLAsync($"**{address}");

        await office.OpenAsync(address);
        await LookAsync(office, $"statistic-confirmed-{screen}-{language}");
        await office.OpenAsync($"{Here}/import");
        await LookAsync(office, $"statistic-import-{screen}-{language}");
        Assert.Empty(office.Complaints);
        Assert.Empty(leader.Complaints);
    }

    private static async Task LookAsync(Reader reader, string name)
    {
        await reader.FitsAsync();
        await reader.HoldsToAccessAsync();
        await reader.ShowAsync(name);
    }
}

/// <summary>The demonstration city with figures of two months, before its scores are published.
/// </summary>
public sealed class CountedCity : ServedCity, IAsyncLifetime
{
    public string Month { get; private set; } = "";

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        var played = await Services.GetRequiredService<PlayStatistics>().RunAsync(seed: 1);
        Assert.Null(played.Problem);
        Assert.True(played.Value > 0);
        Month = $"{ScorePeriod.MonthAt(Services.GetRequiredService<EditionLists>().Today)}";
    }
}
