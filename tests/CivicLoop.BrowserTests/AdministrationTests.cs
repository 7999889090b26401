using CivicLoop.Platform.Tables;
using Microsoft.Playwright;

namespace CivicLoop.BrowserTests;

/// <summary>The administration as its keepers use it, on both screens and in both languages.
/// </summary>
public sealed class AdministrationTests(ServedCity city) : IClassFixture<ServedCity>
{
    private const string Root = "/console/administration/";

    // Each page once is opened elsewhere.
    [Fact]
    public async Task The_tree_a_move_and_a_history_can_be_used_by_everybody()
    {
        await using var keeper = await Reader.SignedInAsync(
            city, "catalogue-keeper", Screen.Phone, "zh");
        foreach (var page in new[]
        {
            "organizations/tree?tree=Territory", "organizations/km-cg/move?parent=",
            "catalogue/E0102/history",
        })
        {
            await keeper.OpenAsync(Root + page);
            await keeper.FitsEveryScreenAsync(page.Split('?')[0].Replace('/', '-'));
        }

        Assert.Empty(keeper.Complaints);
    }

    [Theory, InlineData(Screen.Desktop, "zh")]
    internal async Task A_list_is_looked_at_before_it_is_taken_in(Screen screen, string language)
    {
        await using var keeper = await Reader.SignedInAsync(
            city, "catalogue-keeper", screen, language);
        var code = $"t-{screen}-{language}".ToLowerInvariant();
        var list = SheetFile.Write(
            ["code", "tree", "parent", "name_zh", "name_en", "kind"],
            [
                [code, "Line", "km-cg", "清扫所", "Sweeping station", "bureau"],
                [code + "-2", "Line", "nowhere", "无", "None", "bureau"],
            ]);
        await keeper.OpenAsync(Root + "import/organizations");
        var page = keeper.Page;
        await page.SetInputFilesAsync("#file", new FilePayload
        {
            Name = "list.xlsx", MimeType = SheetFile.ContentType, Buffer = list,
        });
        await page.Locator("main form .btn-primary").ClickAsync();
        await page.WaitForURLAsync("**draft=*");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("nowhere");
        await keeper.HoldsToAccessAsync();
        await page.Locator("form[action*=Accept] .btn-primary").ClickAsync();
        await Assertions.Expect(page.Locator(".alert-success")).ToBeVisibleAsync();
        await keeper.OpenAsync($"{Root}organizations?q={code}");
        await Assertions.Expect(page.Locator("tbody")).ToContainTextAsync(code);
    }

    [Theory, InlineData(Screen.Desktop, "zh")]
    internal async Task An_organisation_is_moved_after_it_was_explained(
        Screen screen, string language)
    {
        await using var keeper = await Reader.SignedInAsync(
            city, "catalogue-keeper", screen, language);
        var page = keeper.Page;
        await keeper.OpenAsync(Root + "organizations/tree?tree=Line");
        var nodes = page.Locator("[data-org]");
        var (one, other) = (
            await nodes.Nth(3).GetAttributeAsync("data-org"),
            await nodes.Nth(4).GetAttributeAsync("data-org"));
        if (screen == Screen.Desktop)
        {
            await nodes.Nth(3).DragToAsync(nodes.Nth(4));
        }
        else
        {
            await nodes.Nth(3).Locator(".btn").ClickAsync();
            await page.FillAsync("#parent", other!);
            await page.Locator("main form[method=get] .btn").ClickAsync();
        }

        await page.WaitForURLAsync($"**/{one}/move?parent={other}");
        await keeper.HoldsToAccessAsync();
        await page.Locator("main form[method=post] .btn-primary").ClickAsync();
        await page.WaitForURLAsync("**done=true**");
        await Assertions.Expect(page.Locator($"ul ul [data-org='{one}']")).ToBeVisibleAsync();
        Assert.Empty(keeper.Complaints);
    }

    [Fact]
    public async Task The_auditor_verifies_a_subject_by_a_button_without_script()
    {
        await using var reader = await Reader.SitAsync(
            city, Screen.Desktop, "en", withScript: false);
        await reader.SignInAsync("auditor");
        await reader.OpenAsync(Root + "audit?subject=auditor");
        await reader.Page.Locator("button[value=Prove]").ClickAsync();
        await Assertions.Expect(reader.Page.Locator(".alert-success")).ToBeVisibleAsync();
    }
}
