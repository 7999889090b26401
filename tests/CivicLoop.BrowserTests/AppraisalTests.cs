using CivicLoop.Modules.Appraisal;
using CivicLoop.Modules.Appraisal.Contracts;
using CivicLoop.Modules.Scores.Contracts;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace CivicLoop.BrowserTests;

/// <summary>A unit assesses itself, the office judges, the head signs, and the list is fixed.
/// </summary>
public sealed class AppraisalTests(ServedCity city) : IClassFixture<ServedCity>
{
    private const string Unit = "km-zj";

    [Theory]
    [InlineData(Screen.Phone, "zh")]
    [InlineData(Screen.Desktop, "en")]
    internal async Task A_sheet_goes_from_the_unit_to_the_heads_signature(
        Screen screen, string language)
    {
        var year = await PlayedAppraisal.PlayAsync(city);
        // Each reader has a unit of its own: a signed sheet stays signed.
        await using var office = await Reader.SignedInAsync(city, "office", screen, language);
        var page = office.Page;
        await office.OpenAsync("/console/appraisal");
        await LookAsync(office, $"appraisals-{screen}-{language}");
        await page.Locator($"tbody a[href$='/{year}']").ClickAsync();
        await LookAsync(office, $"appraisal-year-{screen}-{language}");
        await page.Locator("tbody a[href$='/t-530112000000']").ClickAsync();
        await LookAsync(office, $"appraisal-sheet-{screen}-{language}");
        await page.Locator("tbody a[href$='/M02']").ClickAsync();
        await LookAsync(office, $"appraisal-target-{screen}-{language}");
        await office.OpenAsync($"/console/appraisal/{year - 1}/list");
        await Assertions.Expect(page.Locator("tbody tr")).ToHaveCountAsync(9);
        await LookAsync(office, $"appraisal-list-{screen}-{language}");
        await page.Locator("tbody th a").First.ClickAsync();
        await LookAsync(office, $"appraisal-result-{screen}-{language}");

        // A deduction without its document keeps what was typed.
        await office.OpenAsync($"/console/appraisal/{year}/entry?unit={Unit}");
        await page.FillAsync("#points", "1.5");
        await page.FillAsync("#reason", "整改逾期");
        await page.FillAsync("#basisName", "督查通报");
        await page.FillAsync("#basisNumber", "第9期");
        await page.FillAsync("#basisDay", $"{year + 1}-01-01");
        await page.Locator("form[data-draft=appraisal-entry] .btn-primary").ClickAsync();
        await Assertions.Expect(page.Locator("#basisDay-problem")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#reason")).ToHaveValueAsync("整改逾期");
        await LookAsync(office, $"appraisal-refused-{screen}-{language}");
        await page.FillAsync("#basisDay", $"{year}-01-02");
        await page.Locator("form[data-draft=appraisal-entry] .btn-primary").ClickAsync();
        await page.WaitForURLAsync("**/entries/*?done=true");
        var entry = new Uri(page.Url).AbsolutePath;

        await using var unit = await Reader.SignedInAsync(city, "writer-zj", screen, language);
        await unit.OpenAsync(entry);
        await unit.Page.FillAsync("#answer", "已整改");
        await LookAsync(unit, $"appraisal-entry-{screen}-{language}");
        await unit.Page.Locator("form[data-draft^=appraisal-answer] .btn-primary").ClickAsync();
        await unit.Page.WaitForURLAsync("**?done=true");
        await unit.OpenAsync($"/console/appraisal/{year}/units/{Unit}/M02");
        await unit.Page.FillAsync("#reached", "95");
        await unit.Page.FillAsync("#words", "整治任务已完成");
        await LookAsync(unit, $"appraisal-assess-{screen}-{language}");
        await unit.Page.Locator("form[data-draft^=appraisal-assess] .btn-primary").ClickAsync();
        await unit.Page.WaitForURLAsync("**?done=true");

        // The head of the unit reads the sheet and has nothing to sign yet.
        await using var head = await Reader.SignedInAsync(city, "head-zj", screen, language);
        await head.OpenAsync($"/console/appraisal/{year}/units/{Unit}");
        Assert.Equal(0, await head.Page.Locator("button[name=step]").CountAsync());
        Assert.Empty(office.Complaints.Concat(unit.Complaints).Concat(head.Complaints));
    }

    internal static async Task LookAsync(Reader reader, string name)
    {
        await reader.FitsAsync();
        await reader.HoldsToAccessAsync();
        await reader.ShowAsync(name);
    }
}

/// <summary>An appraisal that is over and one that runs, for pages that show them.</summary>
internal static class PlayedAppraisal
{
    /// <summary>A unit with a sheet in both years.</summary>
    public const string Unit = "km-zj";

    /// <summary>A target of that unit in the running year.</summary>
    public const string Target = "M02";

    /// <summary>Answers the running year.</summary>
    public static async Task<int> PlayAsync(ServedCity city)
    {
        Assert.Null((await city.Services.GetRequiredService<PlayScores>().RunAsync()).Problem);
        var now = TimeProvider.System.GetUtcNow();
        await city.PlayEarlierAsync(
            now - new DateTimeOffset(now.Year - 1, 12, 20, 2, 0, 0, TimeSpan.Zero),
            async services => Assert.Null(
                (await services.GetRequiredService<PlayAppraisal>().WholeAsync()).Problem));
        var played = await city.Services.GetRequiredService<PlayAppraisal>().RunningAsync();
        Assert.Null(played.Problem);
        return city.Services.GetRequiredService<WriteAppraisal>().Today.Year;
    }

    /// <summary>A deduction of the running year.</summary>
    public static async Task<Guid> EntryAsync(ServedCity city, int year)
    {
        var sheet = await city.Services.GetRequiredService<AppraisalLists>().SheetAsync(
            year, "t-530103000000", new DateOnly(year, 12, 31), default);
        return sheet.Value.Entries[0].Id;
    }
}
