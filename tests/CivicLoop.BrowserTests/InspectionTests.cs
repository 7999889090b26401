using CivicLoop.Domain.Inspections;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Places;
using CivicLoop.Modules.Inspections;
using CivicLoop.Modules.Places;
using CivicLoop.Platform.City;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace CivicLoop.BrowserTests;

/// <summary>An inspection from its plan to the proof of its draw, as planner, inspector and
/// passer-by meet it.</summary>
public sealed class InspectionTests(ServedCity city) : IClassFixture<ServedCity>
{
    private const int SitesMade = 6;

    [Theory, ClassData(typeof(EachScreen))]
    internal async Task From_the_plan_to_the_visit_its_grade_and_the_proof_of_the_draw(
        Screen screen, string language)
    {
        await using var planner = await Reader.SignedInAsync(
            city, "catalogue-keeper", screen, language);
        await SitesAsync();
        var plan = await PlanAsync(planner, $"{screen}-{language}");

        await using var inspector = await Reader.SignedInAsync(
            city, "supervisor", screen, language);
        await VisitAsync(inspector, $"{screen}-{language}");

        await using var passer = await Reader.SitAsync(city, screen, language);
        await passer.OpenAsync($"/draws/{plan}");
        await LookAsync(passer, $"draw-waiting-{screen}-{language}");
        Assert.Equal(0, await passer.Page.Locator(".draw-sites").CountAsync());
        await EndOthersAsync(plan);
        await planner.OpenAsync($"/console/inspections/plans/{plan}");
        await planner.Page.Locator("form[action*='Reveal'] .btn-primary").ClickAsync();
        await planner.Page.WaitForURLAsync("**?done=true");
        await passer.OpenAsync($"/draws/{plan}");
        await Assertions.Expect(passer.Page.Locator(".alert-success")).ToBeVisibleAsync();
        await Assertions.Expect(passer.Page.Locator(".draw-sites")).ToBeVisibleAsync();
        await LookAsync(passer, $"draw-revealed-{screen}-{language}");
        Assert.Empty(planner.Complaints.Concat(inspector.Complaints).Concat(passer.Complaints));
    }

    [Fact]
    public async Task A_visit_is_counted_and_handed_in_without_script()
    {
        await using var reader = await Reader.SitAsync(
            city, Screen.Phone, "zh", withScript: false);
        await reader.SignInAsync("supervisor", "/console/visits");
        await reader.Page.Locator("#site").FillAsync(
            (await SitesAsync())[0]);
        await reader.Page.Locator("main form .btn-primary").ClickAsync();
        await reader.Page.WaitForURLAsync("**/console/visits/*");
        var count = reader.Page.Locator("#G01-found");
        await reader.Page.Locator("button[data-tap='G01-found'][data-step='1']").ClickAsync();
        await Assertions.Expect(count).ToHaveValueAsync("1");
        await reader.Page.Locator("button[data-tap='G01-found'][data-step='1']").ClickAsync();
        await Assertions.Expect(count).ToHaveValueAsync("2");
        await Assertions.Expect(reader.Page.Locator("#item-G01 .visit-grade"))
            .ToHaveTextAsync("C");
        await reader.Page.Locator("main > details summary").ClickAsync();
        await reader.Page.Locator("#reason").FillAsync("停业装修");
        await reader.Page.Locator("form[action*='Miss'] .btn-outline-danger").ClickAsync();
        await reader.Page.WaitForURLAsync("**?done=true");
        Assert.Equal(0, await reader.Page.Locator("#G01-found").CountAsync());
    }

    private static async Task<string> PlanAsync(Reader planner, string name)
    {
        var page = planner.Page;
        await planner.OpenAsync("/console/inspections/new");
        await page.Locator("#name").FillAsync($"模拟测评 {name}");
        await page.Locator("#basisName").FillAsync("年度测评工作方案");
        await page.Locator("#marginMilli").FillAsync("0");
        await page.Locator("input[name=siteKinds][value=S11]").CheckAsync();
        await page.Locator("form[data-draft=plan-new] .btn-primary").ClickAsync();
        await Assertions.Expect(page.Locator("#marginMilli-problem")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#name")).ToHaveValueAsync($"模拟测评 {name}");
        await LookAsync(planner, $"plan-refused-{name}");
        await page.Locator("#marginMilli").FillAsync("5");
        await page.Locator("#restDays").FillAsync("0");
        await page.Locator("form[data-draft=plan-new] .btn-primary").ClickAsync();
        await page.WaitForURLAsync("**/plans/*?done=true");
        await LookAsync(planner, $"plan-draft-{name}");
        await page.Locator("#publicSource").FillAsync("次日福彩3D开奖号码");
        await page.Locator("form[action*='Commit'] .btn-primary").ClickAsync();
        await page.Locator("#publicWord").FillAsync("7 3 9");
        await LookAsync(planner, $"plan-committed-{name}");
        await page.Locator("form[action*='Draw'] .btn-primary").ClickAsync();
        await Assertions.Expect(page.Locator("form[action*='Reveal']")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("#routes .route-plan tbody tr").First)
            .ToBeVisibleAsync();
        await LookAsync(planner, $"plan-drawn-{name}");
        return new Uri(page.Url).AbsolutePath.Split('/')[^1];
    }

    private static async Task VisitAsync(Reader inspector, string name)
    {
        var page = inspector.Page;
        await inspector.OpenAsync("/console/visits");
        await LookAsync(inspector, $"visits-{name}");
        await page.Locator("main tbody a.btn").First.ClickAsync();
        await page.Locator("form[action*='Begin'] .btn-primary").ClickAsync();
        await page.Locator("#item-G01").WaitForAsync();
        foreach (var zero in await page.Locator("button[data-step='0']").AllAsync())
        {
            await zero.ClickAsync();
        }

        foreach (var yes in await page.Locator(
            $".visit-choice input[value='{VisitForm.Yes}'], .visit-choice input[value=A]")
            .AllAsync())
        {
            await yes.CheckAsync();
        }

        await page.Locator("#G15-found").FillAsync("4");
        await page.Locator("button[data-tap='G08-found'][data-step='1']").ClickAsync();
        await page.Locator("button[name=do][value=save]").ClickAsync();
        await Assertions.Expect(page.Locator("#item-G08 .visit-grade")).ToHaveTextAsync("B");
        await LookAsync(inspector, $"visit-{name}");
        await page.Locator("button[name=do][value=handIn]").ClickAsync();
        await Assertions.Expect(page.Locator("#result-title")).ToBeVisibleAsync();
        await LookAsync(inspector, $"visit-done-{name}");
        await page.Locator("main tbody a.number").First.ClickAsync();
        await page.WaitForURLAsync("**/console/cases/*");
        await Assertions.Expect(page.Locator("a[href*='/console/inspections/results/']"))
            .ToBeVisibleAsync();
        await LookAsync(inspector, $"finding-case-{name}");
    }

    private async Task<IReadOnlyList<string>> SitesAsync()
    {
        var model = city.Services.GetRequiredService<CityHolder>().Current;
        var codes = new List<string>();
        foreach (var (n, district) in model.Areas.Districts.Take(SitesMade).Index())
        {
            var place = model.Areas.ShapeOf(district.Code)!.InteriorPoint;
            var saved = await city.Services.GetRequiredService<KeepSites>().SaveAsync(
                new SiteWish
                {
                    Code = $"T-{n}", Kind = "S11", NameZh = $"测试农贸市场{n}", Lon = place.X,
                    Lat = place.Y,
                },
                "system");
            codes.Add(saved.Value.Code);
        }

        return codes;
    }

    // Nobody is on the way any more: what is left came to nothing.
    private async Task EndOthersAsync(string plan)
    {
        var lists = city.Services.GetRequiredService<PlanLists>();
        var shown = (await lists.FindAsync(plan, default)).Value;
        foreach (var (visit, _) in (await lists.VisitsAsync(
            shown.Plan.Id, null, PlanLists.PageMax, default)).Items)
        {
            if (visit is { IsOver: false, Inspector: { } who })
            {
                var caller = new Caller(
                    who, "c-inspect1", null,
                    [new Grant(Permission.InspectionVisit, Scope.City)]);
                Assert.Null((await city.Services.GetRequiredService<RecordVisit>()
                    .MissAsync(visit.Id, "停业", caller)).Problem);
            }
        }
    }

    private static async Task LookAsync(Reader reader, string name)
    {
        await reader.FitsAsync();
        await reader.HoldsToAccessAsync();
        await reader.ShowAsync(name);
    }
}
