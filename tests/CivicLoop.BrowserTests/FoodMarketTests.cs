using CivicLoop.Modules.Markets.Contracts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace CivicLoop.BrowserTests;

/// <summary>Food grades as their keeper gives them, and the markets' board as residents and staff
/// read it.</summary>
public sealed class FoodMarketTests(ServedCity city) : IClassFixture<ServedCity>
{
    private const string Licence = "JY13301080111719";
    private const string WrongLicence = "JY13301080111718";
    private const string Credit = "91350100M000100Y43";

    // A month ago and the one before.
    private static readonly int[] DaysAgo = [30, 61];

    [Theory]
    [InlineData(Screen.Phone, "zh", "S12-530102-0001")]
    [InlineData(Screen.Desktop, "en", "S14-530102-0001")]
    internal async Task An_operator_is_graded_and_its_visits_of_the_year_are_due(
        Screen screen, string language, string site)
    {
        await using var keeper = await Reader.SignedInAsync(
            city, "catalogue-keeper", screen, language);
        var page = keeper.Page;
        await keeper.OpenAsync("/console/food");
        await LookAsync(keeper, $"food-{screen}-{language}");
        await page.FillAsync("#site", site);
        await page.FillAsync("#licence", WrongLicence);
        await page.FillAsync("#licenceUntil", "2099-12-31");
        await page.FillAsync("#creditCode", Credit);
        await PressAsync(page, "food-operator");

        // The last digit proves the others; what was typed stays beside what is wrong.
        await Assertions.Expect(page.Locator("#licence-problem")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#site")).ToHaveValueAsync(site);
        await page.FillAsync("#licence", Licence);
        await PressAsync(page, "food-operator");
        await page.WaitForURLAsync($"**/console/food/operator?site={site}*");

        await page.FillAsync("#staticPoints", "30");
        await page.FillAsync("#dynamicPoints", "61");
        await page.FillAsync("#basisName", "风险分级评定表");
        await PressAsync(page, $"food-assess-{site}");
        await Assertions.Expect(page.Locator("#dynamicPoints-problem")).ToBeVisibleAsync();
        await page.FillAsync("#dynamicPoints", "40");
        await PressAsync(page, $"food-assess-{site}");
        await page.WaitForURLAsync("**done=true");

        // Seventy points are a D, and a D is visited three or four times a year.
        await Assertions.Expect(page.Locator(".duty-facts")).ToContainTextAsync("D");
        Assert.InRange(
            await page.Locator("main table").First.Locator("tbody tr").CountAsync(), 1, 4);
        await LookAsync(keeper, $"food-operator-{screen}-{language}");
        Assert.Empty(keeper.Complaints);
    }

    [Fact]
    public async Task A_market_is_read_from_the_public_board_to_its_visits()
    {
        foreach (var days in DaysAgo)
        {
            await city.PlayEarlierAsync(TimeSpan.FromDays(days), async services => Assert.Null(
                (await services.GetRequiredService<PlayMarkets>().RunAsync(1)).Problem));
        }

        await ReadAsync(Screen.Phone, "zh");
        await ReadAsync(Screen.Desktop, "en");
    }

    private async Task ReadAsync(Screen screen, string language)
    {
        await using var resident = await Reader.SitAsync(city, screen, language);
        await resident.OpenAsync("/markets");
        await LookAsync(resident, $"markets-{screen}-{language}");
        var first = resident.Page.Locator("tbody tr:has(strong) th a").First;
        var market = (await first.GetAttributeAsync("href"))!.Split('/')[^1];
        await first.ClickAsync();
        await resident.Page.WaitForURLAsync($"**/markets/{market}");
        await Assertions.Expect(resident.Page.Locator("svg.trend circle").First)
            .ToBeVisibleAsync();
        // A month nobody looked is missing, never a full mark.
        await Assertions.Expect(resident.Page.Locator("tbody .state-waiting").First)
            .ToBeVisibleAsync();
        // Whose visit it was is for staff.
        Assert.Equal(
            0, await resident.Page.Locator("a[href*='/inspections/results/']").CountAsync());
        await LookAsync(resident, $"market-{screen}-{language}");

        await using var staff = await Reader.SignedInAsync(city, "dispatcher", screen, language);
        await staff.OpenAsync($"/console/markets/{market}");
        await staff.Page.Locator("a[href*='/inspections/results/']").First.ClickAsync();
        await staff.Page.WaitForURLAsync("**/console/inspections/results/*");
        await LookAsync(staff, $"market-visit-{screen}-{language}");
        Assert.Empty(resident.Complaints.Concat(staff.Complaints));
    }

    private static Task PressAsync(IPage page, string form) =>
        page.Locator($"form[data-draft='{form}'] button").ClickAsync();

    private static async Task LookAsync(Reader reader, string name)
    {
        await reader.FitsAsync();
        await reader.HoldsToAccessAsync();
        await reader.ShowAsync(name);
    }
}
