using System.Text.RegularExpressions;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Patrols;
using CivicLoop.Modules.Patrols.Contracts;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace CivicLoop.BrowserTests;

/// <summary>Patrols as a unit walks them with a phone, as the office keeps the beats, and as all
/// staff read what was not seen.</summary>
public sealed class PatrolTests(ServedCity city) : IClassFixture<ServedCity>
{
    private const string Root = "/console/patrols";

    [Theory, InlineData(Screen.Desktop, "en")]
    internal async Task Every_page_is_read_by_staff_who_may_change_nothing(
        Screen screen, string language)
    {
        await PlayAsync();
        await using var reader = await Reader.SignedInAsync(city, "dispatcher", screen, language);
        foreach (var (page, name) in new[]
        {
            (Root, "coverage"), (Root + "/beats", "beats"), (Root + "/beat?beat=WH-01", "beat"),
            (Root + "/plans?code=" + await PlanAsync(), "plans"),
        })
        {
            await reader.OpenAsync(page);
            if (page == Root)
            {
                await reader.MapReadyAsync();
            }

            await LookAsync(reader, $"patrols-{name}-{screen}-{language}");
            Assert.Equal(0, await reader.Page.Locator("main form[method=post]").CountAsync());
        }

        await reader.OpenAsync(Root);
        await reader.Page.Locator("tbody a[href*='/place?id=']").First.ClickAsync();
        await reader.Page.WaitForURLAsync("**/place?id=**");
        await reader.MapReadyAsync();
        await LookAsync(reader, $"patrols-place-{screen}-{language}");
        Assert.Empty(reader.Complaints);
    }

    [Theory, ClassData(typeof(EachScreen))]
    internal async Task A_place_is_seen_with_one_press_and_what_is_found_becomes_a_case(
        Screen screen, string language)
    {
        await PlayAsync();
        await using var reader = await Reader.SignedInAsync(
            city, "handler-cuihu", screen, language);
        var page = reader.Page;
        await reader.OpenAsync(Root + "/today");
        await LookAsync(reader, $"patrols-today-{screen}-{language}");
        await page.Locator("main form[method=post] .btn-primary").First.ClickAsync();
        await page.WaitForURLAsync("**done=true");
        await Assertions.Expect(page.Locator(".alert-success")).ToBeVisibleAsync();

        await page.Locator("a[href*='/found?visit=']").First.ClickAsync();
        await page.WaitForURLAsync("**/found?visit=**");
        await page.FillAsync("#note", "店外摆放桌椅");
        await page.EvaluateAsync("document.querySelector('#class').required = false");
        await page.Locator("main form[method=post] .btn-primary").ClickAsync();
        await Assertions.Expect(page.Locator("#class-problem")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#note")).ToHaveValueAsync("店外摆放桌椅");
        await page.SelectOptionAsync("#class", "E0504");
        await LookAsync(reader, $"patrols-found-{screen}-{language}");
        await page.Locator("main form[method=post] .btn-primary").ClickAsync();
        await page.WaitForURLAsync("**done=true&case=**");
        await Assertions.Expect(
            page.Locator(".alert-success a[href^='/console/cases/']")).ToBeVisibleAsync();
        Assert.Empty(reader.Complaints);
    }

    [Fact]
    public async Task The_office_enters_a_beat_with_a_site_and_a_street()
    {
        await using var keeper = await Reader.SignedInAsync(
            city, "catalogue-keeper", Screen.Desktop, "zh");
        var page = keeper.Page;
        await keeper.OpenAsync(Root + "/beat");
        await page.FillAsync("#code", "GD-01");
        await page.FillAsync("#nameZh", "官渡片区");
        await page.FillAsync("#units", "km-cg-530111");
        await page.SelectOptionAsync("#days0", "12345");
        await page.FillAsync("#from0", "9");
        await page.FillAsync("#to0", "8");
        await page.FillAsync("#times0", "1");
        await page.Locator("#wants ~ .btn-primary").ClickAsync();
        // A band that ends before it begins is refused, and what was typed stays.
        await Assertions.Expect(page.Locator("#wants .field-problem")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#nameZh")).ToHaveValueAsync("官渡片区");
        await LookAsync(keeper, "patrols-beat-refused");
        await page.FillAsync("#to0", "11");
        await page.Locator("#wants ~ .btn-primary").ClickAsync();
        await page.WaitForURLAsync("**beat=GD-01&done=true");
        await page.FillAsync("#site", "S01-530102-0001");
        await page.Locator("form[action*=Add] .btn-primary").ClickAsync();
        await Assertions.Expect(page.Locator("tbody")).ToContainTextAsync("S01-530102-0001");
        await page.FillAsync("#streetZh", "关上示意路段");
        await keeper.MapReadyAsync();
        var map = page.Locator("[data-map]");
        await map.ScrollIntoViewIfNeededAsync();
        await page.Locator("button[aria-pressed=false]:below([data-map])").First.ClickAsync();
        var box = (await map.BoundingBoxAsync())!;
        foreach (var x in new[] { -40, 0, 40 })
        {
            await map.ClickAsync(new()
            {
                Position = new Position { X = (box.Width / 2) + x, Y = box.Height / 2 },
            });
        }

        await Assertions.Expect(page.Locator("#course")).ToHaveValueAsync(
            new Regex(@"^[\d.]+,[\d.]+; [\d.]+,[\d.]+; [\d.]+,[\d.]+$"));
        await Assertions.Expect(page.Locator("#lat")).ToHaveValueAsync("");
        await page.Locator("form[action*=Add] .btn-primary").ClickAsync();
        await Assertions.Expect(page.Locator("main")).ToContainTextAsync("GD-01-001");
        await LookAsync(keeper, "patrols-beat-kept");
        Assert.Empty(keeper.Complaints);
    }

    private static async Task LookAsync(Reader reader, string name)
    {
        await reader.FitsAsync();
        await reader.HoldsToAccessAsync();
        await reader.ShowAsync(name);
    }

    private async Task<string> PlanAsync() =>
        (await city.Services.GetRequiredService<PatrolLists>().PlansAsync(null, 1, default))
            .Items[0].Code;

    // Two weeks of patrols; what is asked for today is still to be done, whatever the hour.
    private async Task PlayAsync()
    {
        var played = await city.Services.GetRequiredService<PlayPatrols>().RunAsync(1);
        Assert.Null(played.Problem);
        if (played.Value.Checks > 0)
        {
            var today = city.Services.GetRequiredService<PatrolLists>().Today;
            await city.Services.GetRequiredService<CityDatabase>().WriteAsync(
                async session => (Outcome<int>)await session.ExecuteAsync(
                    "UPDATE patrol_visits SET check_id = NULL, seen_at = NULL WHERE day = @day",
                    ("@day", TypedDay.Show(today))));
        }
    }
}
