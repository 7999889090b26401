using Microsoft.Playwright;

namespace CivicLoop.BrowserTests;

/// <summary>Who answers for what, as staff read it, the office keeps it and units dispute it.
/// </summary>
public sealed class ResponsibilityTests(ServedCity city) : IClassFixture<ServedCity>
{
    private const string Root = "/console/responsibility";
    private const string Rule = Root + "/subject?kind=Criterion&edition=sample-city&code=";

    [Theory, InlineData(Screen.Desktop, "en")]
    internal async Task Every_page_is_read_by_staff_who_may_change_nothing(
        Screen screen, string language)
    {
        await using var reader = await Reader.SignedInAsync(city, "leader", screen, language);
        foreach (var (page, name) in new[]
        {
            (Root, "matrix"), (Rule + "C.1.2&area=530102000000", "rule"),
            (Root + "/coverage", "coverage"), (Root + "/unit?org=km-cg", "unit"),
            (Root + "/disputes", "disputes"),
            ("/console/command", "bodies"), ("/console/command/c-sub1", "body"),
        })
        {
            await reader.OpenAsync(page);
            await LookAsync(reader, $"duty-{name}-{screen}-{language}");
            Assert.Equal(0, await reader.Page.Locator("main form[method=post]").CountAsync());
        }

        Assert.Empty(reader.Complaints);
    }

    [Fact]
    public async Task From_a_gap_in_the_matrix_to_a_proof_that_is_green()
    {
        await using var keeper = await Reader.SignedInAsync(
            city, "catalogue-keeper", Screen.Desktop, "zh");
        var page = keeper.Page;
        await keeper.OpenAsync(Root + "?edition=sample-city&show=Gaps");
        await page.Locator(".duty-cell.duty-nolead").First.ClickAsync();
        await page.WaitForURLAsync("**/subject?**");
        // What was typed stays when a unit is unknown.
        await FillAsync(page, "没有这个单位");
        await page.Locator("#set .btn-primary").ClickAsync();
        await Assertions.Expect(page.Locator("#holder-problem")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#basisName")).ToHaveValueAsync("会议纪要");
        await LookAsync(keeper, "duty-refused");
        await page.FillAsync("#area", "");
        await page.FillAsync("#holder", "km-zwfw");
        await page.Locator("#set .btn-primary").ClickAsync();
        await page.WaitForURLAsync("**done=true");
        var left = await GapsAsync(keeper);
        Assert.True(left > 0);
        while (left > 0)
        {
            await Assertions.Expect(page.Locator(".alert-danger")).ToBeVisibleAsync();
            await page.Locator("tbody tr a.btn").First.ClickAsync();
            await page.WaitForURLAsync("**/subject?**");
            await FillAsync(page, "km-zwfw");
            await page.Locator("#set .btn-primary").ClickAsync();
            await page.WaitForURLAsync("**done=true");
            // One rule may close several gaps, and none opens another.
            var now = await GapsAsync(keeper);
            Assert.InRange(now, 0, left - 1);
            left = now;
        }

        await Assertions.Expect(page.Locator(".alert-success")).ToBeVisibleAsync();
        await LookAsync(keeper, "duty-proved");
    }

    [Fact]
    public async Task A_unit_claims_the_other_answers_the_office_rules_and_the_rule_follows()
    {
        await using var unit = await Reader.SignedInAsync(
            city, "handler-wuhua-cg", Screen.Phone, "zh");
        await unit.OpenAsync(Rule + "A.2.2");
        await unit.Page.Locator("a[href*='disputes/new']").ClickAsync();
        await unit.Page.WaitForURLAsync("**/disputes/new?**");
        await unit.Page.FillAsync("#holder", "t-530102001000");
        await unit.Page.FillAsync("#text", "景区周边由街道牵头");
        await LookAsync(unit, "duty-claim");
        await unit.Page.Locator("main form .btn-primary").ClickAsync();
        await unit.Page.WaitForURLAsync("**/dispute?id=**");
        var address = new Uri(unit.Page.Url).PathAndQuery.Split("&done")[0];
        Assert.Equal(0, await unit.Page.Locator("form[action*=Rule]").CountAsync());

        await using var other = await Reader.SignedInAsync(
            city, "handler-huashan", Screen.Phone, "zh");
        await other.OpenAsync(address);
        await other.Page.FillAsync("#holder", "km-wl");
        await other.Page.FillAsync("#text", "行业主管是文旅部门");
        await LookAsync(other, "duty-counter");
        await other.Page.Locator("form[action*=Counter] .btn-primary").ClickAsync();
        await other.Page.WaitForURLAsync("**done=true");

        await using var office = await Reader.SignedInAsync(
            city, "catalogue-keeper", Screen.Desktop, "en");
        await office.OpenAsync(address);
        await office.Page.FillAsync("#holder", "km-yl");
        await office.Page.FillAsync("#basisName", "裁定书");
        await office.Page.FillAsync("#reason", "按三定方案由园林部门牵头");
        await LookAsync(office, "duty-ruling");
        await office.Page.Locator("form[action*=Rule] .btn-primary").ClickAsync();
        await office.Page.WaitForURLAsync("**done=true");
        await LookAsync(office, "duty-ruled");
        await office.OpenAsync(Rule + "A.2.2");
        await Assertions.Expect(office.Page.Locator("#today + dl"))
            .ToContainTextAsync("Parks and Greenery");
        await office.OpenAsync(Root + "/disputes?words=三定方案");
        Assert.Equal(1, await office.Page.Locator("tbody tr").CountAsync());
    }

    [Fact]
    public async Task A_body_gets_a_member_for_a_time()
    {
        await using var keeper = await Reader.SignedInAsync(
            city, "catalogue-keeper", Screen.Phone, "zh");
        var page = keeper.Page;
        await keeper.OpenAsync("/console/command/c-sub8");
        await page.Locator("details:has(form[action*=Member]) summary").ClickAsync();
        await page.FillAsync("#title", "成员单位");
        await page.FillAsync("#organization", "km-ga");
        await page.FillAsync("#basisName", "组成方案");
        await LookAsync(keeper, "duty-member");
        await page.Locator("form[action*=Member] .btn-primary").ClickAsync();
        await page.WaitForURLAsync("**done=true");
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("昆明市公安局");
        await page.Locator("tbody tr:has-text('昆明市公安局') a.btn").ClickAsync();
        await page.WaitForURLAsync("**end=**");
        await LookAsync(keeper, "duty-member-end");
        await page.Locator("#end .btn-primary").ClickAsync();
        await page.WaitForURLAsync("**done=true");
    }

    private static async Task<int> GapsAsync(Reader keeper)
    {
        await keeper.OpenAsync(Root + "/coverage");
        return await keeper.Page.Locator("tbody tr").CountAsync();
    }

    private static async Task FillAsync(IPage page, string holder)
    {
        await page.FillAsync("#holder", holder);
        await page.FillAsync("#basisName", "会议纪要");
    }

    private static async Task LookAsync(Reader reader, string name)
    {
        await reader.FitsAsync();
        await reader.HoldsToAccessAsync();
        await reader.ShowAsync(name);
    }
}
