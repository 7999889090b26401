using CivicLoop.Modules.Simulation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace CivicLoop.BrowserTests;

/// <summary>A bulletin from the template to the portal, and a letter that is answered.</summary>
public sealed class BulletinTests(ServedCity city) : IClassFixture<ServedCity>
{
    [Theory, InlineData(Screen.Phone, "zh"), InlineData(Screen.Desktop, "en")]
    internal async Task The_office_writes_headquarters_approve_and_residents_read(
        Screen screen, string language)
    {
        await PlayAsync();
        var look = $"{screen}-{language}";
        await using var office = await Reader.SignedInAsync(city, "office", screen, language);
        var page = office.Page;
        await office.OpenAsync("/console/bulletins");
        await LookAsync(office, $"bulletins-{look}");
        await page.Locator("form[data-draft=bulletin-new] .btn-primary").ClickAsync();
        await page.WaitForURLAsync("**/edit");
        await page.Locator("#words-1").FillAsync($"本期情况如下 {look}");
        await page.Locator("#position-8").FillAsync("0");
        await LookAsync(office, $"bulletin-edit-{look}");
        await page.Locator("form[data-draft^=bulletin-] .btn-primary").ClickAsync();
        await page.WaitForURLAsync("**?done=true");
        await LookAsync(office, $"bulletin-draft-{look}");
        var address = new Uri(page.Url).AbsolutePath;
        await page.Locator("button[value=Submit]").ClickAsync();
        await page.WaitForURLAsync("**?done=true");
        Assert.Equal(0, await page.Locator("button[value=Approve]").CountAsync());

        await using var leader = await Reader.SignedInAsync(city, "leader", screen, language);
        await leader.OpenAsync(address);
        await leader.Page.Locator("button[value=Approve]").ClickAsync();
        await leader.Page.WaitForURLAsync("**?done=true");
        await office.OpenAsync(address);
        await page.Locator("button[value=Publish]").ClickAsync();
        await page.WaitForURLAsync("**?done=true");

        await using var passer = await Reader.SitAsync(city, screen, language);
        await passer.OpenAsync("/bulletins");
        await LookAsync(passer, $"bulletins-public-{look}");
        await passer.Page.Locator("table a[href^='/bulletins/']").First.ClickAsync();
        await Assertions.Expect(passer.Page.GetByText($"本期情况如下 {look}")).ToBeVisibleAsync();
        await LookAsync(passer, $"bulletin-public-{look}");
        await passer.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        await passer.ShowAsync($"bulletin-print-{look}");
        Assert.Empty(office.Complaints.Concat(leader.Complaints).Concat(passer.Complaints));
    }

    [Theory, InlineData(Screen.Phone, "zh"), InlineData(Screen.Desktop, "en")]
    internal async Task A_unit_answers_a_letter_and_the_office_settles_it(
        Screen screen, string language)
    {
        var look = $"{screen}-{language}";
        await using var office = await Reader.SignedInAsync(city, "office", screen, language);
        await office.OpenAsync("/console/letters/new");
        var page = office.Page;
        await page.Locator("#unit").FillAsync("km-cg-530102");
        await page.Locator("#headline").FillAsync($"请办结超期案件 {look}");
        await page.Locator("#basisName").FillAsync("工作规则");
        await page.Locator("#text").FillAsync("请逐件说明原因");
        await LookAsync(office, $"letter-new-{look}");
        await page.Locator("form[data-draft=letter-new] .btn-primary").ClickAsync();
        await page.WaitForURLAsync("**?done=true");
        var address = new Uri(page.Url).AbsolutePath;

        await using var unit = await Reader.SignedInAsync(
            city, "handler-wuhua-cg", screen, language);
        await unit.OpenAsync("/console/letters");
        await LookAsync(unit, $"letters-{look}");
        await unit.OpenAsync(address);
        await unit.Page.Locator("#text").FillAsync("均已办结");
        await unit.Page.Locator("#evidence").FillAsync("案件台账");
        await unit.Page.Locator("button[value=Answer]").ClickAsync();
        await unit.Page.WaitForURLAsync("**?done=true");
        await office.OpenAsync(address);
        await LookAsync(office, $"letter-answered-{look}");
        await page.Locator("button[value=Accept]").ClickAsync();
        await page.WaitForURLAsync("**?done=true");
        Assert.Equal(0, await page.Locator("button[value=Accept]").CountAsync());
        Assert.Empty(office.Complaints.Concat(unit.Complaints));
    }

    private async Task PlayAsync()
    {
        var played = await city.Services.GetRequiredService<SimulateCases>().RunAsync(
            new SimulateRequest(
                Days: 21, Cases: 400, Seed: 1, TimeProvider.System.GetUtcNow())
            {
                WithPictures = true,
            });
        Assert.Null(played.Problem);
    }

    private static async Task LookAsync(Reader reader, string name)
    {
        await reader.FitsAsync();
        await reader.HoldsToAccessAsync();
        await reader.ShowAsync(name);
    }
}
