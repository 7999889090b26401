using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using CivicLoop.Tests.City;
using CivicLoop.Tests.Http.Evidence;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Tests.Http.Participation;

/// <summary>A report is its reporter's until the city opens it.</summary>
public sealed class EditReportTests
{
    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Place_kind_words_and_pictures_change_until_it_is_opened(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var (number, secret) = await city.ReportAsync(words: "Bags");
        var picture = await city.TakenInAsync(SamplePictures.Jpeg());
        using var reporter = new Visitor(city);
        await reporter.OpenAsync($"/cases/{number}?secret={secret}");
        Assert.Equal(TestPack.Rubbish, reporter.ValueOf("class"));
        Assert.Equal("102.020000", reporter.ValueOf("lon"));
        await reporter.SendAsync(
            $"/cases/{number}?handler=Edit", ("description", "A lid is gone"),
            ("class", TestPack.Manhole), ("lat", "25.060000"), ("lon", "102.250000"),
            ("address", "East Road 5"), ("pictureIds", picture));
        Assert.Contains("done=edit", reporter.At, StringComparison.Ordinal);

        var row = await CaseAsync(city, number);
        Assert.Equal("A lid is gone", row.Description);
        Assert.Equal(TestPack.Manhole, row.ClassCode);
        Assert.Equal("990102001001", row.CommunityCode);
        Assert.Equal(TestPack.Water, row.LineOrg);
        Assert.Equal("East Road 5", row.Address);
        Assert.Contains($"/pictures/{picture}/thumb", reporter.Page, StringComparison.Ordinal);

        await city.ActAsync("office", number, "accept");
        await reporter.OpenAsync($"/cases/{number}");
        Assert.DoesNotContain("handler=Edit", reporter.Page, StringComparison.Ordinal);
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Of_earlier_words_only_their_digest_is_left(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var (number, secret) = await city.ReportAsync(words: "It is my neighbour Wu");
        using var reporter = new Visitor(city);
        await reporter.OpenAsync($"/cases/{number}?secret={secret}");
        await reporter.SendAsync($"/cases/{number}?handler=Edit", ("description", "Bags"));

        var row = await CaseAsync(city, number);
        await using var context = city.City.Database.OpenContext();
        var kept = await context.Set<CaseWords>().SingleAsync(one => one.CaseId == row.Id);
        Assert.Null(kept.Words);
        var entry = await context.Set<StoredEntry>()
            .SingleAsync(one => one.SubjectId == row.Id && one.N == kept.N);
        Assert.DoesNotContain("Wu", entry.Body, StringComparison.Ordinal);
        Assert.Contains(
            WordsDigest.Of("It is my neighbour Wu", kept.Salt!), entry.Body,
            StringComparison.Ordinal);
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task What_was_seen_on_site_keeps_its_place_but_not_its_words(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var (number, secret) = await city.ReportAsync();
        await city.ActAsync("office", number, "ask-verification");
        await city.ActAsync("office", number, "confirm-on-site", new { text = "so it is" });
        using var reporter = new Visitor(city);
        await reporter.OpenAsync($"/cases/{number}?secret={secret}");
        Assert.Null(reporter.ValueOf("lat"));
        await reporter.SendAsync($"/cases/{number}?handler=Edit", ("description", "Nine bags"));
        Assert.Contains("done=edit", reporter.At, StringComparison.Ordinal);
        Assert.Equal(
            (int)ProblemCode.CommandNotAllowedNow,
            await city.RefusedAsync(
                null, number, "edit", new { text = "x", lat = 25.01, lon = 102.3, secret }));
        Assert.Equal("Nine bags", (await CaseAsync(city, number)).Description);
    }

    [Fact]
    public async Task What_is_wrong_with_the_new_place_is_told_and_stays_typed()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        var (number, secret) = await city.ReportAsync();
        using var reporter = new Visitor(city);
        await reporter.OpenAsync($"/cases/{number}?secret={secret}");
        await reporter.SendAsync(
            $"/cases/{number}?handler=Edit", ("description", "Two bags"), ("lat", "48.2"),
            ("lon", "16.37"), ("class", TestPack.Rubbish));
        Assert.NotNull(reporter.ProblemAt("lat"));
        Assert.Equal("Two bags", reporter.ValueOf("description"));
        Assert.Equal("48.2", reporter.ValueOf("lat"));
    }

    private static async Task<Case> CaseAsync(TestCity city, string number)
    {
        await using var context = city.City.Database.OpenContext();
        return await context.Set<Case>().SingleAsync(row => row.Number == number);
    }
}
