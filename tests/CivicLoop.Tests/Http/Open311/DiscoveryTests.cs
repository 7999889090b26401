using CivicLoop.Modules.Cases;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;

namespace CivicLoop.Tests.Http.Open311;

/// <summary>D1–D6 of the check list.</summary>
public sealed class DiscoveryTests : IAsyncLifetime
{
    private TestCity city = null!;

    public async ValueTask InitializeAsync() =>
        city = await TestCity.StartAsync(DatabaseEngine.Sqlite);

    public ValueTask DisposeAsync() => city.DisposeAsync();

    [Fact]
    public async Task D1_discovery_is_there_in_both_formats()
    {
        var xml = await city.Get311Async("discovery.xml");
        var json = await city.Get311Async("discovery.json");
        Assert.Equal("discovery", xml.Xml.Name.LocalName);
        Assert.True(json.Json.TryGetProperty("endpoints", out _));
        Spark.AssertSame(xml.Xml, json.Json);
    }

    [Fact]
    public async Task D2_all_required_fields_are_filled()
    {
        var xml = (await city.Get311Async("discovery.xml")).Xml;
        foreach (var name in new[] { "changeset", "contact", "key_service" })
        {
            Assert.NotEmpty(xml.Element(name)!.Value);
        }

        var endpoint = Assert.Single(xml.Element("endpoints")!.Elements("endpoint"));
        foreach (var name in new[] { "specification", "url", "changeset", "type" })
        {
            Assert.NotEmpty(endpoint.Element(name)!.Value);
        }
    }

    [Fact]
    public async Task D3_the_changeset_moves_forward_when_a_class_or_a_question_changes()
    {
        var first = (await city.Get311Async("discovery.xml")).Value("changeset");
        city.Time.Advance(TimeSpan.FromMinutes(1));
        var rubbish = city.City.City.Current.Catalogue.Find(TestPack.Rubbish)!;
        var kept = await city.Service<KeepCatalogue>()
            .ChangeAsync(rubbish with { NameEn = "Waste" }, "account:office");
        Assert.Null(kept.Problem);
        var second = (await city.Get311Async("discovery.xml")).Value("changeset");
        city.Time.Advance(TimeSpan.FromMinutes(1));
        await ServiceTests.AskAsync(city);
        var third = (await city.Get311Async("discovery.xml")).Value("changeset");
        Assert.True(string.CompareOrdinal(first, second) < 0, $"{first} {second}");
        Assert.True(string.CompareOrdinal(second, third) < 0, $"{second} {third}");
    }

    [Fact]
    public async Task D4_type_and_formats_are_of_the_lists()
    {
        var xml = await city.Get311Async("discovery.xml");
        Assert.Contains(xml.Value("type"), new[] { "production", "test" });
        Assert.Equal(["text/xml", "application/json"], xml.Values("format"));
    }

    [Fact]
    public async Task D5_the_url_of_the_endpoint_resolves()
    {
        var url = (await city.Get311Async("discovery.xml")).Value("url");
        using var itself = await city.Http.GetAsync(url);
        using var services = await city.Http.GetAsync($"{url}/services.xml");
        Assert.True(itself.IsSuccessStatusCode);
        Assert.True(services.IsSuccessStatusCode);
    }

    [Fact]
    public async Task D6_the_specification_is_the_token_of_GeoReport_v2() =>
        Assert.Equal(
            "http://wiki.open311.org/GeoReport_v2",
            (await city.Get311Async("discovery.xml")).Value("specification"));
}
