using System.Text.Json;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;

namespace CivicLoop.Tests.Http.Open311;

/// <summary>Q1–Q14 of the check list.</summary>
public sealed class ListRequestTests
{
    [Fact]
    public async Task Q1_without_dates_the_last_90_days_are_listed()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        await city.ReportAsync();
        city.Time.Advance(TimeSpan.FromDays(91));
        var (recent, _) = await city.ReportAsync();
        Assert.Equal([recent], await city.NumbersAsync());
    }

    [Fact]
    public async Task Q2_at_most_1000_are_listed_and_pages_go_on_behind_them()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        var made = new List<string>();
        for (var i = 0; i < 5; i++)
        {
            made.Insert(0, (await city.ReportAsync()).Number);
            city.Time.Advance(TimeSpan.FromMinutes(1));
        }

        Assert.Equal(made[..2], await city.NumbersAsync("?page_size=2"));
        Assert.Equal(made[2..4], await city.NumbersAsync("?page_size=2&page=2"));
        Assert.Equal(made[4..], await city.NumbersAsync("?page_size=2&page=3"));
        var refused = await city.Get311Async("requests.xml?page_size=1001");
        Assert.Equal([40011], refused.Codes());
        Assert.Equal(400, (await city.Get311Async("requests.xml?page=none")).Status);
    }

    [Theory]
    [InlineData("?start_date=2026-11-24T02:00:00Z", "0,1,2")]
    [InlineData("?start_date=2026-12-01T00:00:00%2B08:00", "1,2")]
    [InlineData("?end_date=2027-01-10T00:00:00Z", "0,1")]
    [InlineData("?end_date=2027-02-25T02:00:00Z", "1,2")]
    [InlineData("?start_date=2026-12-20T00:00:00Z&end_date=2026-12-31T00:00:00Z", "1")]
    [InlineData("?start_date=2026-11-01T00:00:00Z&end_date=2027-12-31T00:00:00Z", "0,1")]
    public async Task Q3_to_Q6_dates_choose_by_report_and_never_more_than_90_days(
        string query, string expected)
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        var numbers = new List<string>();
        foreach (var days in new[] { 0, 30, 50 })
        {
            // 24 November, 24 December, 12 February.
            city.Time.Advance(TimeSpan.FromDays(days));
            numbers.Add((await city.ReportAsync()).Number);
        }

        Assert.Equal(
            expected.Split(',').Select(n => numbers[n[0] - '0']).Reverse(),
            await city.NumbersAsync(query));
    }

    [Fact]
    public async Task Q7_comma_lists_of_services_and_an_empty_one_which_narrows_nothing()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        var (rubbish, _) = await city.ReportAsync();
        var (stall, _) = await city.ReportAsync(TestPack.Stall);
        var (manhole, _) = await city.ReportAsync(TestPack.Manhole);
        var two = await city.NumbersAsync(
            $"?service_code={TestPack.Rubbish},{TestPack.Stall}");
        Assert.Equal(new[] { rubbish, stall }.Order(), two.Order());
        var all = await city.NumbersAsync("?service_code=&status=");
        Assert.Equal(new[] { rubbish, stall, manhole }.Order(), all.Order());
    }

    [Fact]
    public async Task Q8_a_list_of_numbers_overrides_all_else_and_omits_unknown_ones()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        var (first, _) = await city.ReportAsync();
        var (second, _) = await city.ReportAsync();
        await city.ReportAsync();
        city.Time.Advance(TimeSpan.FromDays(100));
        var found = await city.NumbersAsync(
            $"?service_request_id={first},nobody,{second}&status=closed&service_code=none");
        Assert.Equal(new[] { first, second }.Order(), found.Order());
    }

    [Fact]
    public async Task Q9_status_narrows_to_open_or_closed_and_both_are_all()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        var (open, _) = await city.ReportAsync();
        var (closed, _) = await city.ReportAsync();
        await city.CloseAsync(closed);
        Assert.Equal([open], await city.NumbersAsync("?status=open"));
        Assert.Equal([closed], await city.NumbersAsync("?status=closed"));
        Assert.Equal(2, (await city.NumbersAsync("?status=open,closed")).Count);
        Assert.Equal(400, (await city.Get311Async("requests.xml?status=ajar")).Status);
    }

    [Theory]
    [InlineData("start_date=2026-11-24T10:00:00", 40007)]
    [InlineData("end_date=2026-11-24", 40007)]
    [InlineData("start_date=yesterday", 40003)]
    [InlineData("start_date=2026-11-24T10:00:00Z&end_date=2026-11-23T10:00:00Z", 40014)]
    [InlineData("updated_after=2026-11-24T10:00:00", 40007)]
    public async Task Q10_a_date_needs_a_zone_and_an_order(string query, int code)
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        var answer = await city.Get311Async("requests.xml?" + query);
        Assert.Equal(400, answer.Status);
        Assert.Equal([code], answer.Codes());
    }

    [Fact]
    public async Task Q11_one_request_is_a_list_of_one()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        var (number, _) = await city.ReportAsync();
        var xml = await city.Get311Async($"requests/{number}.xml");
        Assert.Equal("service_requests", xml.Xml.Name.LocalName);
        Assert.Equal(number, Assert.Single(xml.Values("service_request_id")));
        Assert.Equal(1, (await city.Get311Async($"requests/{number}.json")).Json.GetArrayLength());
        Assert.Equal(404, (await city.Get311Async("requests/none.xml")).Status);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Q12_a_closed_request_was_updated_when_it_was_closed(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var (number, secret) = await city.ReportAsync();
        city.Time.Advance(TimeSpan.FromHours(1));
        await city.CloseAsync(number);
        city.Time.Advance(TimeSpan.FromHours(1));
        await city.ActAsync("office", number, "note", new { text = "later" });
        var xml = await city.Get311Async($"requests/{number}.xml");
        Assert.Equal("closed", xml.Value("status"));
        Assert.Equal("2026-11-24T11:00:00+08:00", xml.Value("updated_datetime"));
        Assert.Equal("2026-11-24T10:00:00+08:00", xml.Value("requested_datetime"));
        Assert.StartsWith("Closed", xml.Value("status_notes"), StringComparison.Ordinal);
        Assert.NotEmpty(secret);
    }

    [Fact]
    public async Task Q13_what_is_expected_is_the_territorys_limit_and_who_is_responsible_the_unit()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        var (number, _) = await city.ReportAsync();
        Assert.Equal(
            "", (await city.Get311Async($"requests/{number}.xml")).Value("expected_datetime"));
        await city.ActAsync("office", number, "accept");
        var view = await city.GetAsync($"/api/v1/cases/{number}", "office");
        var due = view.GetProperty("territoryClock").GetProperty("dueAt").GetDateTimeOffset();
        var xml = await city.Get311Async($"requests/{number}.xml");
        Assert.Equal(due, DateTimeOffset.Parse(
                xml.Value("expected_datetime"), System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal($"Unit {TestPack.WestBureau}", xml.Value("agency_responsible"));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Q14_a_private_case_appears_nowhere(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var key = await city.KeyAsync();
        var (secret, _) = await city.ReportAsync(TestPack.Unhoused, words: "秘密");
        await city.ActAsync("office", secret, "accept");
        var batch = await city.KeyAsync(CivicLoop.Modules.Open311.Open311Answers.Batch);
        var token = (await city.Post311Async("requests.xml", Open311City.Report(batch)))
            .Value("token");
        var turned = (await city.Get311Async($"tokens/{token}.xml")).Value("service_request_id");
        await city.ActAsync(
            "office", turned, "reclassify", new { @class = TestPack.Unhoused });
        foreach (var path in new[]
        {
            "requests.xml", $"requests.xml?service_request_id={secret},{turned}",
            $"requests.xml?service_code={TestPack.Unhoused}", "requests.json?extensions=true",
            "requests.xml?updated_after=2026-11-24T00:00:00Z", "servicerequestupdates.xml",
        })
        {
            var answer = await city.Get311Async(path);
            Assert.Equal(200, answer.Status);
            Assert.DoesNotContain(secret, answer.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(turned, answer.Text, StringComparison.Ordinal);
        }

        Assert.Equal(404, (await city.Get311Async($"requests/{secret}.xml")).Status);
        Assert.Equal(404, (await city.Get311Async($"tokens/{token}.xml")).Status);
        Assert.Equal(404, (await city.Post311Async(
            "servicerequestupdates.xml", UpdateTests.Update(key, secret))).Status);
    }

    [Fact]
    public async Task Positions_are_numbers_and_numbers_of_cases_strings_in_JSON()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        await city.ReportAsync();
        var one = (await city.Get311Async("requests.json")).Json[0];
        Assert.Equal(25.05, one.GetProperty("lat").GetDouble());
        Assert.Equal(102.02, one.GetProperty("long").GetDouble());
        Assert.Equal(JsonValueKind.String, one.GetProperty("service_request_id").ValueKind);
        Assert.Equal(JsonValueKind.Null, one.GetProperty("zipcode").ValueKind);
    }

    [Fact]
    public async Task A_reporters_words_are_out_only_once_the_case_is_opened()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        var (number, _) = await city.ReportAsync(words: "未审");
        var path = $"requests/{number}.xml";
        Assert.Equal("", (await city.Get311Async(path)).Value("description"));
        await city.ActAsync("office", number, "accept");
        Assert.Equal("未审", (await city.Get311Async(path)).Value("description"));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task What_changed_is_found_by_its_last_change(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var (old, _) = await city.ReportAsync();
        await city.ReportAsync();
        city.Time.Advance(TimeSpan.FromDays(100));
        await city.ActAsync("office", old, "accept");
        Assert.Equal([old], await city.NumbersAsync("?updated_after=2027-02-01T00:00:00Z"));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Extensions_tell_channel_and_public_steps_and_only_when_asked(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var (number, _) = await city.ReportAsync();
        await city.CloseAsync(number);
        await city.ActAsync("office", number, "note", new { text = "内部", @internal = true });
        var path = $"requests/{number}";
        Assert.Empty((await city.Get311Async(path + ".xml")).Xml.Descendants("notes"));
        var xml = await city.Get311Async(path + ".xml?extensions=true");
        Assert.Equal("resident", xml.Value("channel"));
        Assert.Equal(
            ["open", "planned", "in_progress", "in_progress", "fixed", "fixed"],
            xml.Values("type"));
        Assert.Contains("现场干净", xml.Values("description"));
        Assert.DoesNotContain("内部", xml.Text, StringComparison.Ordinal);
        Spark.AssertSame(xml.Xml, (await city.Get311Async(path + ".json?extensions=true")).Json);
    }
}
