using System.Globalization;
using CivicLoop.Domain.Cases;
using CivicLoop.Modules.Simulation;
using CivicLoop.Platform.City;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace CivicLoop.BrowserTests;

/// <summary>The loop on the embedded database. With <c>CIVICLOOP_SCREENSHOTS</c> it leaves the
/// pictures of docs/using/screenshots.</summary>
public sealed class LoopOnSqliteTests(ServedCity city) : LoopTests(city), IClassFixture<ServedCity>
{
    [Theory, InlineData("zh"), InlineData("en")]
    public Task A_report_is_fixed_by_one_body_checked_by_another_and_answered_by_its_reporter(
        string language) => WalkAsync(language);

    [Theory, InlineData("zh"), InlineData("en")]
    public Task A_leader_opens_the_cases_behind_a_number(string language) => OpenAsync(language);
}

/// <summary>The same on a server's; what it looks like does not hang on it.</summary>
public sealed class LoopOnPostgresTests(ServedOnPostgres city)
    : LoopTests(city), IClassFixture<ServedOnPostgres>
{
    [Fact]
    public Task A_report_is_fixed_by_one_body_checked_by_another_and_answered_by_its_reporter() =>
        WalkAsync("zh");

    [Fact]
    public Task A_leader_opens_the_cases_behind_a_number() => OpenAsync("en");
}

/// <summary>The whole loop as its people walk it, each at their own screen.</summary>
public abstract class LoopTests(ServedCity city)
{
    // Enough that lists, map and ranking have something to show, and played in a moment.
    private const int DaysPlayed = 30;
    private const int CasesPlayed = 600;

    // The community whose unit, district and inspector have demonstration sign-ins.
    private const string Community = "530102001001";

    private protected async Task WalkAsync(string language)
    {
        await PlayAsync();
        await using var resident = await Reader.SitAsync(city, Screen.Desktop, language);
        await resident.OpenAsync("/");
        await resident.ShowAsync($"portal-{language}");
        var number = await ReportAsync(resident, language);
        var own = await resident.Page.Locator(".own-link a").GetAttributeAsync("href");

        await StepAsync("reception", language, number, CaseCommand.AskVerification);
        await StepAsync("inspector-wuhua", language, number, CaseCommand.ConfirmOnSite);
        await StepAsync("reception", language, number, CaseCommand.Accept);
        await StepAsync("dispatcher", language, number, CaseCommand.Dispatch);
        await StepAsync("handler-wuhua-cg", language, number, CaseCommand.Rectify);
        await StepAsync("inspector-wuhua", language, number, CaseCommand.PassCheck, "case");
        await StepAsync("closer", language, number, CaseCommand.Close);

        await resident.OpenAsync(own!);
        await resident.ShowAsync($"reporter-{language}");
        await resident.Page.FillAsync("#reason", Said(language, "还有碎玻璃", "Glass is left"));
        await resident.Page.Locator("form[action*=NotFixed] button").ClickAsync();
        await resident.Page.WaitForURLAsync("**done=notfixed**");
        await using var handler = await SignInAsync("handler-wuhua-cg", language);
        await handler.OpenAsync($"/console/cases/{number}");
        await Assertions.Expect(Form(handler.Page, CaseCommand.Rectify)).ToHaveCountAsync(1);
        Assert.Empty(resident.Complaints.Concat(handler.Complaints));
    }

    private protected async Task OpenAsync(string language)
    {
        await PlayAsync();
        await using var leader = await SignInAsync("leader", language);
        await leader.OpenAsync("/console/evaluation?by=District");
        await leader.FitsAsync();
        await leader.ShowAsync($"evaluation-{language}");
        var number = leader.Page.Locator("#ranking ~ * a, .table a").First;
        var counted = int.Parse(await number.InnerTextAsync(), CultureInfo.InvariantCulture);
        await number.ClickAsync();
        await leader.Page.WaitForURLAsync("**/console/evaluation/cases**");
        var rows = await leader.Page.Locator("tbody tr").CountAsync();
        Assert.InRange(rows, 1, counted);
        Assert.Empty(leader.Complaints);
    }

    private async Task PlayAsync()
    {
        var played = await city.Services.GetRequiredService<SimulateCases>().RunAsync(
            new SimulateRequest(
                DaysPlayed, CasesPlayed, Seed: 1, Midnight()));
        Assert.Null(played.Problem);
    }

    // All tests of a day play the same month; what was played before is only counted.
    private static DateTimeOffset Midnight() =>
        new(TimeProvider.System.GetUtcNow().Date, TimeSpan.Zero);

    private async Task<string> ReportAsync(Reader resident, string language)
    {
        var inside = city.Services.GetRequiredService<CityHolder>().Current.Areas
            .ShapeOf(Community)!.InteriorPoint;
        var page = resident.Page;
        await resident.OpenAsync("/report");
        await page.FillAsync("#lat", inside.Y.ToString("F6", CultureInfo.InvariantCulture));
        await page.FillAsync("#lon", inside.X.ToString("F6", CultureInfo.InvariantCulture));
        await page.FillAsync("#address", Said(language, "翠湖西路公交站旁", "At the bus stop"));
        await page.FillAsync("#description", Said(
            language, "公交站旁一堆垃圾，还有碎玻璃", "A heap of rubbish with broken glass"));
        await page.SelectOptionAsync("#class", "E0102");
        await resident.MapReadyAsync();
        await resident.ShowAsync($"report-{language}");
        await resident.SendReportAsync();
        return new Uri(page.Url).Segments[^1];
    }

    /// <summary>A person signs in, finds the case and does the step it waits for.</summary>
    private async Task StepAsync(
        string who, string language, string number, CaseCommand command, string? picture = null)
    {
        await using var staff = await SignInAsync(who, language);
        var page = staff.Page;
        await page.FillAsync("#find-number", number);
        await page.Locator(".console-search button").ClickAsync();
        await page.WaitForURLAsync($"**/console/cases/{number}");
        await staff.MapReadyAsync();
        await staff.FitsAsync();
        var form = Form(page, command);
        var words = form.Locator("textarea");
        if (await words.CountAsync() > 0)
        {
            await words.FillAsync(WordsOf(command, language));
        }

        if (picture is not null)
        {
            await staff.ShowAsync($"{picture}-{language}");
        }

        await form.Locator("button").Last.ClickAsync();
        await page.WaitForURLAsync("**?done=*");
        Assert.Empty(staff.Complaints);
    }

    private async Task<Reader> SignInAsync(string who, string language)
    {
        var reader = await Reader.SignedInAsync(city, who, Screen.Desktop, language);
        await reader.OpenAsync("/console");
        if (who == "dispatcher")
        {
            await reader.ShowAsync($"work-{language}");
        }

        return reader;
    }

    private static string WordsOf(CaseCommand command, string language) => command switch
    {
        CaseCommand.ConfirmOnSite => Said(language, "情况属实", "It is as reported"),
        CaseCommand.Rectify => Said(language, "垃圾已清运", "The rubbish is taken away"),
        _ => Said(language, "现场已清理干净", "The place is clean"),
    };

    private static ILocator Form(IPage page, CaseCommand command) =>
        page.Locator($"form:has(input[name=command][value='{Name(command)}'])");

    private static string Name(CaseCommand command) =>
        CaseCommandNames.Write(command);

    private static string Said(string language, string zh, string en) =>
        language == "zh" ? zh : en;
}
