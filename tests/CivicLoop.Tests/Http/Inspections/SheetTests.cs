using System.Text.Json;
using CivicLoop.Domain.Inspections;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Standards;
using CivicLoop.Modules.Standards;
using CivicLoop.Modules.Standards.Contracts;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Tables;
using CivicLoop.Tests.City;
using CivicLoop.Tests.Domain.Standards;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Tests.Http.Inspections;

/// <summary>A visit made without a network: what the phone takes with it, and the whole sheet sent
/// at once, as often as it takes.</summary>
public sealed class SheetTests
{
    [Theory, ClassData(typeof(BothEngines))]
    internal async Task The_phone_takes_its_visits_with_a_grade_for_every_answer(
        DatabaseEngine engine)
    {
        await using var city = await DrawnAsync(engine);
        var who = await InspectorAsync(city);
        var day = (await city.GetAsync("/api/v1/field/pack", who)).GetProperty("inspections");
        var visits = day.GetProperty("visits").EnumerateArray().ToList();
        Assert.NotEmpty(visits);
        var sheets = day.GetProperty("sheets").EnumerateArray().ToList();
        Assert.All(visits, visit => Assert.Contains(
            sheets, sheet => sheet.GetProperty("key").GetString()
                == visit.GetProperty("sheet").GetString()));
        var litter = sheets[0].GetProperty("items").EnumerateArray()
            .First(item => item.GetProperty("code").GetString() == "G01");
        Assert.Equal(
            ["A", "B", "C", "C#"],
            litter.GetProperty("choices").EnumerateArray()
                .Select(choice => choice.GetProperty("grade").GetString()));

        // Who is sent nowhere takes nothing along, and a unit does not learn of a visit.
        var unit = (await city.GetAsync("/api/v1/field/pack", "bureau"))
            .GetProperty("inspections");
        Assert.Empty(unit.GetProperty("visits").EnumerateArray());
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_sheet_sent_twice_is_one_visit_and_another_one_is_refused(
        DatabaseEngine engine)
    {
        await using var city = await DrawnAsync(engine);
        var who = await InspectorAsync(city);
        var (path, answers) = await SheetAsync(city, who);
        var begun = city.Time.GetUtcNow().AddHours(-3);
        var body = new { begunAt = begun, answers = answers.Values, walkedM = 300 };
        using var first = await city.PostAsync(path, body, who);
        var text = await first.Content.ReadAsStringAsync();
        Assert.True(first.IsSuccessStatusCode, text);
        Assert.Equal(1000, JsonDocument.Parse(text).RootElement.GetProperty("scoreMilli")
            .GetInt32());
        using var again = await city.PostAsync(path, body, who);
        Assert.True(again.IsSuccessStatusCode);
        answers["G01"] = new { item = "G01", found = 2 };
        using var other = await city.PostAsync(
            path, new { answers = answers.Values, walkedM = 300 }, who);
        Assert.Equal((int)ProblemCode.VisitOver, await TestCity.ProblemAsync(other));
        await using var context = city.City.Database.OpenContext();
        var visit = await context.Set<Visit>().SingleAsync(row => row.DoneAt != null);
        Assert.Equal(begun, visit.BegunAt);
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Of_a_sheet_that_is_not_whole_nothing_is_kept(DatabaseEngine engine)
    {
        await using var city = await DrawnAsync(engine);
        var who = await InspectorAsync(city);
        var (path, answers) = await SheetAsync(city, who);
        answers.Remove("G01");
        using var refused = await city.PostAsync(
            path, new { answers = answers.Values, walkedM = 300 }, who);
        Assert.Equal((int)ProblemCode.VisitIncomplete, await TestCity.ProblemAsync(refused));
        await using var context = city.City.Database.OpenContext();
        Assert.False(await context.Set<VisitAnswer>().AnyAsync());
        Assert.False(await context.Set<Visit>().AnyAsync(row => row.BegunAt != null));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_sheet_is_taken_by_the_list_it_was_downloaded_with_though_another_holds(
        DatabaseEngine engine)
    {
        await using var city = await DrawnAsync(engine);
        var who = await InspectorAsync(city);
        var (path, answers) = await SheetAsync(city, who);
        await TakeAsync(city, SampleEditions.Draft("new-city"));
        using var published = await city.PostAsync(
            "/api/v1/editions/new-city/publish", new { from = "2026-11-25" }, "office");
        Assert.True(published.IsSuccessStatusCode);
        city.Time.Advance(TimeSpan.FromDays(1));
        Assert.Equal(
            "new-city",
            (await city.Service<EditionLists>().TodayAsync(default))[0].Edition?.Code);

        using var taken = await city.PostAsync(
            path, new { answers = answers.Values, walkedM = 300 }, who);
        var text = await taken.Content.ReadAsStringAsync();
        Assert.True(taken.IsSuccessStatusCode, text);
        await using var context = city.City.Database.OpenContext();
        var visit = await context.Set<Visit>().SingleAsync(row => row.DoneAt != null);
        Assert.Equal(("sample-city", 1000), (visit.EditionCode, visit.ScoreMilli));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(-20 * 24)]
    public async Task A_visit_did_not_begin_in_the_future_or_weeks_ago(int hours)
    {
        await using var city = await DrawnAsync(DatabaseEngine.Sqlite);
        var who = await InspectorAsync(city);
        var (path, answers) = await SheetAsync(city, who);
        using var refused = await city.PostAsync(
            path,
            new
            {
                begunAt = city.Time.GetUtcNow().AddHours(hours), answers = answers.Values,
            },
            who);
        Assert.Equal((int)ProblemCode.FieldInvalid, await TestCity.ProblemAsync(refused));
    }

    private static async Task TakeAsync(TestCity city, EditionBody body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/editions")
        {
            Content = new ByteArrayContent(
                SheetFile.Write(EditionReader.Columns, EditionSheet.Rows(body))),
        };
        request.Headers.Add(TestCallers.Header, "office");
        request.Content.Headers.ContentType = new("application/octet-stream");
        using var answer = await city.Http.SendAsync(request);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }

    private static async Task<TestCity> DrawnAsync(DatabaseEngine engine)
    {
        var city = await InspectedCity.StartAsync(engine, sites: 6);
        var plan = await InspectedCity.PlanAsync(city);
        await InspectedCity.StepAsync(city, plan, "commit");
        await InspectedCity.StepAsync(city, plan, "draw");
        return city;
    }

    // Who is sent to the site drawn first.
    private static async Task<string> InspectorAsync(TestCity city)
    {
        await using var context = city.City.Database.OpenContext();
        return await context.Set<Visit>().Where(row => row.Inspector != null)
            .OrderBy(row => row.N).ThenBy(row => row.Turn).Select(row => row.Inspector!)
            .FirstAsync();
    }

    /// <summary>Where the first visit's sheet is sent, and answers that leave nothing to mend.
    /// </summary>
    private static async Task<(string Path, Dictionary<string, object> Answers)> SheetAsync(
        TestCity city, string who)
    {
        var day = (await city.GetAsync("/api/v1/field/pack", who)).GetProperty("inspections");
        var visit = day.GetProperty("visits")[0];
        var sheet = day.GetProperty("sheets").EnumerateArray().First(one =>
            one.GetProperty("key").GetString() == visit.GetProperty("sheet").GetString());
        return (
            $"/api/v1/visits/{visit.GetProperty("id").GetString()}/sheet",
            sheet.GetProperty("items").EnumerateArray().ToDictionary(
                item => item.GetProperty("code").GetString()!, Good));
    }

    private static object Good(JsonElement item)
    {
        var code = item.GetProperty("code").GetString();
        var best = item.GetProperty("choices").EnumerateArray()
            .Where(choice => choice.GetProperty("grade").GetString() == "A").ToList();
        return item.GetProperty("ask").GetString() == "Ratio" || best.Count == 0
            ? new { item = code, found = 100, of = (int?)100, state = (string?)null }
            : new
            {
                item = code, found = best[0].GetProperty("found").GetInt32(), of = (int?)null,
                state = best[0].TryGetProperty("state", out var state)
                    ? state.GetString() : null,
            };
    }
}
