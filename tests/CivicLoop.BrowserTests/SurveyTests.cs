using CivicLoop.Domain.People;
using CivicLoop.Domain.Scores;
using CivicLoop.Modules.Scores.Contracts;
using CivicLoop.Modules.Standards.Contracts;
using CivicLoop.Modules.Surveys;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;

namespace CivicLoop.BrowserTests;

/// <summary>A resident answers, an interviewer asks, a leader opens the results from the score.
/// </summary>
public sealed class SurveyTests(SurveyedCity city) : IClassFixture<SurveyedCity>
{
    [Theory, ClassData(typeof(EachScreen))]
    internal async Task A_resident_answers_without_script_and_is_thanked_once(
        Screen screen, string language)
    {
        await using var reader = await Reader.SitAsync(city, screen, language, withScript: false);
        var page = reader.Page;
        await reader.OpenAsync("/surveys?elder=1");
        await SeeAsync(reader, $"surveys-{screen}-{language}");
        await page.Locator($"a[href='/survey/{PlayedSurveys.Running}']").ClickAsync();
        await SeeAsync(reader, $"survey-form-{screen}-{language}");
        await ChooseAsync(page);
        await page.Locator("main form .btn-primary").ClickAsync();
        await page.WaitForURLAsync("**?done=true");
        await Assertions.Expect(page.Locator(".alert-success")).ToBeVisibleAsync();
        await SeeAsync(reader, $"survey-thanks-{screen}-{language}");
        await reader.OpenAsync($"/survey/{PlayedSurveys.Running}");
        Assert.Equal(0, await page.Locator("main form").CountAsync());
        await reader.OpenAsync($"/surveys/{PlayedSurveys.Closed}");
        await SeeAsync(reader, $"survey-public-{screen}-{language}");
        await page.Locator("a[href$='?item=Q1']").ClickAsync();
        await SeeAsync(reader, $"survey-public-item-{screen}-{language}");
        Assert.Empty(reader.Complaints);
    }

    [Theory, ClassData(typeof(EachScreen))]
    internal async Task An_interviewer_sees_full_strata_before_asking_and_counts_who_refused(
        Screen screen, string language)
    {
        await using var reader = await Reader.SignedInAsync(
            city, "reception", screen, language);
        var page = reader.Page;
        await reader.OpenAsync($"/console/surveys/{PlayedSurveys.Running}/interview");
        Assert.InRange(await page.Locator("#stratum option[disabled]").CountAsync(), 1, 41);
        await page.Locator("main details summary").ClickAsync();
        await LookAsync(reader, $"interview-{screen}-{language}");
        await page.Locator("button[name=outcome][value=Refused]").ClickAsync();
        await page.WaitForURLAsync("**?done=true");
        await ChooseAsync(page);
        await page.Locator(".report-form .btn-primary").ClickAsync();
        await page.WaitForURLAsync("**?done=true");
        await Assertions.Expect(page.Locator(".alert-success")).ToBeVisibleAsync();
        await reader.OpenAsync($"/console/surveys/{PlayedSurveys.Running}/poster");
        await LookAsync(reader, $"survey-poster-{screen}-{language}");
        Assert.Empty(reader.Complaints);

        await using var office = await Reader.SignedInAsync(city, "office", screen, language);
        await office.OpenAsync($"/console/surveys/{SurveyedCity.Draft}");
        await office.Page.EvaluateAsync(
            "document.querySelectorAll('main details').forEach(one => one.open = true)");
        await LookAsync(office, $"survey-draft-{screen}-{language}");
        Assert.Empty(office.Complaints);
    }

    [Theory, InlineData(Screen.Desktop, "zh")]
    internal async Task A_leader_opens_the_results_from_the_score(Screen screen, string language)
    {
        await using var leader = await Reader.SignedInAsync(city, "leader", screen, language);
        var page = leader.Page;
        await leader.OpenAsync(
            $"/console/scores/city/{city.Month}/city?node=survey.A.1.1.2");
        await LookAsync(leader, $"score-survey-{screen}-{language}");
        await page.Locator("a[href^='/console/surveys/']:not(nav a)").Last.ClickAsync();
        await page.WaitForURLAsync($"**/{PlayedSurveys.Closed}/results?item=Q1");
        await LookAsync(leader, $"survey-item-{screen}-{language}");
        await page.Locator($"a.btn[href$='{PlayedSurveys.Closed}/results']").ClickAsync();
        await LookAsync(leader, $"survey-results-{screen}-{language}");
        Assert.Empty(leader.Complaints);
    }

    private static async Task ChooseAsync(IPage page)
    {
        var open = await page.Locator("#stratum option:not([disabled]):not([value=''])").First
            .GetAttributeAsync("value");
        await page.SelectOptionAsync("#stratum", open!);
        foreach (var item in await page.Locator("fieldset").AllAsync())
        {
            await item.Locator("input").First.CheckAsync();
        }
    }

    // The checker needs script; the same pages are checked with it as everybody's.
    private static async Task SeeAsync(Reader reader, string name)
    {
        await reader.FitsAsync();
        await reader.ShowAsync(name);
    }

    private static async Task LookAsync(Reader reader, string name)
    {
        await reader.FitsAsync();
        await reader.HoldsToAccessAsync();
        await reader.ShowAsync(name);
    }
}

/// <summary>A city with surveys in every state and a published score.</summary>
public sealed class SurveyedCity : ServedCity, IAsyncLifetime
{
    /// <summary>The round after the running one.</summary>
    public const string Draft = "satisfaction-3";

    public string Month { get; private set; } = "";

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        await InitializeAsync();
        await PlayedSurveys.PlayAsync(this);
        Assert.Null((await Services.GetRequiredService<PlayScores>().RunAsync()).Problem);
        var today = Services.GetRequiredService<EditionLists>().Today;
        Month = $"{ScorePeriod.MonthAt(today)}";
        var copied = await Services.GetRequiredService<KeepSurveys>().CopyAsync(
            PlayedSurveys.Running, today, today.AddDays(20),
            new Caller("system", null, null, [new Grant(Permission.SurveyEdit, Scope.City)]));
        Assert.Null(copied.Problem);
    }
}
