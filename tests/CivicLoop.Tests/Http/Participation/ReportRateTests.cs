using System.Net;
using System.Net.Http.Json;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Participation;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;
using Microsoft.Extensions.DependencyInjection;

namespace CivicLoop.Tests.Http.Participation;

/// <summary>One address without an account cannot bury the city in reports.</summary>
public sealed class ReportRateTests
{
    [Fact]
    public async Task Too_many_reports_are_refused_with_everything_typed_kept()
    {
        await using var city = await StartAsync(atOnce: 2);
        using var visitor = new Visitor(city);
        foreach (var lat in new[] { "25.01", "25.05", "25.09" })
        {
            await visitor.OpenAsync("/report");
            await visitor.SendAsync(
                "/report", ("lat", lat), ("lon", "102.02"), ("class", TestPack.Rubbish),
                ("description", "Bags at " + lat), ("email", "lin@example.org"));
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, visitor.Status);
        Assert.Equal("Bags at 25.09", visitor.ValueOf("description"));
        Assert.Equal("lin@example.org", visitor.ValueOf("email"));
        Assert.Contains("role=\"alert\"", visitor.Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_api_bounds_strangers_and_not_staff()
    {
        await using var city = await StartAsync(atOnce: 1);
        await city.ReportAsync();
        using var refused = await city.PostAsync(
            "/api/v1/cases", new { @class = TestPack.Rubbish, lat = 25.01, lon = 102.02 });
        Assert.Equal((int)ProblemCode.TooManyRequests, await TestCity.ProblemAsync(refused));
        for (var n = 0; n < 3; n++)
        {
            using var taken = await city.PostAsync(
                "/api/v1/cases",
                new { @class = TestPack.Rubbish, lat = 25.02 + (n * 0.01), lon = 102.02 },
                "office");
            Assert.Equal(HttpStatusCode.Created, taken.StatusCode);
        }

        using var pretending = new HttpRequestMessage(HttpMethod.Post, "/api/v1/cases")
        {
            Content = JsonContent.Create(
                new { @class = TestPack.Rubbish, lat = 25.01, lon = 102.02 }),
        };
        pretending.Headers.Add("Authorization", "Bearer nothing");
        pretending.Headers.Add("Idempotency-Key", "pretending");
        using var seenThrough = await city.Http.SendAsync(pretending);
        Assert.True((int)seenThrough.StatusCode is 401 or 429, seenThrough.StatusCode.ToString());
        using var read = await city.Http.GetAsync("/api/v1/public/cases");
        Assert.Equal(HttpStatusCode.OK, read.StatusCode);
    }

    [Fact]
    public async Task Nought_sets_no_limit()
    {
        await using var city = await StartAsync(atOnce: 0);
        for (var n = 0; n < 60; n++)
        {
            await city.ReportAsync(lat: 25.001 + (n * 0.001));
        }
    }

    private static Task<TestCity> StartAsync(int atOnce) => TestCity.StartAsync(
        DatabaseEngine.Sqlite,
        change: services => services.AddSingleton(new PortalOptions
        {
            ReportsAtOnce = atOnce, ReportsPerMinute = 1,
        }));
}
