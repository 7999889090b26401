using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;
using CivicLoop.Tests.Http.Evidence;

namespace CivicLoop.Tests.Http.Participation;

/// <summary>What other programs may take away: all that is public and nothing else.</summary>
public sealed class OpenDataTests
{
    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Csv_and_geojson_hold_public_cases_without_contact_or_unreleased_picture(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var hidden = await city.TakenInAsync(SamplePictures.Jpeg(1));
        var shown = await city.TakenInAsync(SamplePictures.Jpeg(2));
        var (unread, _) = await city.ReportWithAsync(hidden);
        city.Time.Advance(TimeSpan.FromSeconds(1));
        var (released, _) = await city.ReportWithAsync(shown, TestPack.Manhole);
        await city.ActAsync("office", released, "accept");
        await city.ActAsync("office", released, "release");
        var (secret, _) = await city.ReportAsync(
            TestPack.Unhoused, contact: new { email = "lin@example.org" });

        var rows = await CsvAsync(city, "/cases.csv");
        Assert.Equal([released, unread], rows.Select(row => row["number"]).ToList());
        Assert.Equal("垃圾", rows[0]["description"]);
        Assert.Equal("", rows[1]["description"]);
        Assert.Contains($"/pictures/{shown}/public", rows[0]["pictures"], StringComparison.Ordinal);
        Assert.Equal("", rows[1]["pictures"]);
        Assert.All(rows, row => Assert.Equal("", row["licence"]));

        var text = await city.Http.GetStringAsync("/cases.geojson");
        Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
        Assert.DoesNotContain("lin@", text, StringComparison.Ordinal);
        Assert.DoesNotContain(hidden, text, StringComparison.Ordinal);
        var map = JsonDocument.Parse(text).RootElement;
        Assert.Equal(2, map.GetProperty("features").GetArrayLength());
        var feature = map.GetProperty("features")[0];
        Assert.Equal(102.02, feature.GetProperty("geometry").GetProperty("coordinates")[0]
            .GetDouble());
        Assert.Equal(
            rows[0].Keys.Order(StringComparer.Ordinal),
            feature.GetProperty("properties").EnumerateObject().Select(one => one.Name)
                .Order(StringComparer.Ordinal));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task The_filters_of_the_list_narrow_the_downloads_and_feeds(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var (west, _) = await city.ReportAsync();
        await city.ReportAsync(TestPack.Manhole, lon: 102.03);
        var (east, _) = await city.ReportAsync(lon: 102.35);
        await city.ActAsync("office", east, "reject", new { reason = "nothing there" });

        var query = $"?class={TestPack.Rubbish}&area={TestPack.West}";
        Assert.Equal([west], (await CsvAsync(city, "/cases.csv" + query))
            .Select(row => row["number"]));
        Assert.Equal([east], (await CsvAsync(city, "/cases.csv?state=closed"))
            .Select(row => row["number"]));
        Assert.Equal(3, (await CsvAsync(city, "/cases.csv")).Count);
        var feed = XDocument.Parse(await city.Http.GetStringAsync("/cases.atom" + query));
        XNamespace atom = "http://www.w3.org/2005/Atom";
        var entry = Assert.Single(feed.Root!.Elements(atom + "entry"));
        Assert.EndsWith(
            $"/cases/{west}", entry.Element(atom + "link")!.Attribute("href")!.Value,
            StringComparison.Ordinal);
        using var wrong = await city.Http.GetAsync("/cases.csv?area=1");
        Assert.Equal(HttpStatusCode.BadRequest, wrong.StatusCode);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_download_goes_on_behind_the_first_page_and_runs_no_formula(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        // Together more than any writer keeps before it sends.
        var much = "=HYPERLINK(\"http://x\")" + new string('水', 3_900);
        for (var n = 0; n < 12; n++)
        {
            var (number, _) = await city.ReportAsync(lat: 25.01 + (n * 0.005), words: much);
            await city.ActAsync("office", number, "accept");
        }

        var rows = await CsvAsync(city, "/cases.csv");
        Assert.Equal(12, rows.Select(row => row["number"]).Distinct().Count());
        Assert.All(rows, row => Assert.StartsWith(
            "'=", row["description"], StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_list_names_its_feed_and_every_column_is_explained()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        using var visitor = new Visitor(city);
        await visitor.OpenAsync($"/cases?class={TestPack.Rubbish}&state=all");
        Assert.Contains(
            "<link rel=\"alternate\" type=\"application/atom+xml\"", visitor.Page,
            StringComparison.Ordinal);
        Assert.Contains(
            $"href=\"/cases.atom?class={TestPack.Rubbish}&state=all\"", visitor.Page,
            StringComparison.Ordinal);
        await visitor.OpenAsync("/open-data");
        var header = (await city.Http.GetStringAsync("/cases.csv")).TrimStart('\uFEFF').Trim();
        Assert.All(header.Split(','), column => Assert.Contains(
            $"<code>{column}</code>", visitor.Page, StringComparison.Ordinal));
    }

    private static async Task<List<IDictionary<string, string>>> CsvAsync(
        TestCity city, string address)
    {
        var text = (await city.Http.GetStringAsync(address)).TrimStart('\uFEFF');
        var lines = text.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var names = lines[0].Split(',');
        return
        [
            .. lines.Skip(1).Select(line => (IDictionary<string, string>)Cells(line)
                .Select((cell, n) => (Name: names[n], Value: cell))
                .ToDictionary(cell => cell.Name, cell => cell.Value)),
        ];
    }

    // A cell in quotes may hold commas and doubled quotes; none of these tests writes a line break.
    private static IEnumerable<string> Cells(string line) =>
        Regex.Matches(line, "(?:^|,)(?:\"((?:[^\"]|\"\")*)\"|([^,]*))")
            .Select(cell => cell.Groups[1].Success
                ? cell.Groups[1].Value.Replace("\"\"", "\"", StringComparison.Ordinal)
                : cell.Groups[2].Value);
}
