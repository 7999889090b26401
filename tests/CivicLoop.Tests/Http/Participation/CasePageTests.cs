using System.Net;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;
using CivicLoop.Tests.Http.Evidence;

namespace CivicLoop.Tests.Http.Participation;

/// <summary>A case's own page, for anybody and for its reporter.</summary>
public sealed class CasePageTests
{
    [Theory, ClassData(typeof(BothEngines))]
    internal async Task The_page_tells_who_answers_what_was_promised_and_what_happened(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var (number, _) = await city.ReportAsync(words: "Bags at the gate");
        using var visitor = new Visitor(city);
        await visitor.OpenAsync($"/cases/{number}");
        Assert.DoesNotContain("Bags at the gate", visitor.Page, StringComparison.Ordinal);

        await city.ActAsync("office", number, "accept");
        await city.ActAsync("office", number, "dispatch");
        await visitor.OpenAsync($"/cases/{number}");

        Assert.Contains("Bags at the gate", visitor.Page, StringComparison.Ordinal);
        Assert.Contains("Unit d-cg-990101", visitor.Page, StringComparison.Ordinal);
        Assert.Contains("Territory t-west-1-1", visitor.Page, StringComparison.Ordinal);
        Assert.Contains("Promised by 2026-11-24 15:00", visitor.Page, StringComparison.Ordinal);
        Assert.Contains("A case was opened", visitor.Page, StringComparison.Ordinal);
        Assert.Contains($"data-live-case=\"{number}\"", visitor.Page, StringComparison.Ordinal);
        Assert.DoesNotContain("My report", visitor.Page, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_private_case_opens_with_its_link_only(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var (number, secret) = await city.ReportAsync(TestPack.Unhoused);
        using var stranger = new Visitor(city);
        await stranger.OpenAsync($"/cases/{number}");
        Assert.Equal(HttpStatusCode.NotFound, stranger.Status);
        await stranger.OpenAsync($"/cases/{number}?secret=0123");
        Assert.Equal(HttpStatusCode.NotFound, stranger.Status);
        Assert.Contains("This link opens nothing", stranger.Page, StringComparison.Ordinal);
        Assert.DoesNotContain("on the street", stranger.Page, StringComparison.Ordinal);

        using var reporter = new Visitor(city);
        await reporter.OpenAsync($"/cases/{number}?secret={secret}");
        Assert.Equal(HttpStatusCode.OK, reporter.Status);
        Assert.Equal($"/cases/{number}", reporter.At);
        Assert.Contains("not public", reporter.Page, StringComparison.Ordinal);

        var list = await stranger.OpenAsync("/cases?state=all");
        Assert.DoesNotContain(number, list, StringComparison.Ordinal);
        Assert.DoesNotContain(number, await stranger.OpenAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_link_to_a_public_case_says_so_and_shows_what_is_public()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        var (number, secret) = await city.ReportAsync();
        using var visitor = new Visitor(city);
        await visitor.OpenAsync($"/cases/{number}?secret={secret[..20]}");
        Assert.Equal(HttpStatusCode.OK, visitor.Status);
        Assert.Contains("is not this case's", visitor.Page, StringComparison.Ordinal);
        Assert.Contains("Exposed rubbish", visitor.Page, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task The_reporter_changes_the_words_and_withdraws(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var (number, secret) = await city.ReportAsync();
        using var reporter = new Visitor(city);
        await reporter.OpenAsync($"/cases/{number}?secret={secret}");
        await reporter.SendAsync($"/cases/{number}?handler=Edit", ("description", ""));
        Assert.NotNull(reporter.ProblemAt("description"));
        await reporter.SendAsync(
            $"/cases/{number}?handler=Edit", ("description", "Two more bags today"));
        Assert.Contains("Two more bags today", reporter.Page, StringComparison.Ordinal);

        await reporter.SendAsync($"/cases/{number}?handler=Withdraw");
        Assert.Contains("Please tick this first", reporter.Page, StringComparison.Ordinal);
        await reporter.SendAsync($"/cases/{number}?handler=Withdraw", ("confirm", "true"));
        Assert.Contains("The report is withdrawn", reporter.Page, StringComparison.Ordinal);
        Assert.Contains("Withdrawn by its reporter", reporter.Page, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Erasing_takes_the_words_from_everybody(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var (number, secret) = await city.ReportAsync(
            words: "Ask for Lin", contact: new { email = "lin@example.org" });
        await city.ActAsync("office", number, "accept");
        using var reporter = new Visitor(city);
        await reporter.OpenAsync($"/cases/{number}?secret={secret}");
        Assert.Contains("Ask for Lin", reporter.Page, StringComparison.Ordinal);
        await reporter.SendAsync($"/cases/{number}?handler=Erase", ("confirm", "true"));

        Assert.Contains("Your data are erased", reporter.Page, StringComparison.Ordinal);
        Assert.DoesNotContain("Ask for Lin", reporter.Page, StringComparison.Ordinal);
        using var stranger = new Visitor(city);
        Assert.DoesNotContain(
            "Ask for Lin", await stranger.OpenAsync($"/cases/{number}"), StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_no_with_its_reason_reopens_a_closed_case(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var (number, secret) = await city.ReportAsync();
        using var reporter = new Visitor(city);
        await reporter.OpenAsync($"/cases/{number}?secret={secret}");
        Assert.DoesNotContain("Is it fixed?", reporter.Page, StringComparison.Ordinal);
        await CloseAsync(city, number);

        await reporter.OpenAsync($"/cases/{number}");
        Assert.Contains("Is it fixed?", reporter.Page, StringComparison.Ordinal);
        await reporter.SendAsync($"/cases/{number}?handler=NotFixed", ("reason", " "));
        Assert.NotNull(reporter.ProblemAt("reason"));
        await reporter.SendAsync($"/cases/{number}?handler=NotFixed", ("reason", "Still there"));
        Assert.Contains("working on it", reporter.Page, StringComparison.Ordinal);
        Assert.Contains("back to Unit d-cg-990101", reporter.Page, StringComparison.Ordinal);
        Assert.Contains("Still there", reporter.Page, StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_no_with_a_photo_reopens_the_case_and_shows_it_to_the_unit(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var (number, secret) = await city.ReportAsync();
        await CloseAsync(city, number);
        var photo = await city.TakenInAsync(SamplePictures.Jpeg());
        using var reporter = new Visitor(city);
        await reporter.OpenAsync($"/cases/{number}?secret={secret}");
        await reporter.SendAsync(
            $"/cases/{number}?handler=NotFixed", ("reason", "Look yourself"),
            ("pictureIds", photo));
        Assert.Contains("back to Unit d-cg-990101", reporter.Page, StringComparison.Ordinal);
        Assert.Contains($"/pictures/{photo}/thumb", reporter.Page, StringComparison.Ordinal);
        var kept = Assert.Single(await city.PicturesAsync(number, "bureau"));
        Assert.Equal(photo, kept.GetProperty("id").GetString());
        Assert.Equal(HttpStatusCode.NotFound, await city.StatusAsync($"/pictures/{photo}/thumb"));
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Fact]
    public async Task A_yes_is_thanked_for_and_not_asked_again()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        var (number, secret) = await city.ReportAsync();
        await CloseAsync(city, number);
        using var reporter = new Visitor(city);
        await reporter.OpenAsync($"/cases/{number}?secret={secret}");
        await reporter.SendAsync($"/cases/{number}?handler=Fixed");
        Assert.Contains("Thank you for your answer", reporter.Page, StringComparison.Ordinal);
        Assert.DoesNotContain("Is it fixed?", reporter.Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stranger_can_do_nothing_of_the_reporters()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        var (number, _) = await city.ReportAsync();
        using var stranger = new Visitor(city);
        foreach (var handler in new[] { "Edit", "Withdraw", "Erase", "Fixed", "NotFixed" })
        {
            await stranger.OpenAsync($"/cases/{number}");
            await stranger.SendAsync(
                $"/cases/{number}?handler={handler}", ("confirm", "true"), ("reason", "x"),
                ("description", "x"));
            Assert.DoesNotContain("done=", stranger.At, StringComparison.Ordinal);
        }

        var seen = await city.GetAsync($"/api/v1/cases/{number}", "office");
        Assert.Equal("Reported", seen.GetProperty("state").GetString());
        Assert.Equal(1, seen.GetProperty("version").GetInt32());
    }

    [Fact]
    public async Task Me_too_on_the_page_counts_once_for_one_browser()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        var (number, _) = await city.ReportAsync();
        using var visitor = new Visitor(city);
        await visitor.OpenAsync($"/cases/{number}");
        await visitor.SendAsync($"/cases/{number}?handler=Join", ("email", "nobody"));
        Assert.NotNull(visitor.ProblemAt("email"));
        await visitor.SendAsync($"/cases/{number}?handler=Join", ("email", "lin@example.org"));
        Assert.Contains("1 more have it too", visitor.Page, StringComparison.Ordinal);
        Assert.DoesNotContain("handler=Join", visitor.Page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("９９０１０１－20261124－00001")]
    [InlineData(" 990101—20261124—00001 ")]
    public async Task A_number_is_found_however_it_was_typed(string typed)
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        var (number, _) = await city.ReportAsync();
        using var visitor = new Visitor(city);
        await visitor.OpenAsync("/track?number=" + Uri.EscapeDataString(typed));
        Assert.Equal($"/cases/{number}", visitor.At);
    }

    [Fact]
    public async Task A_wrong_number_or_secret_says_what_is_wrong_and_stays_typed()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        var (number, secret) = await city.ReportAsync(TestPack.Unhoused);
        using var visitor = new Visitor(city);
        await visitor.OpenAsync("/track");
        await visitor.SendAsync("/track", ("number", "990101-1"));
        Assert.Contains("990101-1", visitor.ProblemAt("number"), StringComparison.Ordinal);
        Assert.Equal("990101-1", visitor.ValueOf("number"));
        await visitor.SendAsync("/track", ("number", number), ("secret", "wrong"));
        Assert.NotNull(visitor.ProblemAt("secret"));
        await visitor.SendAsync("/track", ("number", number), ("secret", secret));
        Assert.Equal($"/cases/{number}", visitor.At);
    }

    private static async Task CloseAsync(TestCity city, string number)
    {
        await city.ActAsync("office", number, "accept");
        await city.ActAsync("office", number, "dispatch");
        await city.ActAsync("bureau", number, "rectify", new { text = "done" });
        await city.ActAsync("office", number, "pass-check", new { text = "clean" });
        await city.ActAsync("office", number, "close");
    }
}
