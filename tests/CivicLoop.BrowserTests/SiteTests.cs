using CivicLoop.Domain.People;
using CivicLoop.Platform.City;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace CivicLoop.BrowserTests;

/// <summary>The register of sites as its keeper and a passer-by meet it.</summary>
public sealed class SiteTests(ServedCity city) : IClassFixture<ServedCity>
{
    [Theory, ClassData(typeof(EachScreen))]
    internal async Task A_site_is_registered_and_found_by_its_printed_code(
        Screen screen, string language)
    {
        await using var keeper = await Reader.SignedInAsync(
            city, "catalogue-keeper", screen, language);
        await keeper.OpenAsync("/console/sites/new");
        await FillAsync(keeper, $"翠湖农贸市场 {screen} {language}", "91350100M000100Y44");
        await PressAsync(keeper, "site-new");

        // What was typed is still there beside what is wrong with it.
        await Assertions.Expect(keeper.Page.Locator("#creditCode-problem")).ToBeVisibleAsync();
        await Assertions.Expect(keeper.Page.Locator("#nameZh")).ToHaveValueAsync(
            $"翠湖农贸市场 {screen} {language}");
        await keeper.ShowAsync($"site-wrong-{screen}-{language}");
        await keeper.Page.Locator("#creditCode").FillAsync("91350100M000100Y43");
        await PressAsync(keeper, "site-new");
        await keeper.Page.WaitForURLAsync("**?done=true");
        await keeper.ShowAsync($"site-{screen}-{language}");
        await keeper.HoldsToAccessAsync();

        var printed = await keeper.Page.Locator("a[href^='http'][href*='/sites/S11-']").First
            .GetAttributeAsync("href");
        await using var passer = await Reader.SitAsync(city, screen, language);
        await passer.OpenAsync(new Uri(printed!).PathAndQuery);
        await passer.ShowAsync($"site-public-{screen}-{language}");
        await passer.HoldsToAccessAsync();
        await passer.Page.Locator("a[href^='/report?lat=']").ClickAsync();
        await passer.Page.WaitForURLAsync("**/report?lat=*");
        Assert.Empty(keeper.Complaints.Concat(passer.Complaints));
    }

    private async Task FillAsync(Reader keeper, string name, string credit)
    {
        var middle = city.Services.GetRequiredService<CityHolder>().Current.Areas.Districts[0];
        var shape = city.Services.GetRequiredService<CityHolder>().Current.Areas
            .ShapeOf(middle.Code)!.InteriorPoint;
        Assert.True(SocialCreditCode.IsValid("91350100M000100Y43"));
        await keeper.Page.Locator("#kind").SelectOptionAsync("S11");
        await keeper.Page.Locator("#nameZh").FillAsync(name);
        await keeper.Page.Locator("#lat").FillAsync(FormattableString.Invariant($"{shape.Y}"));
        await keeper.Page.Locator("#lon").FillAsync(FormattableString.Invariant($"{shape.X}"));
        await keeper.Page.Locator("#creditCode").FillAsync(credit);
        await keeper.Page.Locator("#attributes").FillAsync("licence=JY15301\nstalls=120");
    }

    private static Task PressAsync(Reader keeper, string form) =>
        keeper.Page.Locator($"form[data-draft='{form}'] button.btn-primary").ClickAsync();
}
