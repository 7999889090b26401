using System.IO.Compression;
using System.Text;
using CivicLoop.Modules.Simulation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace CivicLoop.BrowserTests;

/// <summary>Materials, as the unit writes them, the office reviews them and leaders sign them.
/// </summary>
public sealed class MaterialTests(ServedCity city) : IClassFixture<ServedCity>
{
    private const string Root = "/console/materials";

    // What the demonstration city begins with.
    private const string Round = "年度网上申报";
    private const string Report = "施工扬尘治理情况说明";
    private const string Plan = "施工扬尘治理工作方案";

    [Theory, InlineData(Screen.Desktop, "en")]
    internal async Task Every_page_is_read_by_staff_who_may_change_nothing(
        Screen screen, string language)
    {
        await using var reader = await Reader.SignedInAsync(city, "supervisor", screen, language);
        var page = reader.Page;
        await reader.OpenAsync(Root);
        await LookAsync(reader, $"material-rounds-{screen}-{language}");
        await reader.OpenAsync(Root + "/board");
        await LookAsync(reader, $"material-board-{screen}-{language}");
        await page.Locator("main a[href*='/dossier?id=']").First.ClickAsync();
        await page.WaitForURLAsync("**/dossier?id=**");
        await LookAsync(reader, $"material-dossier-{screen}-{language}");
        await page.Locator("tbody a[href*='/material?id=']").First.ClickAsync();
        await page.WaitForURLAsync("**/material?id=**");
        await LookAsync(reader, $"material-one-{screen}-{language}");
        Assert.Equal(0, await page.Locator("main form[method=post]").CountAsync());
        Assert.Empty(reader.Complaints);
    }

    [Fact]
    public async Task A_unit_mends_what_came_back_refers_to_a_case_and_others_pass_and_sign()
    {
        await PlayAsync();
        await using var unit = await Reader.SignedInAsync(city, "writer-zj", Screen.Phone, "zh");
        var page = unit.Page;
        await OpenAsync(unit, Report);
        var address = new Uri(page.Url).PathAndQuery;
        await Assertions.Expect(page.Locator(".alert-warning")).ToContainTextAsync("没有数据");
        await page.FillAsync("#text", "检查 12 次，发现问题 30 个，全部整改。");
        await page.SetInputFilesAsync("#files", File("数据.pdf", "%PDF-1.4 %%EOF"));
        await LookAsync(unit, "material-write");
        await page.Locator("form[action*=Save] .btn-primary").ClickAsync();
        await page.WaitForURLAsync("**done=true");

        await page.Locator("a[href*='/reuse?']").ClickAsync();
        await page.WaitForURLAsync("**/reuse?**");
        await LookAsync(unit, "material-reuse");
        await page.Locator("tbody form button").First.ClickAsync();
        await page.WaitForURLAsync("**/material?**done=true");
        await page.CheckAsync("#assured");
        await LookAsync(unit, "material-referred");
        await page.Locator("form:has(#assured) .btn-primary").ClickAsync();
        await Assertions.Expect(page.Locator(".duty-facts .state")).ToContainTextAsync("待审核");
        Assert.Equal(0, await page.Locator("form[action*=Save]").CountAsync());

        await using var office = await Reader.SignedInAsync(
            city, "catalogue-keeper", Screen.Desktop, "zh");
        await office.OpenAsync(address);
        await LookAsync(office, "material-review");
        // Without a reason nothing comes back; the browser asks first, and so does the program.
        await office.Page.EvaluateAsync(
            "document.querySelectorAll('form').forEach(form => form.noValidate = true)");
        await office.Page.Locator("section:has(#title-Return) button").ClickAsync();
        await Assertions.Expect(office.Page.Locator("#reason-problem")).ToBeVisibleAsync();
        await office.OpenAsync(address);
        await office.Page.Locator("button.btn-primary:text-is('审核通过')").ClickAsync();
        await office.Page.WaitForURLAsync("**done=true");

        await using var leader = await Reader.SignedInAsync(city, "leader", Screen.Desktop, "en");
        await leader.OpenAsync(address);
        await leader.Page.Locator("button.btn-primary:text-is('Sign off')").ClickAsync();
        await leader.Page.WaitForURLAsync("**done=true");
        await LookAsync(leader, "material-signed");
        await CarryAwayAsync(leader);
    }

    [Fact]
    public async Task A_file_that_is_not_what_it_says_is_refused_and_the_text_stays()
    {
        await using var unit = await Reader.SignedInAsync(city, "writer-zj", Screen.Desktop, "zh");
        var page = unit.Page;
        await OpenAsync(unit, Plan);
        await page.FillAsync("#text", "方案见附件");
        await page.SetInputFilesAsync("#files", File("方案.pdf", "PK\u0003\u0004 not a plan"));
        await page.Locator("form[action*=Save] .btn-primary").ClickAsync();
        await Assertions.Expect(page.Locator("#files-problem")).ToContainTextAsync("方案.pdf");
        await Assertions.Expect(page.Locator("#text")).ToHaveValueAsync("方案见附件");
        await LookAsync(unit, "material-unfit");
    }

    [Fact]
    public async Task The_office_opens_a_round_and_names_a_unit()
    {
        await using var office = await Reader.SignedInAsync(
            city, "catalogue-keeper", Screen.Phone, "zh");
        var page = office.Page;
        await office.OpenAsync(Root);
        await page.FillAsync("#name", "未成年人工作申报");
        await page.SelectOptionAsync("#edition", "sample-minors");
        await LookAsync(office, "material-open");
        await page.Locator("main form .btn-primary").ClickAsync();
        await page.WaitForURLAsync("**done=true");
        await page.Locator("tbody a[href*='/material?id=']").First.ClickAsync();
        await page.WaitForURLAsync("**/material?id=**");
        await page.Locator("details:has(#unit) > summary").ClickAsync();
        await page.FillAsync("#unit", "没有这个单位");
        await page.Locator("details:has(#unit) button").ClickAsync();
        await Assertions.Expect(page.Locator("#unit-problem")).ToBeVisibleAsync();
        await page.FillAsync("#unit", "km-wmb");
        await page.Locator("details:has(#unit) button").ClickAsync();
        await page.WaitForURLAsync("**done=true");
        await Assertions.Expect(page.Locator(".duty-facts")).ToContainTextAsync("文明");
    }

    private static async Task CarryAwayAsync(Reader leader)
    {
        await leader.Page.Locator("main a[href*='/dossier?id=']").First.ClickAsync();
        await leader.Page.WaitForURLAsync("**/dossier?id=**");
        var carried = await leader.Page.RunAndWaitForDownloadAsync(
            () => leader.Page.Locator("form[action*=Export] button").ClickAsync());
        await using var sent = await carried.CreateReadStreamAsync();
        using var stream = new MemoryStream();
        await sent.CopyToAsync(stream);
        stream.Position = 0;
        using var zip = new ZipArchive(stream, ZipArchiveMode.Read);
        Assert.Contains(zip.Entries, one => one.FullName == "manifest.json");
        Assert.Contains(zip.Entries, one => one.FullName.EndsWith(
            "数据.pdf", StringComparison.Ordinal));
    }

    private static async Task OpenAsync(Reader reader, string name)
    {
        await reader.OpenAsync(Root);
        await reader.Page.Locator($"main a:has-text('{Round}')").ClickAsync();
        await reader.Page.WaitForURLAsync("**/dossier?id=**");
        await reader.Page.Locator($"tbody a:has-text('{name}')").First.ClickAsync();
        await reader.Page.WaitForURLAsync("**/material?id=**");
    }

    private async Task PlayAsync() => Assert.Null(
        (await city.Services.GetRequiredService<SimulateCases>().RunAsync(new SimulateRequest(
            Days: 20, Cases: 400, Seed: 1,
            new DateTimeOffset(TimeProvider.System.GetUtcNow().Date, TimeSpan.Zero)))).Problem);

    private static FilePayload File(string name, string content) => new()
    {
        Name = name, MimeType = "application/pdf", Buffer = Encoding.UTF8.GetBytes(content),
    };

    private static async Task LookAsync(Reader reader, string name)
    {
        await reader.FitsAsync();
        await reader.HoldsToAccessAsync();
        await reader.ShowAsync(name);
    }
}
