using CivicLoop.Modules.Simulation;
using CivicLoop.Modules.WhatIf;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace CivicLoop.BrowserTests;

/// <summary>A leader looks at the present, tries a change, and corrects a slip.</summary>
public sealed class WhatIfTests(ServedCity city) : IClassFixture<ServedCity>
{
    private const int DaysPlayed = 45;
    private const int CasesPlayed = 1_500;

    [Theory, InlineData(Screen.Desktop, "zh")]
    internal async Task A_leader_tries_a_change_on_the_load_there_really_was(
        Screen screen, string language)
    {
        await PlayAsync();
        await using var leader = await Reader.SignedInAsync(city, "leader", screen, language);
        var page = leader.Page;
        await leader.OpenAsync(WhatIfPage.Here);
        await Assertions.Expect(page.Locator("[data-chart=pairs][data-drawn] svg"))
            .ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[data-fit]")).ToBeVisibleAsync();
        await LookAsync(leader, $"what-if-present-{screen}-{language}");

        await page.Locator("[data-chart-toggle]").ClickAsync();
        var unit = await page.Locator("tr[data-unit]").First.GetAttributeAsync("data-unit");
        await page.FillAsync("[name=unit]", unit!);
        await page.FillAsync("[name=hands]", "many");
        await page.Locator("main form .btn-primary").ClickAsync();
        await Assertions.Expect(page.Locator("#staffChange-problem")).ToBeVisibleAsync();
        Assert.Equal("many", await page.Locator("[name=hands]").First.InputValueAsync());
        await LookAsync(leader, $"what-if-wrong-{screen}-{language}");
        // The browser writes down that the page was answered with a refusal.
        leader.Complaints.Clear();

        await page.Locator("[name=hands]").First.FillAsync("1");
        await page.Locator("main form .btn-primary").ClickAsync();
        await page.WaitForURLAsync($"**/what-if?*staff={unit}%3D1*");
        await Assertions.Expect(page.Locator("[data-figure=OnTime]")).ToContainTextAsync("→");
        await page.Locator("[data-chart-toggle]").ClickAsync();
        await Assertions.Expect(page.Locator("tr[data-unit]").First).ToContainTextAsync("→");
        await LookAsync(leader, $"what-if-table-{screen}-{language}");
        await page.Locator("[data-chart-toggle]").ClickAsync();
        await LookAsync(leader, $"what-if-changed-{screen}-{language}");
        Assert.Empty(leader.Complaints);
    }

    private static async Task LookAsync(Reader reader, string picture)
    {
        await reader.FitsAsync();
        await reader.HoldsToAccessAsync(inEnglishToo: true);
        await reader.ShowAsync(picture);
    }

    private async Task PlayAsync()
    {
        var played = await city.Services.GetRequiredService<SimulateCases>().RunAsync(
            new SimulateRequest(
                DaysPlayed, CasesPlayed, Seed: 1,
                new DateTimeOffset(TimeProvider.System.GetUtcNow().Date, TimeSpan.Zero)));
        Assert.Null(played.Problem);
    }
}
