using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Inspections;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Places;
using CivicLoop.Modules.Inspections;
using CivicLoop.Modules.People;
using CivicLoop.Modules.Places;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace CivicLoop.BrowserTests;

/// <summary>Visits and re-checks on a phone without a network: nothing that was tapped is lost, and
/// it arrives once.</summary>
public sealed class FieldVisitTests(ServedCity city) : IClassFixture<ServedCity>
{
    // Beside one tap an item: open the list, hand in, and what a visit may need.
    private const int TapsBeside = 5;

    [Theory, InlineData("zh"), InlineData("en")]
    public async Task A_visit_without_a_network_survives_the_app_and_is_handed_in_once(
        string language)
    {
        var (visit, who) = await AssignedAsync();
        await using var reader = await OpenAsync(who, language);
        var page = reader.Page;
        await reader.ShowAsync($"field-visits-{language}");
        await page.Context.SetOfflineAsync(true);
        await page.Locator($"[data-visit='{visit}']").ClickAsync();
        var items = page.Locator("fieldset.check");
        await items.First.WaitForAsync();
        var all = await items.CountAsync();
        await AnswerAsync(page, from: 0, to: all / 2);

        // Killed in the middle, and opened again still without a network.
        var again = await page.Context.NewPageAsync();
        await page.CloseAsync();
        await again.GotoAsync($"/field/visit/{visit}");
        await again.Locator("fieldset.check").First.WaitForAsync();
        await Assertions.Expect(again.Locator("fieldset.check [aria-pressed=true]"))
            .ToHaveCountAsync(all / 2);

        // What is still open is told beside the item.
        await again.Locator(".hand-in button").ClickAsync();
        await again.Locator("fieldset .problem").First.WaitForAsync();
        Assert.True(await again.EvaluateAsync<bool>(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"));
        await ShowAsync(again, reader, $"field-visit-open-{language}");
        Assert.NotEqual(0, await again.Locator("fieldset .problem").CountAsync());
        var taps = await AnswerAsync(again, all / 2, all) + (all / 2);
        Assert.InRange(taps, 1, all + TapsBeside);

        // Something that is not in order asks for its photo.
        var code = await again.Locator("fieldset.check:has(input[type=file])").First
            .GetAttributeAsync("data-item");
        var pictured = again.Locator($"fieldset[data-item='{code}']");
        await pictured.Locator(".choice-row .choice").Nth(1).ClickAsync();
        await again.Locator(".hand-in button").ClickAsync();
        await pictured.Locator(".problem").WaitForAsync();
        await pictured.Locator("input[type=file]").SetInputFilesAsync(FieldTests.Picture());
        await pictured.Locator(".photo img").WaitForAsync();
        await ShowAsync(again, reader, $"field-visit-{language}");
        await again.Locator(".hand-in button").ClickAsync();
        await again.Locator(".item[data-state=waiting]").WaitForAsync();
        Assert.Equal(VisitState.Planned, (await VisitAsync(visit)).State);

        await again.Context.SetOfflineAsync(false);
        var done = again.Locator(".item[data-state=done]");
        await done.WaitForAsync();
        await ShowAsync(again, reader, $"field-visit-sent-{language}");
        var seen = await VisitAsync(visit);
        Assert.Equal(VisitState.Done, seen.State);
        Assert.Contains(
            (seen.ScoreMilli!.Value / 10m).ToString(
                "0.0", System.Globalization.CultureInfo.InvariantCulture),
            await done.InnerTextAsync(), StringComparison.Ordinal);
        Assert.Single(await AnswersAsync(visit), one => one.PictureId is not null);
        Assert.Empty(reader.Complaints);
    }

    [Fact]
    public async Task Of_two_phones_on_one_visit_the_second_is_told_and_loses_nothing()
    {
        var (visit, who) = await AssignedAsync();
        await using var first = await OpenAsync(who, "zh");
        await using var second = await OpenAsync(who, "zh");
        await second.Page.Context.SetOfflineAsync(true);
        foreach (var (reader, answer) in new[] { (second, 1), (first, 0) })
        {
            await reader.Page.GotoAsync($"/field/visit/{visit}");
            var items = reader.Page.Locator("fieldset.check");
            await items.First.WaitForAsync();
            await AnswerAsync(reader.Page, 0, await items.CountAsync());
            await reader.Page.Locator("fieldset.check:not(:has(input[type=file])) .choice-row")
                .First.Locator(".choice").Nth(answer).ClickAsync();
            await reader.Page.Locator(".hand-in button").ClickAsync();
            await reader.Page.Locator(".item").First.WaitForAsync();
        }

        await first.Page.Locator(".item[data-state=done]").WaitForAsync();
        await second.Page.Context.SetOfflineAsync(false);
        var refused = second.Page.Locator(".item[data-state=refused]");
        await refused.WaitForAsync();
        await second.ShowAsync("field-visit-refused");
        await refused.Locator("button").First.ClickAsync();
        await second.Page.Locator("fieldset.check [aria-pressed=true]").First.WaitForAsync();
    }

    [Fact]
    public async Task A_closed_case_is_looked_at_again_without_a_network()
    {
        var (recheck, who, number) = await RecheckAsync();
        await using var reader = await OpenAsync(who, "zh");
        var page = reader.Page;
        await page.Context.SetOfflineAsync(true);
        await page.Locator($"[data-recheck='{recheck}']").ClickAsync();
        await reader.HoldsToAccessAsync();
        await page.Locator(".two button").Nth(1).ClickAsync();
        await page.Locator(".problem").WaitForAsync();
        await page.FillAsync("#note", "垃圾又堆上了");
        await reader.ShowAsync("field-recheck");
        await page.Locator(".two button").Nth(1).ClickAsync();
        await page.Locator(".item[data-state=waiting]").WaitForAsync();
        await page.Context.SetOfflineAsync(false);
        await page.Locator(".item[data-state=done]").WaitForAsync();
        await using var context = Database.OpenContext();
        var reopened = await context.Set<Case>().SingleAsync(row => row.Number == number);
        Assert.NotEqual(CaseState.Closed, reopened.State);
    }

    private CityDatabase Database => city.Services.GetRequiredService<CityDatabase>();

    // One tap an item; answers how many.
    private static async Task<int> AnswerAsync(IPage page, int from, int to)
    {
        var taps = 0;
        for (var n = from; n < to; n++)
        {
            var row = page.Locator("fieldset.check").Nth(n).Locator(".choice-row");
            var whole = row.Locator(".choice.wide");
            await (await whole.CountAsync() > 0 ? whole : row.Locator(".choice").First)
                .ClickAsync();
            taps++;
        }

        return taps;
    }

    // The reader's own page was closed; the picture is of the one that goes on.
    private static async Task ShowAsync(IPage page, Reader reader, string name)
    {
        if (page != reader.Page && Environment.GetEnvironmentVariable("CIVICLOOP_SCREENSHOTS")
            is { Length: > 0 } folder)
        {
            await page.ScreenshotAsync(new PageScreenshotOptions
            {
                Path = Path.Combine(folder, name + ".png"), FullPage = true,
            });
        }
    }

    private async Task<Reader> OpenAsync(string who, string language)
    {
        var reader = await Reader.SitAsync(city, Screen.Phone, language);
        await reader.SignInAsync(who, "/field/");
        await reader.Page.Locator("[data-downloaded]").WaitForAsync();
        await reader.Page.EvaluateAsync("() => navigator.serviceWorker.ready.then(() => true)");
        await reader.HoldsToAccessAsync();
        return reader;
    }

    /// <summary>A visit that is still to be made, and the sign-in of who is sent.</summary>
    private async Task<(Guid Visit, string Who)> AssignedAsync()
    {
        var place = city.Services.GetRequiredService<CityHolder>().Current.Areas
            .ShapeOf("530102001001")!.InteriorPoint;
        var registered = await city.Services.GetRequiredService<KeepSites>().SaveAsync(
            new SiteWish { Kind = "S11", NameZh = "翠湖农贸市场", Lon = place.X, Lat = place.Y },
            "system");
        Assert.Null(registered.Problem);
        await PlayedInspection.DrawAsync(city);
        var signIns = await SignInsAsync();
        await using var context = Database.OpenContext();
        var visits = await context.Set<Visit>()
            .Where(row => row.State == VisitState.Planned && row.Inspector != null)
            .OrderBy(row => row.Id).ToListAsync();
        var visit = visits.First(row => signIns.ContainsKey(row.Inspector!));
        return (visit.Id, signIns[visit.Inspector!]);
    }

    private async Task<(Guid Recheck, string Who, string Number)> RecheckAsync()
    {
        // Its class is one of safety, so that it is looked at again in any case.
        var safety = city.Services.GetRequiredService<CityHolder>().Current.Catalogue.Groups
            .SelectMany(group => group.Classes)
            .First(one => one is { IsSafety: true, IsActive: true, PhotoReason: null }).Code;
        var reported = await city.ReportAsync("井盖缺失", safety);
        await city.ActAsync(
            reported.Case.Number, (CaseCommand.AskVerification, null),
            (CaseCommand.ConfirmOnSite, "属实"), (CaseCommand.Accept, null),
            (CaseCommand.Dispatch, null), (CaseCommand.Rectify, "已处理"),
            (CaseCommand.PassCheck, "现场已处理"), (CaseCommand.Close, null));
        var number = reported.Case.Number;
        await city.Services.GetRequiredService<Rechecks>()
            .ChooseAsync(TestContext.Current.CancellationToken);
        await using var context = Database.OpenContext();
        var sent = await context.Set<Recheck>().SingleAsync(row => row.CaseNumber == number);
        return (sent.Id, (await SignInsAsync())[sent.Inspector!], number);
    }

    private async Task<Dictionary<string, string>> SignInsAsync() =>
        (await city.Services.GetRequiredService<PeopleLists>().DemonstrationAsync(default))
            .ToDictionary(
                one => ActingCaller.ActorOf(one.Account.Id), one => one.Account.SignIn);

    private async Task<Visit> VisitAsync(Guid id)
    {
        await using var context = Database.OpenContext();
        return await context.Set<Visit>().SingleAsync(row => row.Id == id);
    }

    private async Task<List<VisitAnswer>> AnswersAsync(Guid id)
    {
        await using var context = Database.OpenContext();
        return await context.Set<VisitAnswer>().Where(row => row.VisitId == id).ToListAsync();
    }
}
