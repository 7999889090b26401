using CivicLoop.Domain.Standards;
using CivicLoop.Modules.Standards;
using CivicLoop.Modules.Standards.Contracts;
using CivicLoop.Platform.Tables;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace CivicLoop.BrowserTests;

/// <summary>The assessment editions as staff read them and their keeper keeps them.</summary>
public sealed class StandardsTests(ServedCity city) : IClassFixture<ServedCity>
{
    private const string Root = "/console/standards";

    [Fact]
    public async Task Every_page_is_read_by_staff_who_may_change_nothing()
    {
        await using var reader = await Reader.SignedInAsync(
            city, "dispatcher", Screen.Desktop, "zh");
        foreach (var (page, name) in new[]
        {
            ("", "editions"), ("/sample-city", "edition"), ("/sample-minors", "minors"),
            ("/sample-city/kinds", "kinds"), ("/sample-city/kinds/S11", "kind"),
            ("/compare?from=sample-city&to=sample-minors", "compare"),
        })
        {
            await reader.OpenAsync(Root + page);
            await reader.FitsAsync();
            await reader.ShowAsync($"standards-{name}");
            Assert.Equal(0, await reader.Page.Locator("main form[method=post]").CountAsync());
        }

        await reader.HoldsToAccessAsync();

        Assert.Empty(reader.Complaints);
    }

    [Theory, InlineData(Screen.Desktop, "zh")]
    internal async Task A_new_edition_is_looked_at_taken_compared_and_published(
        Screen screen, string language)
    {
        await using var keeper = await Reader.SignedInAsync(
            city, "catalogue-keeper", screen, language);
        var page = keeper.Page;
        // Each reader's edition has years of its own.
        var year = 2100 + 2 * ((int)screen * 2 + (language == "zh" ? 0 : 1));
        var code = $"e-{year}";
        await keeper.OpenAsync(Root + "/import");
        await page.SetInputFilesAsync("#file", new FilePayload
        {
            Name = "edition.xlsx", MimeType = SheetFile.ContentType,
            Buffer = await FileAsync(code),
        });
        await page.Locator("main form .btn-primary").ClickAsync();
        await page.WaitForURLAsync("**draft=*");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("Z9");
        await LookAsync(keeper, $"standards-import-{screen}-{language}");
        await page.Locator("form[action*=Accept] .btn-primary").ClickAsync();
        await page.WaitForURLAsync($"**/{code}?taken=true");
        await LookAsync(keeper, $"standards-draft-{screen}-{language}");

        await keeper.OpenAsync($"{Root}/compare?from=sample-city&to={code}");
        await Assertions.Expect(page.Locator("tbody")).ToContainTextAsync("S0101");
        await LookAsync(keeper, $"standards-changes-{screen}-{language}");

        await keeper.OpenAsync($"{Root}/{code}");
        await page.FillAsync("#from", $"{year}-02-01");
        await page.FillAsync("#to", $"{year}-01-01");
        await page.Locator("form[action*=Publish] .btn-primary").ClickAsync();
        await Assertions.Expect(page.Locator(".alert-danger")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#from")).ToHaveValueAsync($"{year}-02-01");
        await LookAsync(keeper, $"standards-refused-{screen}-{language}");
        await page.FillAsync("#to", $"{year}-12-31");
        await page.Locator("form[action*=Publish] .btn-primary").ClickAsync();
        await page.WaitForURLAsync($"**/{code}?done=true");
        Assert.Equal(0, await page.Locator("form[action*=Publish]").CountAsync());
        Assert.Empty(keeper.Complaints);
    }

    [Theory, InlineData(Screen.Desktop, "zh")]
    internal async Task A_standing_is_recorded_and_stands_above(Screen screen, string language)
    {
        await using var keeper = await Reader.SignedInAsync(
            city, "catalogue-keeper", screen, language);
        var page = keeper.Page;
        await keeper.OpenAsync(Root);
        await page.Locator("#standing summary").ClickAsync();
        await page.SelectOptionAsync("#subject", "Minors");
        await page.SelectOptionAsync("#status", "Warning");
        await page.FillAsync("#since", "2026-11-01");
        await page.FillAsync("#evidence", $"通报 {screen} {language}");
        await LookAsync(keeper, $"standards-standing-{screen}-{language}");
        await page.Locator("#standing .btn-primary").ClickAsync();
        await page.WaitForURLAsync("**done=true");
        await Assertions.Expect(page.Locator(".standard-today .standing-warning"))
            .ToBeVisibleAsync();
        await Assertions.Expect(page.Locator(".standard-today"))
            .ToContainTextAsync($"通报 {screen} {language}");
    }

    private static async Task LookAsync(Reader reader, string name)
    {
        await reader.FitsAsync();
        await reader.HoldsToAccessAsync();
        await reader.ShowAsync(name);
    }

    // The sample with another code, one item judged otherwise, and a row that cannot be taken.
    private async Task<byte[]> FileAsync(string code)
    {
        var body = (await city.Services.GetRequiredService<EditionLists>()
            .BodyAsync("sample-city", default)).Value;
        body = body with
        {
            Edition = body.Edition with { Code = code },
            CheckItems =
            [
                .. body.CheckItems.Select(one => one.Code == "S0101"
                    ? one with { Rule = new CountRule(CountRuleKind.YesNo) }
                    : one),
            ],
        };
        var faulty = new object?[EditionReader.Columns.Count];
        (faulty[0], faulty[1], faulty[2], faulty[3], faulty[7]) =
            ("check", "S0199", "S01", "多余", "Z9");
        return SheetFile.Write(
            EditionReader.Columns, EditionSheet.Rows(body).Append(faulty));
    }
}
