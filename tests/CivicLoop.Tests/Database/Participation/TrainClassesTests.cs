using CivicLoop.Modules.Participation;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;

namespace CivicLoop.Tests.Database.Participation;

/// <summary>What the city's own cases teach, and when it is believed.</summary>
public sealed class TrainClassesTests
{
    private static readonly string[] Heaps = ["沙堆", "瓜皮", "碎砖", "纸箱", "剩菜"];
    private static readonly string[] Wares = ["烤串", "水果", "鲜花", "袜子", "凉粉"];
    private static readonly string[] Spots = ["桥头", "校门", "巷口", "站台", "河边", "坡上", "楼下"];

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Words_no_rule_knows_are_learned_from_opened_cases(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var suggest = city.Service<SuggestClass>();
        Assert.Empty(suggest.From("河边有人摆了烤串来卖"));
        await OpenManyAsync(city);

        var facts = await city.Service<TrainClasses>().IfDueAsync(default);
        Assert.NotNull(facts);
        Assert.True(facts.IsUsed, facts.ToString());
        Assert.InRange(facts.HeldOut, 10, 100);
        Assert.True(File.Exists(ClassModel.FileIn(city.City.Folder.Path, facts.TrainedAt)));
        Assert.Null(await city.Service<TrainClasses>().IfDueAsync(default));

        city.Time.Advance(TimeSpan.FromMinutes(2));
        Assert.Equal(TestPack.Stall, suggest.From("河边有人摆了烤串来卖")[0].Code);
        Assert.Equal(TestPack.Rubbish, suggest.From("坡上倒了沙堆没运走")[0].Code);
        Assert.Equal(TestPack.Stall, suggest.From(null, ["有人卖烤串.jpg"])[0].Code);
        Assert.Empty(suggest.From(""));
        var answer = await city.GetAsync(
            "/api/v1/public/class-suggestions?words=" + Uri.EscapeDataString("校门卖袜子"));
        Assert.Equal(
            TestPack.Stall, answer.GetProperty("items")[0].GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_damaged_model_is_passed_over_and_an_older_one_goes_on()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        await OpenManyAsync(city);
        var facts = await city.Service<TrainClasses>().RunAsync(default);
        city.Time.Advance(TimeSpan.FromDays(1));
        var good = ClassModel.FileIn(city.City.Folder.Path, facts!.TrainedAt);
        var bad = ClassModel.FileIn(city.City.Folder.Path, city.Time.GetUtcNow());
        await File.WriteAllBytesAsync(bad, (await File.ReadAllBytesAsync(good))[..2000]);
        File.Copy(Path.ChangeExtension(good, ".json"), Path.ChangeExtension(bad, ".json"));
        var suggest = city.Service<SuggestClass>();
        Assert.Equal(TestPack.Stall, suggest.From("河边有人摆了烤串来卖")[0].Code);

        city.Time.Advance(TimeSpan.FromDays(1));
        var worse = ClassModel.FileIn(city.City.Folder.Path, city.Time.GetUtcNow());
        await File.WriteAllTextAsync(Path.ChangeExtension(worse, ".json"), "{");
        Assert.Equal(TestPack.Stall, suggest.From("河边有人摆了烤串来卖")[0].Code);
        File.Delete(good);
        Assert.NotEmpty(suggest.From("小区门口暴露垃圾堆成山"));
    }

    [Fact]
    public async Task Too_few_cases_teach_nothing_and_the_form_goes_on()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        var (number, _) = await city.ReportAsync();
        await city.ActAsync("office", number, "accept");
        Assert.Null(await city.Service<TrainClasses>().RunAsync(default));
        Assert.Empty(ClassModel.FactsIn(city.City.Folder.Path));
    }

    [Fact]
    public void A_model_that_learned_nothing_sure_is_not_asked()
    {
        var facts = new ClassModelFacts
        {
            TrainedAt = TestCity.Start, Accuracy = 0.59, RuleAccuracy = 0.1,
        };
        Assert.False(facts.IsUsed);
        Assert.True((facts with { Accuracy = 0.6 }).IsUsed);
        Assert.False((facts with { Accuracy = 0.7, RuleAccuracy = 0.8 }).IsUsed);
    }

    // As told by many residents: what lies or is sold, and where.
    private static async Task OpenManyAsync(TestCity city)
    {
        var n = 0;
        foreach (var spot in Spots)
        {
            foreach (var (heap, ware) in Heaps.Zip(Wares))
            {
                foreach (var (@class, words) in new[]
                {
                    (TestPack.Rubbish, $"{spot}倒了{heap}没运走"),
                    (TestPack.Rubbish, $"{heap}一直丢在{spot}"),
                    (TestPack.Rubbish, $"请运走{spot}那些{heap}"),
                    (TestPack.Stall, $"{spot}有人摆了{ware}来卖"),
                    (TestPack.Stall, $"卖{ware}的占着{spot}"),
                    (TestPack.Stall, $"{spot}天天有人叫卖{ware}"),
                })
                {
                    var (number, _) = await city.ReportAsync(
                        @class, lat: 25.001 + (n++ % 90 * 0.001), words: words);
                    await city.ActAsync("office", number, "accept");
                }
            }
        }
    }
}
