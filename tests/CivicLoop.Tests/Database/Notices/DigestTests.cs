using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Notices;
using CivicLoop.Modules.People;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Notices;
using CivicLoop.Tests.City;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Tests.Database.Notices;

/// <summary>Each person is told as they wish, and nobody at night of what can wait. The test city's
/// clock begins at ten in the morning of a Tuesday.</summary>
public sealed class DigestTests
{
    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_digest_comes_once_at_its_hour_however_often_the_job_runs(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var account = await WishAsync(
            city, new NoticeWish { Mail = MailWish.Digest, DigestAt = "11:00" });
        await DispatchedAsync(city);
        Assert.Equal(0, await WriteAsync(city));
        city.Time.Advance(TimeSpan.FromHours(1));
        // The city's own job may have been first: the clock that was moved drives it too.
        await WriteAsync(city);
        Assert.Equal(0, await WriteAsync(city));
        var digest = Assert.Single(await MailAsync(city, account));
        var text = city.Service<NoticeTexts>().Of(digest, "en");
        Assert.Equal("Testville: 1 waiting, 0 late", text.Title);
        Assert.Contains("Due within 24 hours", text.Body, StringComparison.Ordinal);
        Assert.Contains("待办 1 件", city.Service<NoticeTexts>().Of(digest, "zh").Title,
            StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task An_empty_digest_is_not_written(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var account = await WishAsync(
            city, new NoticeWish { Mail = MailWish.Digest, DigestAt = "11:00" });
        city.Time.Advance(TimeSpan.FromHours(2));
        Assert.Equal(0, await WriteAsync(city));
        Assert.Empty(await MailAsync(city, account));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task What_is_late_is_named_before_what_is_soon(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var account = await WishAsync(
            city, new NoticeWish { Mail = MailWish.Digest, DigestAt = "08:30" });
        await DispatchedAsync(city);
        city.Time.Advance(TimeSpan.FromHours(23));
        await WriteAsync(city);
        var digest = Assert.Single(await MailAsync(city, account));
        Assert.EndsWith(
            "1 late", city.Service<NoticeTexts>().Of(digest, "en").Title,
            StringComparison.Ordinal);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Mail_at_once_waits_for_the_morning_unless_it_is_urgent(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var account = await WishAsync(city, new NoticeWish { Mail = MailWish.AtOnce });
        city.Time.Advance(TimeSpan.FromHours(13)); // eleven at night
        var number = await DispatchedAsync(city);
        await DeliverAsync(city);
        await city.ActAsync("office", number, "urge");
        await DeliverAsync(city);
        var mails = await MailAsync(city, account);
        Assert.Equal(
            ["work-new", "work-urged"],
            mails.Select(mail => mail.Template).Order(StringComparer.Ordinal));
        var now = city.Time.GetUtcNow();
        Assert.Equal(now, mails.Single(mail => mail.Template == "work-urged").SendAfter);
        Assert.Equal(
            now.AddHours(9), mails.Single(mail => mail.Template == "work-new").SendAfter);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Muted_kinds_and_other_units_work_are_not_mailed(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var account = await WishAsync(
            city, new NoticeWish { Mail = MailWish.AtOnce }, mutes: true);
        await DispatchedAsync(city);
        await DeliverAsync(city);
        Assert.Empty(await MailAsync(city, account));
    }

    [Theory]
    [InlineData(null, "09:00", "20:00", "08:00", ProblemCode.FieldRequired, "address")]
    [InlineData("a@b@c", "09:00", "20:00", "08:00", ProblemCode.FieldInvalid, "address")]
    [InlineData("a@example.org", "23:00", "20:00", "08:00", ProblemCode.FieldInvalid, "digestAt")]
    [InlineData("a@example.org", "", "20:00", "08:00", ProblemCode.FieldInvalid, "digestAt")]
    [InlineData("a@example.org", "09:00", "8pm", "08:00", ProblemCode.FieldInvalid, "quietFrom")]
    [InlineData("a@example.org", "09:00", "20:00", "", ProblemCode.FieldInvalid, "quietUntil")]
    public async Task Settings_that_cannot_be_kept_name_their_field(
        string? address, string digest, string from, string until, ProblemCode problem,
        string field)
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        var saved = await city.Service<KeepNoticeSettings>().SaveAsync(
            Guid.CreateVersion7(),
            new NoticeWish
            {
                Address = address, Mail = MailWish.Digest, DigestAt = digest, QuietFrom = from,
                QuietUntil = until,
            },
            default);
        Assert.Equal((problem, field), (saved.Problem!.Code, saved.Problem.Field));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task The_address_is_kept_encrypted_and_stays_out_of_the_journal(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var account = await WishAsync(city, new NoticeWish { Mail = MailWish.AtOnce });
        await using var context = city.City.Database.OpenContext();
        var row = await context.Set<NoticeSettings>().SingleAsync();
        Assert.DoesNotContain(
            "li@example.org", System.Text.Encoding.UTF8.GetString(row.Address!),
            StringComparison.Ordinal);
        var journal = await context.Set<CivicLoop.Platform.Journal.StoredEntry>()
            .Where(entry => entry.SubjectId == account).ToListAsync();
        Assert.All(journal, entry => Assert.DoesNotContain(
            "example.org", entry.Body, StringComparison.Ordinal));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task An_address_gets_one_letter_and_no_more_until_its_owner_opened_the_link(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var account = await WishAsync(
            city, new NoticeWish { Mail = MailWish.AtOnce }, proves: false);
        await DispatchedAsync(city);
        await DeliverAsync(city);
        Assert.Empty(await MailAsync(city, account));
        await using var context = city.City.Database.OpenContext();
        var letter = await context.Set<OutboxMessage>().SingleAsync(
            row => row.Template == AddressProofs.Template);
        var under = city.Service<LetterLinks>().Under(letter, "words", "li@example.org");
        Assert.Contains("/account/notices/proof?account=", under, StringComparison.Ordinal);

        // The link of another address proves nothing.
        Assert.NotNull((await ProveAsync(city, account, "wang@example.org")).Problem);
        Assert.Null((await ProveAsync(city, account, "li@example.org")).Problem);
        await DispatchedAsync(city);
        await DeliverAsync(city);
        Assert.Single(await MailAsync(city, account));
    }

    [Fact]
    public async Task A_changed_address_must_be_proven_anew_and_is_not_asked_without_end()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        var account = await WishAsync(city, new NoticeWish { Mail = MailWish.AtOnce });
        var keep = city.Service<KeepNoticeSettings>();
        var wish = await keep.OfAsync(account, default);
        Assert.True(wish.IsProven);
        for (var n = 0; n < 9; n++)
        {
            var saved = await keep.SaveAsync(
                account, wish with { Address = "li.new@example.org" }, default);
            Assert.False(saved.Value.IsProven);
        }

        await using var context = city.City.Database.OpenContext();
        Assert.Equal(5, await context.Set<OutboxMessage>().CountAsync(
            row => row.Template == AddressProofs.Template));
    }

    private static async Task<Guid> WishAsync(
        TestCity city, NoticeWish wish, bool mutes = false, bool proves = true)
    {
        var made = await city.Service<KeepAccounts>().MakeAsync(
            new WantedAccount("li", "李某", null, "handler", TestPack.WestBureau, null), "system");
        var keep = city.Service<KeepNoticeSettings>();
        var usual = await keep.OfAsync(made.Value.Id, default);
        var saved = await keep.SaveAsync(
            made.Value.Id,
            usual with
            {
                Address = "li@example.org",
                Mail = wish.Mail,
                DigestAt = wish.DigestAt ?? usual.DigestAt,
                Kinds = mutes ? [] : usual.Kinds,
            },
            default);
        Assert.Null(saved.Problem);
        if (proves)
        {
            Assert.Null((await ProveAsync(city, made.Value.Id, "li@example.org")).Problem);
        }

        return made.Value.Id;
    }

    // Opens the link of the letter.
    private static Task<Outcome<bool>> ProveAsync(TestCity city, Guid account, string address)
    {
        var proofs = city.Service<AddressProofs>();
        return proofs.ProveAsync(account, proofs.Link(account, address).Split("code=")[1], default);
    }

    private static async Task<string> DispatchedAsync(TestCity city)
    {
        var (number, _) = await city.ReportAsync();
        await city.ActAsync("office", number, "accept");
        await city.ActAsync("office", number, "dispatch");
        return number;
    }

    private static Task<int> WriteAsync(TestCity city) =>
        city.Service<WriteDigests>().RunAsync(default);

    private static Task<int> DeliverAsync(TestCity city) =>
        city.Service<DeliverNotices>().RunAsync(default);

    private static async Task<List<OutboxMessage>> MailAsync(TestCity city, Guid account)
    {
        await using var context = city.City.Database.OpenContext();
        return await context.Set<OutboxMessage>()
            .Where(row => row.Recipient == $"account:{account}"
                && row.Template != AddressProofs.Template)
            .ToListAsync();
    }
}
