using System.Net;
using System.Text.RegularExpressions;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Modules.Notices;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Notices;
using CivicLoop.Tests.City;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Tests.Http.Participation;

/// <summary>Nobody is written to who did not open the link sent to them.</summary>
public sealed partial class ContactProofTests
{
    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_contact_gets_nothing_but_the_link_until_it_is_opened(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var (number, secret) = await city.ReportAsync(
            contact: new { email = "lin@example.org" });
        city.Time.Advance(TimeSpan.FromSeconds(1));
        await city.ActAsync("office", number, "accept");
        Assert.Equal(["contact-proof"], await LettersAsync(city));

        using var reporter = new Visitor(city);
        await reporter.OpenAsync($"/cases/{number}?secret={secret}");
        Assert.Contains("nothing else is sent", reporter.Page, StringComparison.Ordinal);
        await PressAsync(reporter, Link(reporter, "prove"));
        Assert.Contains("The address is confirmed", reporter.Page, StringComparison.Ordinal);
        city.Time.Advance(TimeSpan.FromSeconds(1));
        await city.ActAsync("office", number, "dispatch");

        Assert.Equal(["contact-proof", "case-dispatched"], await LettersAsync(city));
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Looking_at_the_link_proves_nothing_and_a_guess_opens_nothing(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var (number, secret) = await city.ReportAsync(
            contact: new { email = "lin@example.org" });
        using var reporter = new Visitor(city);
        await reporter.OpenAsync($"/cases/{number}?secret={secret}");
        await reporter.OpenAsync(Link(reporter, "prove"));
        city.Time.Advance(TimeSpan.FromSeconds(1));
        await city.ActAsync("office", number, "accept");
        Assert.Equal(["contact-proof"], await LettersAsync(city));

        foreach (var wrong in new[]
        {
            $"/letters/prove/{number}?code={secret}", $"/letters/prove/{number}",
            $"/letters/end/{number}?code=0", "/letters/prove/1?code=1", "/letters/else/1?code=1",
        })
        {
            using var stranger = new Visitor(city);
            await stranger.OpenAsync(wrong);
            Assert.Equal(HttpStatusCode.NotFound, stranger.Status);
            Assert.Contains("This link opens nothing", stranger.Page, StringComparison.Ordinal);
        }
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_follower_comes_back_by_a_link_is_written_to_and_ends_it(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var (number, _) = await city.ReportAsync();
        using var follower = new Visitor(city);
        await follower.OpenAsync($"/cases/{number}");
        await follower.SendAsync($"/cases/{number}?handler=Join", ("email", "wu@example.org"));
        Assert.Contains("You follow this case", follower.Page, StringComparison.Ordinal);
        await PressAsync(follower, Link(follower, "prove"));
        city.Time.Advance(TimeSpan.FromSeconds(1));
        await city.ActAsync("office", number, "accept");
        Assert.Equal(["contact-proof", "case-accepted"], await LettersAsync(city));

        var recipient = (await OutboxAsync(city)).Single(row => row.Template == "case-accepted");
        var letter = city.Service<LetterLinks>().Under(
            recipient, "news", "wu@example.org");
        var links = Links().Matches(letter).Select(match => new Uri(match.Value).PathAndQuery)
            .ToList();
        Assert.Equal(2, links.Count);
        using var mail = city.Service<DeliverNotices>().LetterOf(recipient, "wu@example.org");
        Assert.EndsWith(
            links[1] + ">", mail.Headers["List-Unsubscribe"], StringComparison.Ordinal);
        Assert.Equal("List-Unsubscribe=One-Click", mail.Headers["List-Unsubscribe-Post"]);
        using var elsewhere = new Visitor(city);
        await elsewhere.OpenAsync(links[0]);
        Assert.Equal($"/cases/{number}", elsewhere.At);
        Assert.Contains("You follow this case", elsewhere.Page, StringComparison.Ordinal);
        Assert.DoesNotContain("My report", elsewhere.Page, StringComparison.Ordinal);

        await PressAsync(elsewhere, links[1]);
        Assert.Contains("not be written to again", elsewhere.Page, StringComparison.Ordinal);
        city.Time.Advance(TimeSpan.FromSeconds(1));
        await city.ActAsync("office", number, "dispatch");
        Assert.Equal(["contact-proof", "case-accepted"], await LettersAsync(city));
        await elsewhere.OpenAsync($"/cases/{number}");
        Assert.Contains("1 more have it too", elsewhere.Page, StringComparison.Ordinal);
        await using var context = city.City.Database.OpenContext();
        Assert.Null((await context.Set<CaseFollower>().SingleAsync()).Contact);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_mail_program_ends_the_letters_by_one_press(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var (number, secret) = await city.ReportAsync(contact: new { email = "lin@example.org" });
        using var reporter = new Visitor(city);
        await reporter.OpenAsync($"/cases/{number}?secret={secret}");
        var asked = (await OutboxAsync(city)).Single();
        var delivery = city.Service<DeliverNotices>();
        using (var proof = delivery.LetterOf(asked, "lin@example.org"))
        {
            Assert.Null(proof.Headers["List-Unsubscribe"]);
        }

        await PressAsync(reporter, Link(reporter, "prove"));
        city.Time.Advance(TimeSpan.FromSeconds(1));
        await city.ActAsync("office", number, "accept");
        var sent = (await OutboxAsync(city)).Single(row => row.Template == "case-accepted");
        using var letter = delivery.LetterOf(sent, "lin@example.org");
        var end = new Uri(letter.Headers["List-Unsubscribe"]!.Trim('<', '>')).PathAndQuery;
        using var press = new FormUrlEncodedContent(
            [KeyValuePair.Create("List-Unsubscribe", "One-Click")]);
        using var done = await city.Http.PostAsync(end, press);
        Assert.Equal(HttpStatusCode.OK, done.StatusCode);
        city.Time.Advance(TimeSpan.FromSeconds(1));
        await city.ActAsync("office", number, "dispatch");
        Assert.Equal(["contact-proof", "case-accepted"], await LettersAsync(city));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task An_address_is_asked_a_few_times_a_day_however_often_it_is_typed(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        for (var n = 0; n < 8; n++)
        {
            await city.ReportAsync(
                lat: 25.01 + (n * 0.01), contact: new { email = "victim@example.org" });
        }

        Assert.Equal(5, (await LettersAsync(city)).Count);
        Assert.DoesNotContain(
            await OutboxAsync(city),
            row => row.Body.Contains("victim", StringComparison.Ordinal));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Erasing_ends_the_letters(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var (number, secret) = await city.ReportAsync(
            contact: new { email = "lin@example.org" });
        using var reporter = new Visitor(city);
        await reporter.OpenAsync($"/cases/{number}?secret={secret}");
        await PressAsync(reporter, Link(reporter, "prove"));
        await reporter.OpenAsync($"/cases/{number}");
        await reporter.SendAsync($"/cases/{number}?handler=Erase", ("confirm", "true"));
        city.Time.Advance(TimeSpan.FromSeconds(1));
        await city.ActAsync("office", number, "accept");
        Assert.Equal(["contact-proof"], await LettersAsync(city));
        await using var context = city.City.Database.OpenContext();
        var kept = await context.Set<CaseReporter>().SingleAsync();
        Assert.Null(kept.Contact);
        Assert.Null(kept.ContactMark);
        Assert.Null(kept.VerifiedAt);
    }

    private static string Link(Visitor visitor, string what) =>
        Regex.Match(visitor.Page, $"href=\"(/letters/{what}/[^\"]+)\"").Groups[1].Value;

    private static async Task PressAsync(Visitor visitor, string link)
    {
        await visitor.OpenAsync(link);
        Assert.Equal(HttpStatusCode.OK, visitor.Status);
        await visitor.SendAsync(
            link.Split('?')[0], ("code", visitor.ValueOf("code")!),
            ("follower", visitor.ValueOf("follower") ?? ""));
    }

    private static async Task<IReadOnlyList<string>> LettersAsync(TestCity city) =>
        [.. (await OutboxAsync(city)).Select(row => row.Template)];

    private static async Task<List<OutboxMessage>> OutboxAsync(TestCity city)
    {
        await using var context = city.City.Database.OpenContext();
        return await context.Set<OutboxMessage>().Where(row => row.Channel == NoticeChannel.Mail)
            .OrderBy(row => row.MadeAt).ThenBy(row => row.Id).ToListAsync();
    }

    [GeneratedRegex(@"http\S+")]
    private static partial Regex Links();
}
