using System.Globalization;
using System.Net;
using System.Text.RegularExpressions;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;

namespace CivicLoop.Tests.Http.Participation;

/// <summary>Statistics that anybody can check.</summary>
public sealed partial class StatisticsTests
{
    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Every_number_opens_the_list_of_just_these_cases(DatabaseEngine engine)
    {
        await using var city = await StartAsync(engine);
        using var visitor = new Visitor(city);
        foreach (var page in new[]
        {
            "/statistics", "/statistics?by=class", $"/statistics?area={TestPack.West}",
            $"/statistics?by=class&area={TestPack.West}",
            $"/statistics?class={TestPack.Rubbish}",
        })
        {
            await visitor.OpenAsync(page);
            Assert.Equal(HttpStatusCode.OK, visitor.Status);
            var numbers = Numbers().Matches(visitor.Page)
                .Select(match => (Address: match.Groups[1].Value, Count: match.Groups[2].Value))
                .ToList();
            Assert.NotEmpty(numbers);
            foreach (var (address, count) in numbers)
            {
                await visitor.OpenAsync(address);
                Assert.Equal(
                    int.Parse(count, CultureInfo.InvariantCulture),
                    Regex.Count(visitor.Page, "<td class=\"row-title\">"));
            }
        }
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task What_is_late_and_still_open_lowers_the_share_and_few_cases_are_marked(
        DatabaseEngine engine)
    {
        await using var city = await StartAsync(engine);
        using var visitor = new Visitor(city);
        await visitor.OpenAsync(
            $"/statistics?class={TestPack.Rubbish}&area={TestPack.West}&by=class");
        // One in time, one open past its limit: a half, not a whole.
        Assert.Matches(@"\b50\.0\s?%", visitor.Page);
        Assert.Contains("few cases", visitor.Page, StringComparison.Ordinal);
        Assert.Contains("÷", visitor.Page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("from=2026-13-01")]
    [InlineData("from=2026-11-02&to=2026-11-01")]
    [InlineData("from=2020-01-01&to=2026-11-01")]
    [InlineData("area=1")]
    public async Task A_period_that_cannot_be_is_refused_beside_its_field(string query)
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        using var visitor = new Visitor(city);
        await visitor.OpenAsync("/statistics?" + query);
        Assert.Equal(HttpStatusCode.BadRequest, visitor.Status);
    }

    private static async Task<TestCity> StartAsync(DatabaseEngine engine)
    {
        var city = await TestCity.StartAsync(engine);
        var (done, _) = await city.ReportAsync();
        await city.ActAsync("office", done, "accept");
        await city.ActAsync("office", done, "dispatch");
        await city.ActAsync("bureau", done, "rectify", new { text = "done" });
        await city.ActAsync("office", done, "pass-check", new { text = "clean" });
        await city.ActAsync("office", done, "close");
        var (late, _) = await city.ReportAsync(lat: 25.02);
        await city.ActAsync("office", late, "accept");
        await city.ActAsync("office", late, "dispatch");
        await city.ReportAsync(TestPack.Manhole, lon: 102.35);
        await city.ReportAsync(TestPack.Unhoused);
        city.Time.Advance(TimeSpan.FromDays(8));
        return city;
    }

    [GeneratedRegex("<a href=\"(/cases\\?[^\"]*)\">([\\d,]+)</a>")]
    private static partial Regex Numbers();
}
