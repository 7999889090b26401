using System.Text.RegularExpressions;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;

namespace CivicLoop.Tests.Http.Participation;

/// <summary>Residents read by phone: what a page weighs on the wire, with all it loads but the map.
/// </summary>
public sealed partial class PortalWeightTests
{
    private const int BytesMax = 150 * 1024;

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_portal_page_weighs_at_most_150_kilobytes_without_the_map(string coding)
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        string number = "";
        for (var n = 0; n < 60; n++)
        {
            (number, _) = await city.ReportAsync(lat: 25.001 + (n * 0.001));
        }

        foreach (var page in new[]
        {
            "/", "/report", "/cases?state=all", "/map", "/statistics", "/open-data", "/track",
            $"/cases/{number}",
        })
        {
            var (html, bytes) = await LoadAsync(city, page, coding);
            var parts = Parts().Matches(html).Select(match => match.Groups[1].Value)
                .Where(part => !part.StartsWith("/dist/map", StringComparison.Ordinal))
                .Append("/favicon.svg").Distinct().ToList();
            Assert.Contains(parts, part => part.Contains("site.css", StringComparison.Ordinal));
            foreach (var part in parts)
            {
                bytes += (await LoadAsync(city, part, coding)).Bytes;
            }

            Assert.True(bytes <= BytesMax, $"{page} weighs {bytes} bytes by {coding}");
        }
    }

    private static async Task<(string Text, int Bytes)> LoadAsync(
        TestCity city, string address, string coding)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("Accept-Encoding", coding);
        using var answer = await city.Http.SendAsync(request);
        answer.EnsureSuccessStatusCode();
        var sent = await answer.Content.ReadAsByteArrayAsync();
        var type = answer.Content.Headers.ContentType?.MediaType ?? "";
        if (!type.Contains("html", StringComparison.Ordinal))
        {
            return ("", sent.Length);
        }

        Assert.Equal([coding], answer.Content.Headers.ContentEncoding);
        return (await city.Http.GetStringAsync(address), sent.Length);
    }

    [GeneratedRegex("(?:src|href)=\"(/dist/[^\"]+|/favicon[^\"]*)\"")]
    private static partial Regex Parts();
}
