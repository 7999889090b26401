using System.Text.Json;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;

namespace CivicLoop.Tests.Http.Cases;

/// <summary>Cases are found by what people remember of them.</summary>
public sealed class SearchTests
{
    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_case_is_found_by_number_words_class_and_place_in_both_languages(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var (number, _) = await city.ReportAsync(words: "翠湖路口ＢＲＴ站旁垃圾没人清理, glass");
        await city.ReportAsync(TestPack.Manhole, lon: 102.32, words: "路灯不亮");
        foreach (var words in new[]
        {
            number, number.Split('-')[^1] + " 翠湖", "翠湖", "圾", "垃圾没人", "没人清理", "理", "brt", "glas",
            "暴露垃圾", "exposed rubbish", "RUBBISH 翠湖路口", "区域990101001001", "Area 990101001001",
        })
        {
            Assert.True((await FoundAsync(city, words)).SequenceEqual([number]), words);
        }

        foreach (var words in new[] { "垃圾堆", "湖翠", "翠湖 路灯", "ubbish", "没人 电" })
        {
            Assert.Empty(await FoundAsync(city, words));
        }
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Whatever_is_typed_is_a_question_and_never_a_command_of_the_database(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        await city.ReportAsync();
        foreach (var words in new[]
        {
            "\"", "'", "垃圾\" OR \"x", "NOT 垃圾", "垃圾*", ":*", "a & !b", "((", "\\", "%", "🗑",
            new string('垃', 500),
        })
        {
            using var answer = await city.Http.SendAsync(Ask(words));
            Assert.True(answer.IsSuccessStatusCode, words);
        }
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_search_shows_what_changed_and_forgets_what_was_erased(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var (number, secret) = await city.ReportAsync(words: "井盖丢失");
        await city.ActAsync("nobody", number, "edit", new { text = "沙发丢弃", secret });
        Assert.Empty(await FoundAsync(city, "井盖"));
        Assert.Equal([number], await FoundAsync(city, "沙发"));
        await city.ActAsync("office", number, "reclassify", new { @class = TestPack.Stall });
        Assert.Equal([number], await FoundAsync(city, "游商"));
        await city.ActAsync("nobody", number, "erase", new { secret });
        Assert.Empty(await FoundAsync(city, "沙发"));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_contact_is_never_searched_and_nobody_finds_what_they_may_not_see(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var (number, _) = await city.ReportAsync(
            words: "积水严重", contact: new { name = "孙悟空", phone = "13800138000" });
        Assert.Empty(await FoundAsync(city, "孙悟空"));
        Assert.Empty(await FoundAsync(city, "13800138000"));
        Assert.Equal([number], await FoundAsync(city, "积水", "bureau"));
        Assert.Empty(await FoundAsync(city, "积水", "water"));
        using var resident = await city.Http.GetAsync("/api/v1/cases/search?q=积水");
        Assert.Equal((int)ProblemCode.NotPermitted, await TestCity.ProblemAsync(resident));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Pages_follow_one_another_without_a_gap_the_last_entered_first(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var numbers = new List<string>();
        for (var n = 0; n < 7; n++)
        {
            numbers.Add((await city.ReportAsync(lon: 102.01 + n * 0.01)).Number);
        }

        var found = new List<string>();
        string? after = null;
        do
        {
            var page = await city.GetAsync(
                $"/api/v1/cases/search?q=垃圾&limit=3&after={after}", "office");
            found.AddRange(Numbers(page));
            after = page.TryGetProperty("next", out var next) ? next.GetString() : null;
        }
        while (after is not null);
        numbers.Reverse();
        Assert.Equal(numbers, found);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_word_of_every_place_narrows_nothing_and_one_of_a_district_all_inside(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var (number, _) = await city.ReportAsync(words: "翠湖路口垃圾");
        var district = city.City.City.Current.Areas.All
            .Single(area => area.Code.StartsWith(number.Split('-')[0], StringComparison.Ordinal)
                && area.Kind == AreaKind.District);
        Assert.Equal([number], await FoundAsync(city, district.Name.Zh));
        Assert.Equal([number], await FoundAsync(city, $"{district.Name.Zh} 翠湖"));
        Assert.Empty(await FoundAsync(city, $"{district.Name.Zh} 路灯"));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Cases_from_before_the_index_are_found_once_it_was_filled(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var (number, _) = await city.ReportAsync();
        await city.City.Database.WriteAsync(async session =>
            (Outcome<int>)await session.ExecuteAsync("DELETE FROM case_search"));
        Assert.Empty(await FoundAsync(city, "垃圾"));
        Assert.Equal(1, await city.Service<CaseIndex>().FillAsync(default));
        Assert.Equal([number], await FoundAsync(city, "垃圾"));
        Assert.Equal(0, await city.Service<CaseIndex>().FillAsync(default));
    }

    private static HttpRequestMessage Ask(string words)
    {
        var request = new HttpRequestMessage(
            HttpMethod.Get, "/api/v1/cases/search?q=" + Uri.EscapeDataString(words));
        request.Headers.Add(TestCallers.Header, "office");
        return request;
    }

    private static async Task<List<string>> FoundAsync(
        TestCity city, string words, string caller = "office") =>
        Numbers(await city.GetAsync(
            "/api/v1/cases/search?q=" + Uri.EscapeDataString(words), caller));

    private static List<string> Numbers(JsonElement page) =>
        [.. page.GetProperty("items").EnumerateArray()
            .Select(item => item.GetProperty("number").GetString()!)];
}
