using CivicLoop.Modules.Cases;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Modules.Open311;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;

namespace CivicLoop.Tests.Http.Open311;

/// <summary>S1–S7 and F1–F8 of the check list.</summary>
public sealed class ServiceTests : IAsyncLifetime
{
    private TestCity city = null!;

    public async ValueTask InitializeAsync() =>
        city = await TestCity.StartAsync(DatabaseEngine.Sqlite);

    public ValueTask DisposeAsync() => city.DisposeAsync();

    /// <summary>Lets the stall ask one question of every datatype.</summary>
    internal static async Task AskAsync(TestCity city)
    {
        const string list =
            """
            [{"key":"a","name":{"zh":"甲","en":"A"}},{"key":"b","name":{"zh":"乙","en":"B"}},
             {"key":"c","name":{"zh":"丙","en":"C"}}]
            """;
        string One(string code, string datatype, bool required = false, string choices = "[]") =>
            $$"""
            {"serviceCode":"{{TestPack.Stall}}","code":"{{code}}","datatype":"{{datatype}}",
             "required":{{(required ? "true" : "false")}},
             "question":{"zh":"问{{code}}","en":"Q {{code}}"},"hint":{"zh":"提示","en":"Hint"},
             "choices":{{choices}}}
            """;
        var outcome = await city.Service<KeepAttributes>().ReplaceAsync(
            "[" + string.Join(
                ",",
                One("word", "string", required: true), One("count", "number"),
                One("since", "datetime"), One("story", "text"),
                One("kind", "singlevaluelist", choices: list),
                One("goods", "multivaluelist", choices: list)) + "]",
            "system");
        Assert.Equal(6, outcome.Value);
    }

    [Fact]
    public async Task S1_every_service_has_all_fields()
    {
        var xml = await city.Get311Async("services.xml");
        var service = xml.Xml.Elements("service")
            .Single(one => one.Element("service_code")!.Value == TestPack.Rubbish);
        Assert.Equal("Exposed rubbish", service.Element("service_name")!.Value);
        Assert.Equal("Open", service.Element("description")!.Value);
        Assert.Equal("true", service.Element("metadata")!.Value);
        Assert.Equal("realtime", service.Element("type")!.Value);
        Assert.Equal("Group", service.Element("group")!.Value);
        Spark.AssertSame(xml.Xml, (await city.Get311Async("services.json")).Json);
    }

    [Fact]
    public async Task S2_names_follow_the_language()
    {
        Assert.Contains(
            "暴露垃圾", (await city.Get311Async("services.xml", "zh")).Values("service_name"));
        Assert.Contains(
            "暴露垃圾", (await city.Get311Async("services.xml?lang=zh")).Values("service_name"));
    }

    [Fact]
    public async Task S3_a_service_without_metadata_has_no_definition()
    {
        var list = (await city.Get311Async("services.xml")).Xml;
        var plain = list.Elements("service").Single(
            one => one.Element("service_code")!.Value == TestPack.Manhole);
        Assert.Equal("false", plain.Element("metadata")!.Value);
        Assert.Equal(404, (await city.Get311Async($"services/{TestPack.Manhole}.xml")).Status);
    }

    [Fact]
    public async Task S4_the_order_is_the_same_at_every_reading()
    {
        var first = (await city.Get311Async("services.xml")).Values("service_code");
        Assert.Equal(first.Order(StringComparer.Ordinal), first);
        Assert.Equal(first, (await city.Get311Async("services.xml")).Values("service_code"));
    }

    [Fact]
    public async Task S5_keywords_are_a_comma_list()
    {
        var rubbish = city.City.City.Current.Catalogue.Find(TestPack.Rubbish)!;
        await city.Service<KeepCatalogue>()
            .ChangeAsync(rubbish with { Keywords = "垃圾 waste" }, "account:office");
        Assert.Contains(
            "垃圾,waste", (await city.Get311Async("services.xml")).Values("keywords"));
    }

    [Fact]
    public async Task S6_an_empty_jurisdiction_is_none_and_the_citys_own_is_known()
    {
        Assert.Equal(200, (await city.Get311Async("services.xml?jurisdiction_id=")).Status);
        Assert.Equal(200, (await city.Get311Async("services.xml?jurisdiction_id=test")).Status);
    }

    [Fact]
    public async Task S7_an_unknown_jurisdiction_is_not_found()
    {
        var answer = await city.Get311Async("services.xml?jurisdiction_id=elsewhere");
        Assert.Equal(404, answer.Status);
        Assert.Equal([40401], answer.Codes());
    }

    [Fact]
    public async Task A_private_or_inactive_class_is_no_service()
    {
        var stall = city.City.City.Current.Catalogue.Find(TestPack.Stall)!;
        await city.Service<KeepCatalogue>()
            .ChangeAsync(stall with { IsActive = false }, "account:office");
        var codes = (await city.Get311Async("services.xml")).Values("service_code");
        Assert.DoesNotContain(TestPack.Unhoused, codes);
        Assert.DoesNotContain(TestPack.Stall, codes);
    }

    [Fact]
    public async Task A_batch_key_reads_that_its_reports_are_answered_in_batch()
    {
        var key = await city.KeyAsync(Open311Answers.Batch);
        var services = await city.Get311Async($"services.xml?api_key={key}");
        Assert.Equal("batch", services.Value("type"));
    }

    [Theory]
    [InlineData(0, "word", "string")]
    [InlineData(1, "count", "number")]
    [InlineData(2, "since", "datetime")]
    [InlineData(3, "story", "text")]
    [InlineData(4, "kind", "singlevaluelist")]
    [InlineData(5, "goods", "multivaluelist")]
    public async Task F1_to_F5_a_definition_says_each_datatype(
        int index, string code, string datatype)
    {
        await AskAsync(city);
        var xml = await city.Get311Async($"services/{TestPack.Stall}.xml");
        var attribute = xml.Xml.Element("attributes")!.Elements("attribute").ElementAt(index);
        Assert.Equal("true", attribute.Element("variable")!.Value);
        Assert.Equal(code, attribute.Element("code")!.Value);
        Assert.Equal(datatype, attribute.Element("datatype")!.Value);
        Assert.Equal($"Q {code}", attribute.Element("description")!.Value);
        Assert.Equal("Hint", attribute.Element("datatype_description")!.Value);
        Assert.Equal(
            datatype.EndsWith("list", StringComparison.Ordinal) ? ["a", "b", "c"] : [],
            attribute.Descendants("key").Select(key => key.Value));
    }

    [Fact]
    public async Task F6_required_is_said_as_the_city_asks()
    {
        await AskAsync(city);
        var xml = await city.Get311Async($"services/{TestPack.Stall}.xml");
        Assert.Equal(
            ["true", "false", "false", "false", "false", "false"], xml.Values("required"));
    }

    [Fact]
    public async Task F7_order_is_unique_and_begins_with_one()
    {
        await AskAsync(city);
        var xml = await city.Get311Async($"services/{TestPack.Stall}.xml");
        Assert.Equal(["1", "2", "3", "4", "5", "6"], xml.Values("order"));
        Spark.AssertSame(
            xml.Xml, (await city.Get311Async($"services/{TestPack.Stall}.json")).Json);
    }

    [Fact]
    public async Task F8_an_unknown_service_has_no_definition() =>
        Assert.Equal(404, (await city.Get311Async("services/E9999.xml")).Status);

    [Fact]
    public async Task A_class_with_several_conditions_asks_which_holds()
    {
        var xml = await city.Get311Async($"services/{TestPack.Rubbish}.xml");
        Assert.Equal("condition", xml.Value("code"));
        Assert.Equal("singlevaluelist", xml.Value("datatype"));
        Assert.Equal(["1", "2"], xml.Values("key"));
        Assert.Equal(["Open", "Open"], xml.Values("name"));
    }
}
