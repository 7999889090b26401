using CivicLoop.Platform.Database;
using CivicLoop.Platform.Web;
using CivicLoop.Tests.City;
using Microsoft.Extensions.DependencyInjection;

namespace CivicLoop.Tests.Http.Running;

/// <summary>Who a request comes from is said by trusted proxies only.</summary>
public sealed class ProxyTests
{
    [Theory]
    [InlineData(null, "http://127.0.0.1")]
    [InlineData("10.0.0.9", "http://127.0.0.1")]
    [InlineData("127.0.0.1", "https://city.example")]
    [InlineData("10.0.0.9 127.0.0.0/8", "https://city.example")]
    public async Task Forwarded_addresses_count_only_from_a_named_proxy(
        string? trusted, string root)
    {
        await using var city = await TestCity.StartAsync(
            DatabaseEngine.Sqlite,
            change: services => services.AddSingleton(new ProxyOptions { Trusted = trusted }));
        using var request = new HttpRequestMessage(HttpMethod.Get, "/cases.atom");
        request.Headers.Add("X-Forwarded-For", "203.0.113.7");
        request.Headers.Add("X-Forwarded-Proto", "https");
        request.Headers.Add("X-Forwarded-Host", "city.example");
        using var answer = await city.Http.SendAsync(request);
        Assert.Contains(
            $"<id>{root}", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public void What_is_no_address_is_named()
    {
        var wrong = new ProxyOptions { Trusted = "10.0.0.1 nginx" };
        Assert.Contains(
            "nginx", Assert.Throws<InvalidDataException>(() => wrong.Forwarding()).Message,
            StringComparison.Ordinal);
    }
}
