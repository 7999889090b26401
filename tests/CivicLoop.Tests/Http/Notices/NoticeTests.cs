using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Notices;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Notices;
using CivicLoop.Tests.City;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Tests.Http.Notices;

/// <summary>Who is told what, and that a demonstration city tells nobody outside.</summary>
public sealed class NoticeTests
{
    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Unit_line_and_territory_are_told_of_a_dispatch(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var (number, _) = await city.ReportAsync();
        await city.ActAsync("office", number, "accept");
        await city.ActAsync("office", number, "dispatch");
        Assert.Equal(
            ["org:d-cg", "org:d-cg-990101", "org:t-west-1-1"],
            (await OutboxAsync(city)).Where(row => row.Template == "work-new")
                .Select(row => row.Recipient).Order(StringComparer.Ordinal));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_reporter_without_contact_is_not_written_to(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var (silent, _) = await city.ReportAsync();
        await city.ActAsync("office", silent, "accept");
        Assert.DoesNotContain(
            await OutboxAsync(city), row => row.Channel == NoticeChannel.Mail);
        var (told, _) = await city.ReportAsync(
            lon: 102.03, contact: new { email = "resident@example.org" });
        await city.ActAsync("office", told, "accept");
        var mail = Assert.Single(
            await OutboxAsync(city), row => row.Channel == NoticeChannel.Mail);
        Assert.Equal("contact-proof", mail.Template);
        Assert.DoesNotContain("resident@example.org", mail.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_notice_can_be_read_in_both_languages_and_nothing_is_sent()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        var (number, _) = await city.ReportAsync(contact: new { email = "r@example.org" });
        await city.ActAsync("office", number, "accept");
        await city.ActAsync("office", number, "dispatch");
        await city.ActAsync("office", number, "urge");
        city.Time.Advance(TimeSpan.FromMinutes(LastStep.TakeBackMinutes));
        await city.Service<DeliverNotices>().RunAsync(default);
        var texts = city.Service<NoticeTexts>();
        // The city's own job may have taken some in hand in the same moment.
        await Eventually.HoldsAsync(
            async () => (await OutboxAsync(city)).TrueForAll(row => row.SentAt is not null));
        foreach (var row in await OutboxAsync(city))
        {
            Assert.NotNull(row.SentAt); // shown where it lies: a demonstration city sends nothing
            Assert.Contains(number, texts.Of(row, "zh").Title, StringComparison.Ordinal);
            Assert.Contains(number, texts.Of(row, "en").Title, StringComparison.Ordinal);
        }
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_refused_step_tells_nobody(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var (number, _) = await city.ReportAsync();
        Assert.Equal(
            (int)ProblemCode.CommandNotAllowedNow,
            await city.RefusedAsync("office", number, "dispatch"));
        Assert.Empty(await OutboxAsync(city));
    }

    private static async Task<List<OutboxMessage>> OutboxAsync(TestCity city)
    {
        await using var context = city.City.Database.OpenContext();
        return await context.Set<OutboxMessage>().ToListAsync();
    }
}
