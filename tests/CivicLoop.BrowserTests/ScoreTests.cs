using CivicLoop.Domain.Inspections;
using CivicLoop.Domain.Scores;
using CivicLoop.Modules.Inspections.Contracts;
using CivicLoop.Modules.Scores;
using CivicLoop.Modules.Scores.Contracts;
using CivicLoop.Modules.Simulation;
using CivicLoop.Modules.Standards.Contracts;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace CivicLoop.BrowserTests;

/// <summary>A score from the city down to the picture, and a unit that contests its own.</summary>
public sealed class ScoreTests(ServedCity city) : IClassFixture<ServedCity>
{
    [Theory, ClassData(typeof(EachScreen))]
    internal async Task A_leader_opens_the_citys_score_down_to_the_picture(
        Screen screen, string language)
    {
        var (month, node) = await PlayAsync();
        await using var leader = await Reader.SignedInAsync(city, "leader", screen, language);
        var page = leader.Page;
        await leader.OpenAsync("/console/scores");
        await LookAsync(leader, $"scores-{screen}-{language}");
        await page.Locator($"a[href$='/city/{month}']").ClickAsync();
        await LookAsync(leader, $"score-month-{screen}-{language}");
        await leader.OpenAsync($"/console/scores/city/{month}/both");
        await LookAsync(leader, $"score-both-{screen}-{language}");
        await page.Locator("a[href*='both?line=km-']").First.ClickAsync();
        await page.Locator("a[href*='district=']").First.ClickAsync();
        await Assertions.Expect(page.Locator("#who-title")).ToBeVisibleAsync();
        await LookAsync(leader, $"score-cell-{screen}-{language}");
        await leader.OpenAsync($"/console/scores/city/{month}");
        await page.Locator("a.btn-primary[href$='/city']").ClickAsync();
        await page.Locator("[data-chart=waterfall][data-drawn=true] svg").WaitForAsync();
        await LookAsync(leader, $"score-city-{screen}-{language}");
        // Method, item, content, criterion, measure.
        foreach (var code in await WayAsync(node))
        {
            await page.Locator($"[aria-labelledby=parts-title] a[href$='?node={code}']")
                .ClickAsync();
            await page.WaitForURLAsync($"**?node={code}");
        }

        await Assertions.Expect(page.Locator("#answer-title")).ToBeVisibleAsync();
        await LookAsync(leader, $"score-measure-{screen}-{language}");
        var picture = await VisitWithPictureAsync();
        await page.Locator($".score-visits a[href$='{picture}']").ClickAsync();
        await page.WaitForURLAsync("**/inspections/results/*");
        await Assertions.Expect(page.Locator(".visit-picture img").First).ToBeVisibleAsync();
        await LookAsync(leader, $"score-visit-{screen}-{language}");
        Assert.Empty(leader.Complaints);
    }

    [Theory, ClassData(typeof(EachScreen))]
    internal async Task A_unit_contests_its_score_and_keeps_what_it_typed(
        Screen screen, string language)
    {
        var (month, _) = await PlayAsync();
        await using var unit = await Reader.SignedInAsync(
            city, "handler-cuihu", screen, language);
        var page = unit.Page;
        await unit.OpenAsync(
            $"/console/score-appeals/new?card=city&period={month}&unit=l.km-jj&node=score");
        await page.Locator("#claim").FillAsync("当天已经清运");
        await page.Locator("#evidence").FillAsync("清运记录");
        await page.Locator("#pictures").SetInputFilesAsync(FieldTests.Picture());
        await page.Locator("form[data-draft=appeal-new] .btn-primary").ClickAsync();
        await page.WaitForURLAsync("**/score-appeals/new");
        await Assertions.Expect(page.Locator("#claim")).ToHaveValueAsync("当天已经清运");
        await Assertions.Expect(page.Locator("input[name=pictureIds]")).ToHaveCountAsync(1);
        await LookAsync(unit, $"appeal-refused-{screen}-{language}");
        await page.Locator("#unit").FillAsync("t.530102000000");
        await page.Locator("form[data-draft=appeal-new] .btn-primary").ClickAsync();
        await page.WaitForURLAsync("**/score-appeals/*?done=true");
        await LookAsync(unit, $"appeal-made-{screen}-{language}");
        var made = new Uri(page.Url).AbsolutePath;

        await using var judge = await Reader.SignedInAsync(city, "supervisor", screen, language);
        await judge.OpenAsync(made);
        await Assertions.Expect(judge.Page.Locator("dd img")).ToBeVisibleAsync();
        await judge.Page.Locator("#ruling").FillAsync("记录与现场不符，不予支持");
        await LookAsync(judge, $"appeal-ruling-{screen}-{language}");
        await judge.Page.Locator("button[name=verdict][value=Dismissed]").ClickAsync();
        await judge.Page.WaitForURLAsync("**?done=true");
        Assert.Equal(0, await judge.Page.Locator("#ruling").CountAsync());
        Assert.Empty(unit.Complaints.Concat(judge.Complaints));
    }

    // The month and the measure of streets, whose visits have pictures.
    private async Task<(string Month, string Node)> PlayAsync()
    {
        var services = city.Services;
        Assert.Null((await services.GetRequiredService<PlayInspection>().RunAsync(
            seed: 1, services.GetRequiredService<DrawPicture>().RunAsync)).Problem);
        Assert.Null((await services.GetRequiredService<PlayScores>().RunAsync()).Problem);
        var body = (await services.GetRequiredService<EditionLists>()
            .BodyAsync("sample-city", default)).Value;
        await using var context = services.GetRequiredService<CityDatabase>().OpenContext();
        var visit = await VisitWithPictureAsync();
        var kind = (await context.Set<Visit>().FirstAsync(row => row.Id == visit)).SiteKindCode;
        var measure = body.Measures.First(one => one.SiteKindCode == kind);
        return (
            $"{ScorePeriod.MonthAt(services.GetRequiredService<EditionLists>().Today)}",
            $"field.{measure.Code}");
    }

    private async Task<Guid> VisitWithPictureAsync()
    {
        await using var context = city.Services.GetRequiredService<CityDatabase>().OpenContext();
        return await context.Set<VisitAnswer>()
            .Where(row => row.PictureId != null
                && context.Set<Finding>().Any(one => one.VisitId == row.VisitId
                    && one.ItemCode == row.ItemCode && one.CaseNumber != null)
                && context.Set<Visit>().Any(one => one.Id == row.VisitId && one.Turn == 1))
            .OrderBy(row => row.VisitId).Select(row => row.VisitId).FirstAsync();
    }

    private async Task<IReadOnlyList<string>> WayAsync(string leaf)
    {
        var services = city.Services;
        var file = (await services.GetRequiredService<ScorecardLists>()
            .FindAsync(InstallScorecards.Code, default)).Value;
        var nodes = (await services.GetRequiredService<ScorecardLists>()
            .NodesAsync(file.Card.Id, 1, default)).ToDictionary(one => one.Code);
        var way = new List<string>();
        for (var code = leaf; nodes[code].ParentCode is { } parent; code = parent)
        {
            way.Insert(0, code);
        }

        return way;
    }

    private static async Task LookAsync(Reader reader, string name)
    {
        await reader.FitsAsync();
        await reader.HoldsToAccessAsync();
        await reader.ShowAsync(name);
    }
}
