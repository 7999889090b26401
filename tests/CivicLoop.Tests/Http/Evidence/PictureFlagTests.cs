using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;

namespace CivicLoop.Tests.Http.Evidence;

public sealed class PictureFlagTests
{
    [Theory, ClassData(typeof(BothEngines))]
    internal async Task The_same_picture_on_two_cases_is_flagged(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var picture = await city.TakenInAsync(SamplePictures.Jpeg());
        var (first, _) = await city.ReportWithAsync(picture);
        var (second, _) = await city.ReportWithAsync(picture);
        Assert.Equal([], await EarlierAsync(city, first));
        Assert.Equal([$"Same {first} Report"], await EarlierAsync(city, second));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_picture_scaled_and_compressed_anew_is_flagged_as_alike(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var sent = SamplePictures.Jpeg();
        var (first, _) = await city.ReportWithAsync(await city.TakenInAsync(sent));
        var (second, _) = await city.ReportWithAsync(
            await city.TakenInAsync(SamplePictures.SentOn(sent)));
        Assert.Equal([$"Alike {first} Report"], await EarlierAsync(city, second));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Pictures_of_different_places_are_not_flagged(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        for (var seed = 1; seed <= 8; seed++)
        {
            var (number, _) = await city.ReportWithAsync(
                await city.TakenInAsync(SamplePictures.Jpeg(seed)));
            Assert.Equal([], await EarlierAsync(city, number));
        }
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task The_picture_from_before_used_as_the_one_after_is_flagged(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var before = await city.TakenInAsync(SamplePictures.Jpeg());
        var (number, _) = await city.ReportWithAsync(before);
        await city.ActAsync("office", number, "accept");
        await city.ActAsync("office", number, "dispatch");
        await city.ActAsync(
            "bureau", number, "rectify", new { text = "已清运", pictures = new[] { before } });
        var after = (await city.PicturesAsync(number))[1];
        Assert.Equal("Rectify", after.GetProperty("stage").GetString());
        Assert.Equal([$"Same {number} Report"], await EarlierAsync(city, number));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Two_shots_of_one_step_are_no_repetition(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var sent = SamplePictures.Jpeg();
        using var answer = await city.PostAsync("/api/v1/cases", new
        {
            @class = TestPack.Rubbish, lat = 25.05, lon = 102.02,
            pictures = new[]
            {
                await city.TakenInAsync(sent),
                await city.TakenInAsync(SamplePictures.SentOn(sent)),
            },
        });
        var text = await answer.Content.ReadAsStringAsync();
        var number = System.Text.Json.JsonDocument.Parse(text).RootElement
            .GetProperty("number").GetString()!;
        Assert.Equal(2, (await city.PicturesAsync(number)).Count);
        Assert.Equal([], await EarlierAsync(city, number));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task An_unknown_picture_undoes_the_whole_report(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var known = await city.TakenInAsync(SamplePictures.Jpeg());
        using var answer = await city.PostAsync("/api/v1/cases", new
        {
            @class = TestPack.Rubbish, lat = 25.05, lon = 102.02,
            pictures = new[] { known, new string('0', 64) },
        });
        var problem = System.Text.Json.JsonDocument.Parse(
            await answer.Content.ReadAsStringAsync()).RootElement;
        Assert.Equal((int)ProblemCode.NotFound, problem.GetProperty("number").GetInt32());
        Assert.Equal("pictures[1]", problem.GetProperty("field").GetString());
        var all = await city.GetAsync("/api/v1/cases", "office");
        Assert.Equal(0, all.GetProperty("items").GetArrayLength());
        Assert.Equal(
            System.Net.HttpStatusCode.NotFound,
            await city.StatusAsync($"/pictures/{known}/thumb", "office"));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_step_that_is_refused_leaves_no_picture(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var (number, _) = await city.ReportAsync();
        var picture = await city.TakenInAsync(SamplePictures.Jpeg());
        await city.RefusedAsync(
            "office", number, "rectify", new { text = "好了", pictures = new[] { picture } });
        Assert.Empty(await city.PicturesAsync(number));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Where_the_class_says_so_the_checker_brings_a_picture(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var (number, _) = await city.ReportAsync(TestPack.Manhole);
        await city.ActAsync("office", number, "accept");
        await city.ActAsync("office", number, "dispatch");
        await city.ActAsync("water", number, "rectify", new { text = "已换盖" });
        Assert.Equal(
            (int)ProblemCode.FieldRequired,
            await city.RefusedAsync("office", number, "pass-check", new { text = "好" }));
        var picture = await city.TakenInAsync(SamplePictures.Jpeg());
        await city.ActAsync(
            "office", number, "pass-check", new { text = "好", pictures = new[] { picture } });
        var shown = Assert.Single(await city.PicturesAsync(number));
        Assert.Equal("Check", shown.GetProperty("stage").GetString());
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_case_with_a_picture_alike_is_offered_first(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var sent = SamplePictures.Jpeg();
        await city.ReportAsync(words: null);
        var (pictured, _) = await city.ReportWithAsync(await city.TakenInAsync(sent));
        var again = await city.TakenInAsync(SamplePictures.SentOn(sent));
        var similar = await city.GetAsync(
            $"/api/v1/cases/similar?class={TestPack.Rubbish}&lat=25.05&lon=102.02"
            + $"&pictures={again}");
        var items = similar.GetProperty("items").EnumerateArray().ToList();
        Assert.Equal(2, items.Count);
        Assert.Equal(pictured, items[0].GetProperty("case").GetProperty("number").GetString());
        Assert.True(
            items[0].GetProperty("score").GetDouble()
            > items[1].GetProperty("score").GetDouble() + 0.1);
    }

    private static async Task<List<string>> EarlierAsync(TestCity city, string number) =>
    [
        .. (await city.PicturesAsync(number))
            .SelectMany(one => one.GetProperty("earlier").EnumerateArray())
            .Select(use => $"{use.GetProperty("kind").GetString()} "
                + $"{use.GetProperty("caseNumber").GetString()} "
                + use.GetProperty("stage").GetString()),
    ];
}
