using CivicLoop.Domain.Cases;
using Microsoft.Playwright;

namespace CivicLoop.BrowserTests;

/// <summary>Whatever breaks while somebody types: they are told in words, and nothing is lost.
/// </summary>
public sealed class InterruptionTests(ServedCity city) : IClassFixture<ServedCity>
{
    private const string Typed = "井盖丢了，路边没有围挡";

    [Theory, ClassData(typeof(EachScreen))]
    internal async Task A_report_sent_while_the_server_is_away_stays_in_its_form(
        Screen screen, string language)
    {
        await using var reader = await Reader.SitAsync(city, screen, language);
        var page = reader.Page;
        await reader.OpenAsync("/report");
        await page.FillAsync("#lat", "25.011");
        await page.FillAsync("#lon", "102.681");
        await page.FillAsync("#description", Typed);
        await page.SelectOptionAsync("#class", "E0102");
        await city.StopAsync();
        try
        {
            await page.Locator("form#report > div > button").ClickAsync();
            await page.Locator("form [data-unreachable]").WaitForAsync();
            await reader.FitsAsync();
            await reader.ShowAsync($"unreachable-{screen}-{language}");
            Assert.Equal(Typed, await page.InputValueAsync("#description"));
        }
        finally
        {
            await city.StartAgainAsync();
        }

        await reader.SendReportAsync();
        Assert.Contains(Typed, await page.InnerTextAsync("main"), StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(EachScreen))]
    internal async Task A_draft_is_there_after_the_window_was_closed(
        Screen screen, string language)
    {
        await using var reader = await Reader.SitAsync(city, screen, language);
        await reader.OpenAsync("/report");
        await reader.Page.FillAsync("#description", Typed);
        var again = await reader.Page.Context.NewPageAsync();
        await reader.Page.CloseAsync();
        await again.GotoAsync("/report");
        await Assertions.Expect(again.Locator("#description")).ToHaveValueAsync(Typed);
    }

    [Theory, ClassData(typeof(EachScreen))]
    internal async Task A_session_that_ended_in_the_middle_of_a_form_loses_no_words(
        Screen screen, string language)
    {
        var known = await city.ReportAsync("路灯整夜不亮", lat: 25.02, lon: 102.74);
        await city.ActAsync(known.Case.Number, (CaseCommand.AskVerification, null));
        await using var reader = await Reader.SitAsync(city, screen, language);
        var page = reader.Page;
        await SignInAsync(reader, $"/console/cases/{known.Case.Number}");
        var form = page.Locator("form:has(input[name=command][value='reject'])");
        await OpenFormAsync(form);
        await form.Locator("textarea").First.FillAsync(Typed);
        await page.Context.ClearCookiesAsync();
        await form.Locator("button[type=submit], button:not([type])").Last.ClickAsync();
        await page.WaitForURLAsync("**/sign-in**");
        await reader.HoldsToAccessAsync();
        await reader.ShowAsync($"session-ended-{screen}-{language}");
        Assert.True(await page.Locator("[data-session-ended]").IsVisibleAsync());

        await page.Locator("form:has(input[value='reception']) button").ClickAsync();
        await page.WaitForURLAsync($"**/console/cases/{known.Case.Number}**");
        await OpenFormAsync(form);
        Assert.Equal(Typed, await form.Locator("textarea").First.InputValueAsync());
    }

    [Theory, ClassData(typeof(EachScreen))]
    internal async Task A_broken_link_says_so_and_leads_on(Screen screen, string language)
    {
        await using var reader = await Reader.SitAsync(city, screen, language);
        await SignInAsync(reader, "/console");
        foreach (var address in new[] { "/nothing/here", "/cases/530102-1", "/console/nothing" })
        {
            await reader.OpenAsync(address);
            await reader.HoldsToAccessAsync();
            await reader.FitsAsync();
            Assert.True(await reader.Page.Locator("main a[href]").CountAsync() > 0, address);
        }
    }

    // A step's form may lie behind its summary.
    private static async Task OpenFormAsync(ILocator form)
    {
        if (!await form.Locator("textarea").First.IsVisibleAsync())
        {
            await form.Locator("xpath=ancestor::details/summary").First.ClickAsync();
        }
    }

    private static async Task SignInAsync(Reader reader, string address)
    {
        await reader.SignInAsync("reception", address);
        await reader.MapReadyAsync();
    }
}
