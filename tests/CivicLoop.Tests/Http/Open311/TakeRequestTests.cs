using CivicLoop.Modules.Open311;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;
using CivicLoop.Tests.Http.Evidence;
using static CivicLoop.Tests.Http.Open311.Open311City;

namespace CivicLoop.Tests.Http.Open311;

/// <summary>P1–P16 of the check list: reports by other programs, on both engines.</summary>
public sealed class TakeRequestTests
{
    [Theory, ClassData(typeof(BothEngines))]
    internal async Task P1_a_report_by_position_becomes_a_case(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var number = await city.Reported311Async(await city.KeyAsync(), ("description", "垃圾"));
        var view = await city.GetAsync($"/api/v1/cases/{number}", "office");
        Assert.Equal("Open311", view.GetProperty("source").GetString());
        Assert.Equal(25.05, view.GetProperty("lat").GetDouble());
        Assert.Equal(102.02, view.GetProperty("lon").GetDouble());
        Assert.Equal("垃圾", view.GetProperty("description").GetString());
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task P2_a_report_by_address_or_by_address_id_becomes_a_case(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var key = await city.KeyAsync();
        var byText = await city.Reported311Async(
            key, ("lat", "-"), ("long", "-"), ("address_string", "人民路1号"));
        var byId = await city.Reported311Async(
            key, ("lat", "-"), ("long", "-"), ("address_id", "A-17"));
        await city.ActAsync("office", byText, "accept");
        await city.ActAsync("office", byId, "accept");
        Assert.Equal(
            "人民路1号", (await city.Get311Async($"requests/{byText}.xml")).Value("address"));
        Assert.Equal(
            "A-17", (await city.Get311Async($"requests/{byId}.xml")).Value("address_id"));
    }

    [Theory]
    [InlineData("lat", "long")]
    [InlineData("long", "lat")]
    public async Task P3_half_a_position_names_the_other_half(string missing, string given)
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        var answer = await city.Post311Async(
            "requests.xml", Report(await city.KeyAsync(), (missing, "-"), (given, "25.05")));
        Assert.Equal(400, answer.Status);
        Assert.Equal([40004], answer.Codes());
        Assert.StartsWith(missing + ":", answer.Value("description"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task P4_a_missing_unknown_expired_or_revoked_key_is_forbidden()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        var secret = await city.KeyAsync(days: 1);
        Assert.Equal(403, (await city.Post311Async("requests.xml", Report("", []))).Status);
        Assert.Equal(403, (await city.Post311Async("requests.xml", Report("wrong"))).Status);
        Assert.Equal(200, (await city.Post311Async("requests.xml", Report(secret))).Status);
        city.Time.Advance(TimeSpan.FromDays(2));
        var expired = await city.Post311Async("requests.xml", Report(secret));
        Assert.Equal(403, expired.Status);
        Assert.Equal([40301], expired.Codes());
        var fresh = await city.KeyAsync();
        var keys = city.Service<Open311Keys>();
        await keys.RevokeAsync((await keys.AllAsync(default))[0].Id, "system");
        Assert.Equal(403, (await city.Post311Async("requests.xml", Report(fresh))).Status);
    }

    [Fact]
    public async Task P5_an_unknown_or_private_service_is_not_found_and_a_missing_one_400()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        var key = await city.KeyAsync();
        foreach (var code in new[] { "E9999", TestPack.Unhoused })
        {
            Assert.Equal(
                404,
                (await city.Post311Async("requests.xml", Report(key, ("service_code", code))))
                    .Status);
        }

        var missing = await city.Post311Async(
            "requests.xml", Report(key, ("service_code", "-")));
        Assert.Equal(400, missing.Status);
        Assert.Contains("service_code", missing.Value("description"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task P6_all_faults_are_told_at_once()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        var answer = await city.Post311Async("requests.xml", Report(
            await city.KeyAsync(), ("lat", "north"), ("email", "nobody"), ("phone", "1"),
            ("media_url", "ftp://x"), ("attribute[condition]", "9")));
        Assert.Equal(400, answer.Status);
        var told = answer.Values("description").Select(text => text.Split(':')[0]).Order();
        Assert.Equal(["attribute[condition]", "email", "lat", "media_url", "phone"], told);
    }

    [Fact]
    public async Task P7_a_required_attribute_that_is_missing_is_named()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        await ServiceTests.AskAsync(city);
        var answer = await city.Post311Async(
            "requests.xml", Report(await city.KeyAsync(), ("service_code", TestPack.Stall)));
        Assert.Equal(400, answer.Status);
        Assert.Equal([40001], answer.Codes());
        Assert.StartsWith(
            "attribute[word]:", answer.Value("description"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("attribute[kind]", "z", 40009)]
    [InlineData("attribute[goods][]", "z", 40009)]
    [InlineData("attribute[count]", "many", 40003)]
    [InlineData("attribute[since]", "2026-11-24T10:00:00", 40007)]
    public async Task P8_an_answer_that_is_none_of_its_datatype_is_refused(
        string name, string value, int code)
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        await ServiceTests.AskAsync(city);
        var answer = await city.Post311Async("requests.xml", Report(
            await city.KeyAsync(), ("service_code", TestPack.Stall), ("attribute[word]", "x"),
            (name, value)));
        Assert.Equal(400, answer.Status);
        Assert.Equal([code], answer.Codes());
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task P9_three_answers_to_one_question_are_all_kept_for_staff(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        await ServiceTests.AskAsync(city);
        var number = await city.Reported311Async(
            await city.KeyAsync(), ("service_code", TestPack.Stall), ("attribute[word]", "x"),
            ("attribute[goods][]", "a"), ("attribute[goods][]", "b"),
            ("attribute[goods][]", "c"), ("attribute[easting]", "123456"));
        var timeline = await city.GetAsync($"/api/v1/cases/{number}/timeline", "office");
        var note = timeline.GetProperty("items").EnumerateArray().Last();
        Assert.True(note.GetProperty("isInternal").GetBoolean());
        Assert.Equal(
            "Q word: x\nQ goods: A, B, C\neasting: 123456", note.GetProperty("words").GetString());
    }

    [Fact]
    public async Task P10_4000_characters_are_taken_and_4001_refused()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        var key = await city.KeyAsync();
        var number = await city.Reported311Async(key, ("description", new string('长', 4000)));
        await city.ActAsync("office", number, "accept");
        Assert.Equal(
            4000,
            (await city.Get311Async($"requests/{number}.xml")).Value("description").Length);
        var refused = await city.Post311Async(
            "requests.xml", Report(key, ("description", new string('长', 4001))));
        Assert.Equal(400, refused.Status);
        Assert.Equal([40002], refused.Codes());
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task P11_emoji_and_Chinese_come_back_as_they_were_sent(DatabaseEngine engine)
    {
        const string words = "人行道上有垃圾 🗑️👩‍👩‍👧 & <b>\n第二行 𠮷";
        await using var city = await TestCity.StartAsync(engine);
        var number = await city.Reported311Async(await city.KeyAsync(), ("description", words));
        await city.ActAsync("office", number, "accept");
        Assert.Equal(
            words, (await city.Get311Async($"requests/{number}.xml")).Value("description"));
        Assert.Equal(
            words,
            (await city.Get311Async($"requests/{number}.json")).Json[0]
                .GetProperty("description").GetString());
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task P12_a_media_link_goes_out_only_once_staff_released_it(
        DatabaseEngine engine)
    {
        const string link = "https://example.org/a.jpg?x=1&y=2";
        await using var city = await TestCity.StartAsync(engine);
        var number = await city.Reported311Async(await city.KeyAsync(), ("media_url", link));
        var path = $"requests/{number}.xml";
        Assert.Equal("", (await city.Get311Async(path)).Value("media_url"));
        await city.ActAsync("office", number, "release");
        Assert.Equal(link, (await city.Get311Async(path)).Value("media_url"));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task P13_each_kind_of_key_is_answered_with_its_own(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        foreach (var (answers, expected) in new[]
        {
            (Open311Answers.Realtime, "service_request_id"), (Open311Answers.Batch, "token"),
            (Open311Answers.Blackbox, ""),
        })
        {
            var answer = await city.Post311Async(
                "requests.xml", Report(await city.KeyAsync(answers), ("account_id", "u1")));
            Assert.Equal("service_requests", answer.Xml.Name.LocalName);
            var found = answer.Xml.Element("request")!.Elements()
                .Select(one => one.Name.LocalName)
                .Where(name => name is "service_request_id" or "token");
            Assert.Equal(expected, string.Join(",", found));
            Assert.Equal("u1", answer.Value("account_id"));
        }
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task P14_a_token_of_a_batch_report_stands_for_its_number(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var key = await city.KeyAsync(Open311Answers.Batch);
        var token = (await city.Post311Async("requests.xml", Report(key))).Value("token");
        var found = await city.Get311Async($"tokens/{token}.xml");
        Assert.Equal(token, found.Value("token"));
        Assert.Equal([found.Value("service_request_id")], await city.NumbersAsync());
        Spark.AssertSame(found.Xml, (await city.Get311Async($"tokens/{token}.json")).Json);
        Assert.Equal(404, (await city.Get311Async("tokens/none.xml")).Status);
    }

    [Fact]
    public async Task P15_the_answer_comes_in_the_format_of_the_address()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        var key = await city.KeyAsync();
        var xml = await city.Post311Async("requests.xml", Report(key));
        var json = await city.Post311Async("requests.json", Report(key));
        Assert.Equal("text/xml; charset=utf-8", xml.Type);
        Assert.Equal("application/json; charset=utf-8", json.Type);
        Assert.NotEmpty(json.Json[0].GetProperty("service_request_id").GetString()!);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task P16_a_report_sent_again_under_its_own_name_is_taken_once(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var key = await city.KeyAsync();
        var fields = Report(key, ("description", "once"));
        var first = await city.Post311Async("requests.xml", "retry-1", fields);
        var second = await city.Post311Async("requests.xml", "retry-1", fields);
        Assert.Equal(first.Text, second.Text);
        Assert.Single(await city.NumbersAsync());
        var other = await city.Post311Async(
            "requests.xml", "retry-1", Report(key, ("description", "another")));
        Assert.Equal(400, other.Status);
        Assert.Equal([40903], other.Codes());
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Files_in_the_form_become_pictures_and_go_out_once_released(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var answer = await city.PostFilesAsync(
            SamplePictures.Jpeg(), Report(await city.KeyAsync()));
        Assert.True(answer.Status == 200, answer.Text);
        var path = $"requests/{answer.Value("service_request_id")}.xml?extensions=true";
        Assert.Equal("", (await city.Get311Async(path)).Value("media_url"));
        await city.ActAsync("office", answer.Value("service_request_id"), "release");
        var shown = await city.Get311Async(path);
        using var picture = await city.Http.GetAsync(shown.Value("media_url"));
        Assert.True(picture.IsSuccessStatusCode);
        Assert.Single(shown.Xml.Descendants("photo"));
    }

    [Fact]
    public async Task A_file_that_is_no_picture_is_refused_with_its_reason()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        var answer = await city.PostFilesAsync("PK no picture"u8.ToArray(),
            Report(await city.KeyAsync()));
        Assert.Equal(400, answer.Status);
        Assert.Equal([40018], answer.Codes());
        Assert.Empty(await city.NumbersAsync());
    }

    [Fact]
    public async Task A_reporters_contact_is_for_staff_and_in_no_answer()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        var number = await city.Reported311Async(
            await city.KeyAsync(), ("first_name", "三"), ("last_name", "张"),
            ("email", "zhang@example.org"), ("phone", "13800000000"), ("device_id", "dev-7"));
        var contact = await city.GetAsync($"/api/v1/cases/{number}/contact", "office");
        Assert.Equal("张三", contact.GetProperty("name").GetString());
        var shown = await city.Get311Async($"requests/{number}.xml?extensions=true");
        Assert.DoesNotContain("zhang", shown.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("dev-7", shown.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_chosen_condition_sets_the_cases_limit()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        var number = await city.Reported311Async(
            await city.KeyAsync(), ("attribute[condition]", "2"));
        var view = await city.GetAsync($"/api/v1/cases/{number}", "office");
        Assert.Equal(2, view.GetProperty("condition").GetInt32());
    }
}
