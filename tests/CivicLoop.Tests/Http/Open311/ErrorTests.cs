using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;
using Microsoft.EntityFrameworkCore;
using static CivicLoop.Tests.Http.Open311.Open311City;

namespace CivicLoop.Tests.Http.Open311;

/// <summary>E1–E4 and X1–X4 of the check list.</summary>
public sealed class ErrorTests : IAsyncLifetime
{
    private TestCity city = null!;

    public async ValueTask InitializeAsync() =>
        city = await TestCity.StartAsync(DatabaseEngine.Sqlite);

    public ValueTask DisposeAsync() => city.DisposeAsync();

    [Fact]
    public async Task E1_what_is_not_there_is_404_in_the_asked_format()
    {
        var xml = await city.Get311Async("requests/none.xml");
        var json = await city.Get311Async("requests/none.json");
        Assert.Equal(404, xml.Status);
        Assert.Equal(404, json.Status);
        Assert.Equal("errors", xml.Xml.Name.LocalName);
        Spark.AssertSame(xml.Xml, json.Json);
        Assert.Equal(404, (await city.Get311Async("nothing.json")).Status);
        Assert.Equal("application/json; charset=utf-8",
            (await city.Get311Async("nothing.json")).Type);
    }

    [Fact]
    public async Task E2_a_wrong_key_is_403_in_the_asked_format()
    {
        var xml = await city.Post311Async("requests.xml", Report("wrong"));
        var json = await city.Post311Async("requests.json", Report("wrong"));
        Assert.Equal((403, 403), (xml.Status, json.Status));
        Assert.Equal(40301, json.Json[0].GetProperty("code").GetInt32());
        Spark.AssertSame(xml.Xml, json.Json);
    }

    [Fact]
    public async Task E3_all_else_of_the_caller_is_400_in_the_asked_format()
    {
        var xml = await city.Get311Async("requests.xml?status=ajar&start_date=2026");
        var json = await city.Get311Async("requests.json?status=ajar&start_date=2026");
        Assert.Equal((400, 400), (xml.Status, json.Status));
        Assert.Equal(2, json.Json.GetArrayLength());
        Spark.AssertSame(xml.Xml, json.Json);
        using var deleted = await city.Http.DeleteAsync(Base + "requests.json");
        Assert.Equal(400, (int)deleted.StatusCode);
        using var body = new StringContent("{}", null, "application/json");
        using var posted = await city.Http.PostAsync(Base + "requests.xml", body);
        Assert.Equal(400, (int)posted.StatusCode);
    }

    [Fact]
    public async Task E4_descriptions_are_in_the_readers_language()
    {
        var chinese = await city.Get311Async("requests/none.xml", "zh");
        var english = await city.Get311Async("requests/none.xml", "en");
        Assert.Contains("没有找到", chinese.Value("description"), StringComparison.Ordinal);
        Assert.Contains("none", english.Value("description"), StringComparison.Ordinal);
        Assert.DoesNotMatch(@"\p{IsCJKUnifiedIdeographs}", english.Value("description"));
    }

    [Theory]
    [InlineData("xml", "text/xml; charset=utf-8")]
    [InlineData("json", "application/json; charset=utf-8")]
    public async Task The_citys_own_failure_is_told_in_the_asked_format(
        string format, string type)
    {
        await city.City.Database.WriteAsync(
            async session => (CivicLoop.Domain.Problems.Outcome<int>)await session.ExecuteAsync(
                "ALTER TABLE cases RENAME TO lost"));
        var answer = await city.Get311Async($"requests.{format}");
        Assert.Equal(500, answer.Status);
        Assert.Equal(type, answer.Type);
        Assert.Contains("50001", answer.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("SELECT", answer.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("services", null, "text/xml")]
    [InlineData("services", "application/json", "application/json")]
    [InlineData("services", "application/json;q=0.5, text/xml", "text/xml")]
    [InlineData("services.json", "text/xml", "application/json")]
    [InlineData("services.xml", "application/json", "text/xml")]
    public async Task X1_the_content_type_follows_the_address_then_the_wish(
        string path, string? accept, string expected)
    {
        var answer = await city.Get311Async(path, accept: accept);
        Assert.Equal(200, answer.Status);
        Assert.Equal(expected + "; charset=utf-8", answer.Type);
    }

    [Fact]
    public async Task An_unknown_format_is_404_in_XML()
    {
        var answer = await city.Get311Async("services.yaml", accept: "application/json");
        Assert.Equal(404, answer.Status);
        Assert.Equal("errors", answer.Xml.Name.LocalName);
    }

    [Fact]
    public async Task X2_XML_is_well_formed_declared_and_without_a_namespace()
    {
        await city.ReportAsync();
        foreach (var path in new[] { "discovery.xml", "services.xml", "requests.xml", "no.xml" })
        {
            var answer = await city.Get311Async(path);
            Assert.StartsWith(
                "<?xml version=\"1.0\" encoding=\"utf-8\"?>", answer.Text,
                StringComparison.Ordinal);
            Assert.All(answer.Xml.DescendantsAndSelf(), one =>
                Assert.Equal("", one.Name.NamespaceName));
        }
    }

    [Fact]
    public async Task X3_what_XML_cannot_hold_is_replaced_in_both_formats()
    {
        var (number, _) = await city.ReportAsync(words: "a\u0001b\r\nc");
        await city.ActAsync("office", number, "accept");
        var xml = await city.Get311Async($"requests/{number}.xml");
        Assert.Equal("a\uFFFDb\r\nc", xml.Value("description"));
        Spark.AssertSame(xml.Xml, (await city.Get311Async($"requests/{number}.json")).Json);
    }

    [Fact]
    public async Task X4_XML_and_JSON_say_the_same_of_every_list()
    {
        var (closed, _) = await city.ReportAsync();
        await city.CloseAsync(closed);
        await city.ReportAsync(TestPack.Stall, words: "🥟 摊位");
        foreach (var path in new[]
        {
            "discovery", "services", $"services/{TestPack.Rubbish}", "requests",
            $"requests/{closed}", "servicerequestupdates", "requests/none",
        })
        {
            Spark.AssertSame(
                (await city.Get311Async(path + ".xml")).Xml,
                (await city.Get311Async(path + ".json")).Json);
        }

        Assert.Equal(0, (await city.Get311Async("requests.json?service_code=x")).Json
            .GetArrayLength());
    }
}
