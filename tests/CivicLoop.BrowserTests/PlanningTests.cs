using System.Text;
using Microsoft.Playwright;

namespace CivicLoop.BrowserTests;

/// <summary>The plan of the city, as staff read it, the office keeps it and another body decides.
/// </summary>
public sealed class PlanningTests(ServedCity city) : IClassFixture<ServedCity>
{
    private const string Root = "/console/planning";

    [Theory, InlineData(Screen.Desktop, "en")]
    internal async Task Every_page_is_read_by_staff_who_may_change_nothing(
        Screen screen, string language)
    {
        await using var reader = await Reader.SignedInAsync(city, "dispatcher", screen, language);
        foreach (var (page, name) in new[]
        {
            (Root, "findings"), (Root + "/uses", "uses"), (Root + "/zones", "zones"),
            (Root + "/classes", "classes"),
        })
        {
            await reader.OpenAsync(page);
            await LookAsync(reader, $"planning-{name}-{screen}-{language}");
        }

        await reader.OpenAsync(Root);
        await reader.Page.Locator("tbody a[href*='/finding?id=']").First.ClickAsync();
        await reader.Page.WaitForURLAsync("**/finding?id=**");
        await reader.MapReadyAsync();
        await LookAsync(reader, $"planning-finding-{screen}-{language}");
        Assert.Equal(0, await reader.Page.Locator("main form[method=post]").CountAsync());
        Assert.Empty(reader.Complaints);
    }

    [Fact]
    public async Task A_stall_on_a_road_line_is_found_at_once_and_excepted_by_a_document()
    {
        await using var keeper = await Reader.SignedInAsync(
            city, "catalogue-keeper", Screen.Phone, "zh");
        var page = keeper.Page;
        await keeper.OpenAsync(Root + "/uses");
        await page.SelectOptionAsync("#kind", "TemporaryStall");
        await page.FillAsync("#name", "占道西瓜摊区");
        await page.FillAsync("#holderName", "某合作社");
        await page.FillAsync("#from", "2026-06-01");
        await page.FillAsync("#lat", "25.01");
        await page.FillAsync("#lon", "102.722");
        await page.Locator("main form[method=post] .btn-primary").ClickAsync();
        // A stall without an end is refused, and what was typed stays.
        await Assertions.Expect(page.Locator("#to-problem")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#name")).ToHaveValueAsync("占道西瓜摊区");
        await LookAsync(keeper, "planning-refused");
        await page.FillAsync("#to", "2099-09-30");
        await page.Locator("main form[method=post] .btn-primary").ClickAsync();
        await page.WaitForURLAsync("**raised=2");
        await LookAsync(keeper, "planning-raised");

        await using var other = await Reader.SignedInAsync(
            city, "supervisor", Screen.Desktop, "zh");
        await other.OpenAsync(Root);
        await other.Page.Locator(
            "tr:has(.line-red) a:has-text('占道西瓜摊区')").First.ClickAsync();
        await other.Page.WaitForURLAsync("**/finding?id=**");
        await other.MapReadyAsync();
        await other.Page.FillAsync("#documentName", "夏季临时摊点批复");
        await other.Page.FillAsync("#documentNumber", "样例批〔2026〕9号");
        await other.Page.FillAsync("#documentDay", "2026-05-20");
        await other.Page.FillAsync("#reason", "经批准临时占用人行道外侧");
        await LookAsync(other, "planning-except");
        await other.Page.Locator("form[action*=Except] .btn-primary").ClickAsync();
        await Assertions.Expect(other.Page.Locator("#file-problem")).ToBeVisibleAsync();
        await other.Page.SetInputFilesAsync("#file", new FilePayload
        {
            Name = "批复.pdf", MimeType = "application/pdf",
            Buffer = Encoding.UTF8.GetBytes("%PDF-1.4 %%EOF"),
        });
        await other.Page.Locator("form[action*=Except] .btn-primary").ClickAsync();
        await other.Page.WaitForURLAsync("**done=true");
        await Assertions.Expect(other.Page.Locator(".duty-facts .state"))
            .ToContainTextAsync("准予例外");
        await LookAsync(other, "planning-excepted");
    }

    [Fact]
    public async Task A_finding_is_carried_into_the_loop_as_a_case()
    {
        await using var other = await Reader.SignedInAsync(
            city, "supervisor", Screen.Phone, "zh");
        var page = other.Page;
        await other.OpenAsync(Root + "?state=Open&subject=Project");
        await page.Locator("tbody a:has-text('示意沿街改造项目')").ClickAsync();
        await page.WaitForURLAsync("**/finding?id=**");
        await other.MapReadyAsync();
        await page.SelectOptionAsync("#class", "E0101");
        await page.Locator("form[action*=Case] .btn-primary").ClickAsync();
        await page.WaitForURLAsync("**done=true");
        await LookAsync(other, "planning-case");
        await page.Locator(".duty-facts a[href^='/console/cases/']").ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("示意沿街改造项目");
    }

    [Fact]
    public async Task A_file_of_lines_is_checked_first_and_then_taken_in()
    {
        await using var keeper = await Reader.SignedInAsync(
            city, "catalogue-keeper", Screen.Desktop, "en");
        var page = keeper.Page;
        await keeper.OpenAsync(Root + "/zones");
        for (var press = 0; press < 2; press++)
        {
            await page.SetInputFilesAsync("#file", new FilePayload
            {
                Name = "lines.geojson", MimeType = "application/geo+json",
                Buffer = Encoding.UTF8.GetBytes("""
                    {"type":"FeatureCollection","features":[{"type":"Feature",
                    "properties":{"code":"HX-9","name":"示意红线九号"},"geometry":{"type":"Polygon",
                    "coordinates":[[[102.8,25.1],[102.81,25.1],[102.81,25.11],[102.8,25.1]]]}}]}
                    """),
            });
            await page.SelectOptionAsync("#line", "Red");
            await page.FillAsync("#from", "2026-01-01");
            await page.FillAsync("#basisName", "规划批复");
            await page.Locator($"button[name=look][value={(press == 0 ? "true" : "false")}]")
                .ClickAsync();
            await Assertions.Expect(page.Locator("main .alert[role=status]"))
                .ToContainTextAsync(
                    press == 0 ? "nothing is stored" : "Taken in", new() { Timeout = 15_000 });
            await keeper.MapReadyAsync();
            await LookAsync(keeper, $"planning-import-{press}");
        }

        await keeper.OpenAsync(Root + "/zones");
        await Assertions.Expect(page.Locator("tbody")).ToContainTextAsync("HX-9");
    }

    private static async Task LookAsync(Reader reader, string name)
    {
        await reader.FitsAsync();
        await reader.HoldsToAccessAsync();
        await reader.ShowAsync(name);
    }
}
