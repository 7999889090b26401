using System.Globalization;
using CivicLoop.Modules.Simulation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace CivicLoop.BrowserTests;

/// <summary>The office decomposes criteria, a community works on its task and objects, everybody
/// reads the burden.</summary>
public sealed class TaskTests(ServedCity city) : IClassFixture<ServedCity>
{
    private const string Root = "/console/tasks";

    [Theory, InlineData(Screen.Desktop, "en")]
    internal async Task Every_page_is_read_in_a_city_at_work(Screen screen, string language)
    {
        await PlayAsync();
        await using var office = await Reader.SignedInAsync(city, "office", screen, language);
        await office.OpenAsync(Root + "/plans");
        await LookAsync(office, $"task-plans-{screen}-{language}");
        await office.Page.Locator("tbody a[href*='/plan?id=']").Last.ClickAsync();
        await office.Page.WaitForURLAsync("**/plan?id=**");
        await LookAsync(office, $"task-plan-{screen}-{language}");
        foreach (var (page, name) in new[]
        {
            (Root + "/plans/form", "form"),
            (Root + "/carry?from=sample-city&to=sample-minors", "carry"),
            ("/console/burden", "burden"), ("/console/burden/objections", "objections"),
        })
        {
            await office.OpenAsync(page);
            await LookAsync(office, $"task-{name}-{screen}-{language}");
        }

        await using var unit = await Reader.SignedInAsync(city, "handler-cuihu", screen, language);
        await unit.OpenAsync(Root);
        await LookAsync(unit, $"task-mine-{screen}-{language}");
        await unit.Page.Locator("tbody a[href*='/task?id=']").First.ClickAsync();
        await unit.Page.WaitForURLAsync("**/task?id=**");
        await LookAsync(unit, $"task-task-{screen}-{language}");
        await unit.OpenAsync("/console/burden");
        await LookAsync(unit, $"task-burden-unit-{screen}-{language}");
        await using var anybody = await Reader.SitAsync(city, screen, language);
        await anybody.OpenAsync("/burden");
        await LookAsync(anybody, $"task-public-{screen}-{language}");
        Assert.Empty(office.Complaints);
        Assert.Empty(unit.Complaints);
    }

    [Fact]
    public async Task From_a_draft_over_the_preview_to_a_task_that_is_confirmed()
    {
        await PlayAsync();
        await using var office = await Reader.SignedInAsync(city, "office", Screen.Desktop, "zh");
        var page = office.Page;
        await office.OpenAsync(Root + "/plans/form");
        await page.FillAsync("#title", "背街小巷大清扫");
        await page.FillAsync("#criteria", "A.1.1");
        await page.FillAsync("#words", "背街小巷无暴露垃圾");
        await page.SelectOptionAsync("#target", "Units");
        await page.Locator("button[formnovalidate]").ClickAsync();
        // Another choice shows its fields and keeps what was typed.
        await Assertions.Expect(page.Locator("#units")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#level")).ToHaveCountAsync(0);
        await Assertions.Expect(page.Locator("#title")).ToHaveValueAsync("背街小巷大清扫");
        await page.FillAsync("#units", "t-530102001001");
        await page.FillAsync("#firstDue", Day(9));
        await page.FillAsync("#basisName", "工作方案");
        await LookAsync(office, "task-form-units");
        await page.Locator("main form .btn-primary").ClickAsync();
        await page.WaitForURLAsync("**/plan?id=**");
        await LookAsync(office, "task-preview");
        var address = new Uri(page.Url).PathAndQuery;
        await PublishAsync(page);
        await LookAsync(office, "task-published");

        await using var unit = await Reader.SignedInAsync(
            city, "handler-cuihu", Screen.Phone, "zh");
        await unit.OpenAsync("/console/notices");
        await unit.Page.Locator("a:has-text('背街小巷大清扫')").First.ClickAsync();
        await unit.Page.WaitForURLAsync("**/task?id=**");
        await LookAsync(unit, "task-unit");
        await unit.Page.Locator("button:has-text('签收')").ClickAsync();
        await unit.Page.WaitForURLAsync("**done=true");
        await unit.Page.Locator("form[data-draft] textarea").FillAsync("三条巷子已清扫");
        await unit.Page.Locator("form[data-draft] .btn-primary").ClickAsync();
        await unit.Page.WaitForURLAsync("**done=true");
        await Assertions.Expect(unit.Page.Locator("main")).ToContainTextAsync("待确认");

        await office.OpenAsync(address);
        await page.Locator("form[action*=Confirm] button").ClickAsync();
        await page.WaitForURLAsync("**done=true");
        await Assertions.Expect(page.Locator("tbody").First).ToContainTextAsync("100%");
    }

    [Fact]
    public async Task A_unit_objects_the_office_cannot_dismiss_and_the_group_merges()
    {
        await PlayAsync();
        await using var office = await Reader.SignedInAsync(city, "office", Screen.Desktop, "zh");
        foreach (var title in new[] { "清理小广告", "小广告清理回头看" })
        {
            await office.OpenAsync(Root + "/plans/form");
            await office.Page.SelectOptionAsync("#target", "Units");
            await office.Page.Locator("button[formnovalidate]").ClickAsync();
            await office.Page.FillAsync("#title", title);
            await office.Page.FillAsync("#criteria", title == "清理小广告" ? "A.1.2" : "A.1.3");
            await office.Page.FillAsync("#words", "墙面无小广告");
            await office.Page.FillAsync("#units", "t-530102001001");
            await office.Page.FillAsync("#firstDue", Day(16));
            await office.Page.FillAsync("#basisName", "工作方案");
            await office.Page.Locator("main form .btn-primary").ClickAsync();
            await office.Page.WaitForURLAsync("**/plan?id=**");
            await PublishAsync(office.Page);
        }

        await using var unit = await Reader.SignedInAsync(
            city, "handler-cuihu", Screen.Phone, "zh");
        await unit.OpenAsync(Root);
        await unit.Page.Locator("tbody a:has-text('小广告清理回头看')").ClickAsync();
        await unit.Page.Locator("a[href*='/burden/object']").ClickAsync();
        await unit.Page.SelectOptionAsync("#reason", "Repeated");
        await unit.Page.FillAsync("#text", "与清理小广告是同一件事");
        await LookAsync(unit, "task-object");
        await unit.Page.Locator("main form .btn-primary").ClickAsync();
        await unit.Page.WaitForURLAsync("**/objection?id=**");
        var address = new Uri(unit.Page.Url).PathAndQuery.Split("&done")[0];

        await office.OpenAsync(address);
        await Assertions.Expect(office.Page.Locator("#verdict option[value=Dismiss]"))
            .ToHaveCountAsync(0);
        await using var group = await Reader.SignedInAsync(
            city, "supervisor", Screen.Desktop, "zh");
        await group.OpenAsync(address);
        await group.Page.SelectOptionAsync("#verdict", "Merge");
        await group.Page.FillAsync("#answer", "合并办理");
        await group.Page.SelectOptionAsync(
            "#into", new SelectOptionValue { Label = "清理小广告" });
        await LookAsync(group, "task-answer");
        await group.Page.Locator("main form .btn-primary").ClickAsync();
        await group.Page.WaitForURLAsync("**done=true");
        await LookAsync(group, "task-answered");
        await unit.OpenAsync(Root);
        await Assertions.Expect(unit.Page.Locator("main"))
            .Not.ToContainTextAsync("小广告清理回头看");
        await unit.Page.Locator("tbody a:has-text('清理小广告')").ClickAsync();
        await Assertions.Expect(unit.Page.Locator("main"))
            .ToContainTextAsync("合并的同类任务");
    }

    // Whichever story comes first plays; a city with plans is not played again.
    private async Task PlayAsync()
    {
        var played = await city.Services.GetRequiredService<SimulateTasks>().RunAsync(default);
        Assert.Null(played.Problem);
    }

    // Outside working hours the page asks whether to wait; the tests run at any hour.
    private static async Task PublishAsync(IPage page)
    {
        if (await page.Locator("#reason").CountAsync() > 0)
        {
            await page.FillAsync("#reason", "测试时间");
        }

        await page.Locator("form[action*=Publish] .btn-primary").ClickAsync();
        await page.WaitForURLAsync("**done=true");
    }

    private static string Day(int days) =>
        DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().Date).AddDays(days)
            .ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static async Task LookAsync(Reader reader, string name)
    {
        await reader.FitsAsync();
        await reader.HoldsToAccessAsync();
        await reader.ShowAsync(name);
    }
}
