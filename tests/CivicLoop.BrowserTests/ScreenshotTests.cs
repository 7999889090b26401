using CivicLoop.Modules.Simulation;
using Microsoft.Extensions.DependencyInjection;

namespace CivicLoop.BrowserTests;

/// <summary>The pages that the documents show, as they are. With <c>CIVICLOOP_SCREENSHOTS</c> it
/// leaves their pictures.</summary>
public sealed class ScreenshotTests(ServedCity city) : IClassFixture<ServedCity>
{
    private const int DaysPlayed = 30;
    private const int CasesPlayed = 600;

    private static readonly (string Name, string Who, string Address, Screen Screen)[] Pages =
    [
        ("map", "", "/map", Screen.Phone),
        ("list", "", "/cases", Screen.Phone),
        ("statistics", "", "/statistics", Screen.Desktop),
        ("open-data", "", "/open-data", Screen.Desktop),
        ("worklist", "dispatcher", "/console/work/dispatch", Screen.Desktop),
        ("search", "dispatcher", "/console/find?q=%E5%9E%83%E5%9C%BE", Screen.Desktop),
        ("my-work-phone", "handler-wuhua-cg", "/console", Screen.Phone),
        ("organizations", "catalogue-keeper", "/console/administration/organizations/tree",
            Screen.Desktop),
        ("areas", "catalogue-keeper", "/console/administration/areas", Screen.Desktop),
        ("audit", "auditor", "/console/administration/audit", Screen.Desktop),
        ("notices", "dispatcher", "/account/notices", Screen.Desktop),
    ];

    [Fact]
    public async Task The_documents_show_pages_as_they_are()
    {
        var played = await city.Services.GetRequiredService<SimulateCases>().RunAsync(
            new SimulateRequest(
                DaysPlayed, CasesPlayed, Seed: 1,
                new DateTimeOffset(TimeProvider.System.GetUtcNow().Date, TimeSpan.Zero)));
        Assert.Null(played.Problem);
        foreach (var (language, (name, who, address, screen)) in Languages()
            .SelectMany(language => Pages.Select(page => (language, page))))
        {
            await using var reader = await Reader.SitAsync(city, screen, language);
            if (who.Length > 0)
            {
                await reader.OpenAsync("/sign-in?return=/console");
                await reader.Page.Locator($"form:has(input[value='{who}']) button").ClickAsync();
                await reader.Page.WaitForURLAsync("**/console");
            }

            await reader.OpenAsync(address);
            Assert.True(await reader.Page.Locator("h1").IsVisibleAsync(), address);
            await reader.ShowAsync($"{name}-{language}", whole: false);
            Assert.Empty(reader.Complaints);
        }
    }

    // Whether they can be opened in English too is seen elsewhere.
    private static string[] Languages() => Reader.KeepsPictures ? ["zh", "en"] : ["zh"];
}
