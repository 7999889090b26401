using System.Net;
using CivicLoop.Domain.Cases;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;
using CivicLoop.Tests.Http.Evidence;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Tests.Http.Participation;

/// <summary>Reporting by an ordinary form.</summary>
public sealed class ReportPageTests
{
    private static readonly (string Name, string Value)[] Good =
    [
        ("class", TestPack.Rubbish), ("lat", "25.05"), ("lon", "102.02"),
        ("description", "Bags of rubbish at the gate"), ("address", "12 Green Lane"),
    ];

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_report_by_form_leads_to_its_case_with_number_promise_and_link(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        using var visitor = new Visitor(city);
        await visitor.OpenAsync("/report");
        await visitor.SendAsync("/report", [.. Good, ("email", "lin@example.org")]);

        Assert.Equal(HttpStatusCode.OK, visitor.Status);
        Assert.StartsWith("/cases/990101-20261124-", visitor.At, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", visitor.At, StringComparison.Ordinal);
        Assert.Contains("Received, thank you", visitor.Page, StringComparison.Ordinal);
        Assert.Contains("?secret=", visitor.Page, StringComparison.Ordinal);
        Assert.Contains("We decide by 2026-11-24 12:00", visitor.Page, StringComparison.Ordinal);
        Assert.Contains("4 working hours", visitor.Page, StringComparison.Ordinal);
        Assert.Contains("Bags of rubbish", visitor.Page, StringComparison.Ordinal);
        Assert.DoesNotContain("lin@example.org", visitor.Page, StringComparison.Ordinal);

        await visitor.OpenAsync(visitor.At);
        Assert.DoesNotContain("?secret=", visitor.Page, StringComparison.Ordinal);
        Assert.Contains("My report", visitor.Page, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_form_sent_twice_reports_once(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        using var visitor = new Visitor(city);
        await visitor.OpenAsync("/report");
        await visitor.SendTwiceAsync("/report", Good);

        Assert.Equal(HttpStatusCode.OK, visitor.Status);
        Assert.StartsWith("/cases/990101-20261124-", visitor.At, StringComparison.Ordinal);
        Assert.Contains("My report", visitor.Page, StringComparison.Ordinal);
        Assert.Equal(1, await CountAsync(city));
    }

    [Theory]
    [InlineData("lat", "", "lat", "Latitude")]
    [InlineData("lat", "north", "lat", "Latitude")]
    [InlineData("lat", "48.2", "lat", "outside the city")]
    [InlineData("lon", "500", "lon", "Longitude")]
    [InlineData("class", "", "class", "Class")]
    [InlineData("class", "E9999", "class", "E9999")]
    [InlineData("email", "nobody", "email", "E-mail")]
    [InlineData("phone", "12", "phone", "Phone")]
    public async Task What_is_wrong_stands_beside_its_field_and_everything_typed_stays(
        string field, string value, string problemAt, string says)
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        using var visitor = new Visitor(city);
        await visitor.OpenAsync("/report");
        var typed = Good.Append(("phone", "0871-6310000")).Append(("email", "lin@example.org"))
            .Where(one => one.Item1 != field).Append((field, value)).ToArray();
        await visitor.SendAsync("/report", typed);

        Assert.Equal("/report", visitor.At);
        Assert.Contains(says, visitor.ProblemAt(problemAt)!, StringComparison.OrdinalIgnoreCase);
        Assert.All(typed.Where(one => one.Item1 != "class"), one =>
            Assert.Equal(one.Item2, visitor.ValueOf(one.Item1) ?? ""));
        Assert.Equal(0, await CountAsync(city));
    }

    [Fact]
    public async Task A_description_of_4001_characters_is_refused_whole_and_kept_whole()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        using var visitor = new Visitor(city, "zh");
        await visitor.OpenAsync("/report");
        var words = new string('水', CaseAction.WordsMax + 1);
        await visitor.SendAsync(
            "/report", ("class", TestPack.Rubbish), ("lat", "25.05"), ("lon", "102.02"),
            ("description", words));

        Assert.Contains("4,001", visitor.ProblemAt("description"), StringComparison.Ordinal);
        Assert.Equal(words, visitor.ValueOf("description"));
        Assert.Equal(0, await CountAsync(city));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_photo_first_fills_in_the_place_it_was_taken_at(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var photo = await city.TakenInAsync(SamplePictures.FromPhone());
        using var visitor = new Visitor(city);
        await visitor.OpenAsync("/report?start=photo");
        await visitor.SendAsync(
            "/report?handler=Check", ("start", "photo"), ("pictureIds", photo), ("lat", ""),
            ("lon", ""), ("description", "Bags"));
        Assert.Equal("25.050000", visitor.ValueOf("lat"));
        Assert.Equal("102.020000", visitor.ValueOf("lon"));
        Assert.Equal("Bags", visitor.ValueOf("description"));

        await visitor.SendAsync(
            "/report?handler=Check", ("start", "photo"), ("pictureIds", photo),
            ("lat", "25.060000"), ("lon", "102.030000"));
        Assert.Equal("25.060000", visitor.ValueOf("lat"));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Like_cases_show_pictures_that_were_let_out_and_no_others(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var hidden = await city.TakenInAsync(SamplePictures.Jpeg(1));
        var shown = await city.TakenInAsync(SamplePictures.Jpeg(2));
        await city.ReportWithAsync(hidden);
        var (released, _) = await city.ReportWithAsync(shown);
        await city.ActAsync("office", released, "release");
        using var visitor = new Visitor(city);
        await visitor.OpenAsync("/report");
        await visitor.SendAsync("/report", Good);
        Assert.Contains($"/pictures/{shown}/thumb", visitor.Page, StringComparison.Ordinal);
        Assert.DoesNotContain(hidden, visitor.Page, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await city.StatusAsync($"/pictures/{shown}/thumb"));
        Assert.Equal(HttpStatusCode.NotFound, await city.StatusAsync($"/pictures/{hidden}/thumb"));
    }

    [Fact]
    public async Task An_address_alone_is_a_place()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        using var visitor = new Visitor(city);
        await visitor.OpenAsync("/report");
        await visitor.SendAsync(
            "/report", ("class", TestPack.Rubbish), ("address", "behind the market"));
        Assert.StartsWith("/cases/990100-", visitor.At, StringComparison.Ordinal);
        Assert.Contains("behind the market", visitor.Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Checking_suggests_a_class_and_names_who_answers_without_storing()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        using var visitor = new Visitor(city, "zh");
        await visitor.OpenAsync("/report");
        await visitor.SendAsync(
            "/report?handler=Check", ("lat", "25.05"), ("lon", "102.02"),
            ("description", "小区门口暴露垃圾堆成山"), ("class", ""));

        Assert.Equal(TestPack.Rubbish, visitor.ValueOf("class"));
        Assert.Contains("单位d-cg-990101", visitor.Page, StringComparison.Ordinal);
        Assert.Contains("4 工作时", visitor.Page, StringComparison.Ordinal);
        Assert.Equal("小区门口暴露垃圾堆成山", visitor.ValueOf("description"));
        Assert.Equal(0, await CountAsync(city));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_like_case_nearby_is_offered_and_mine_is_still_sent(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var (known, _) = await city.ReportAsync(lat: 25.0503, lon: 102.02);
        using var visitor = new Visitor(city);
        await visitor.OpenAsync("/report");
        await visitor.SendAsync("/report", Good);

        Assert.Contains("Is it one of these nearby?", visitor.Page, StringComparison.Ordinal);
        Assert.Contains(known, visitor.Page, StringComparison.Ordinal);
        Assert.Contains("about 33 m away", visitor.Page, StringComparison.Ordinal);
        Assert.Equal("Bags of rubbish at the gate", visitor.ValueOf("description"));
        Assert.Equal(1, await CountAsync(city));

        await visitor.SendAsync("/report", [.. Good, ("mine", "true")]);
        Assert.StartsWith("/cases/", visitor.At, StringComparison.Ordinal);
        Assert.Equal(2, await CountAsync(city));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Me_too_joins_the_like_case_with_the_contact_typed(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var (known, _) = await city.ReportAsync(lat: 25.0503, lon: 102.02);
        using var visitor = new Visitor(city);
        await visitor.OpenAsync("/report");
        await visitor.SendAsync("/report", Good);
        await visitor.SendAsync(
            $"/report?handler=Join&number={known}", [.. Good, ("email", "lin@example.org")]);

        Assert.Equal($"/cases/{known}?done=join", visitor.At);
        Assert.Contains("You have joined", visitor.Page, StringComparison.Ordinal);
        Assert.Contains("1 more have it too", visitor.Page, StringComparison.Ordinal);
        Assert.Equal(1, await CountAsync(city));
    }

    [Fact]
    public async Task An_expired_form_comes_back_with_everything_typed_and_then_goes_through()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        using var visitor = new Visitor(city);
        await visitor.OpenAsync("/report");
        await visitor.SendAsync(
            "/report", [.. Good, ("__RequestVerificationToken", "of a program long gone")]);

        Assert.Equal(HttpStatusCode.OK, visitor.Status);
        Assert.Contains("expired", visitor.Page, StringComparison.Ordinal);
        Assert.Equal("Bags of rubbish at the gate", visitor.ValueOf("description"));
        Assert.Equal(0, await CountAsync(city));

        await visitor.SendAsync("/report", Good);
        Assert.StartsWith("/cases/", visitor.At, StringComparison.Ordinal);
    }

    private static async Task<int> CountAsync(TestCity city)
    {
        await using var context = city.City.Database.OpenContext();
        return await context.Set<Case>().CountAsync();
    }
}
