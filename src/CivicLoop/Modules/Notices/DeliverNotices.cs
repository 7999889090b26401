using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Notices;
using MailKit.Net.Smtp;
using Microsoft.EntityFrameworkCore;
using MimeKit;

namespace CivicLoop.Modules.Notices;

/// <summary>Sends what waits in the outbox. In a demonstration city nothing leaves: the notice is
/// shown in the console as it would have been sent.</summary>
internal sealed partial class DeliverNotices(
    CityDatabase database, CityHolder city, CaseContacts contacts, KeepNoticeSettings settings,
    NoticeTexts texts, LetterLinks links, MailOptions mail, TimeProvider time,
    ILogger<DeliverNotices> log)
{
    /// <summary>A mail server that refuses this often refuses for good.</summary>
    public const int TriesMax = 8;

    private const int BatchMax = 100;

    // Longer than a mail server takes; a node that dies meanwhile leaves the notice to another.
    private static readonly TimeSpan Claimed = TimeSpan.FromMinutes(10);

    /// <summary>Answers how many notices were dealt with.</summary>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        var now = Instants.Storable(time.GetUtcNow());
        await using var context = database.OpenContext();
        var waiting = await context.Set<OutboxMessage>()
            .Where(row => row.SentAt == null && row.FailedAt == null && row.SendAfter <= now)
            .OrderBy(row => row.SendAfter).ThenBy(row => row.Id).Take(BatchMax).ToListAsync(stop);
        foreach (var message in waiting)
        {
            if (await ClaimAsync(message, now, stop))
            {
                await StoreAsync(await SendAsync(message, now, stop), stop);
            }
        }

        return waiting.Count;
    }

    private async Task<bool> ClaimAsync(
        OutboxMessage message, DateTimeOffset now, CancellationToken stop)
    {
        var claimed = await database.WriteAsync(
            async session => (Outcome<int>)await Outbox.ClaimAsync(session, message, now + Claimed),
            stop);
        return claimed.Value == 1;
    }

    private async Task<OutboxMessage> SendAsync(
        OutboxMessage message, DateTimeOffset now, CancellationToken stop)
    {
        // In-app notices and everything of a demonstration city are read where they lie.
        if (message.Channel == NoticeChannel.InApp || city.Current.Identity.Demonstration)
        {
            return message with { SentAt = now };
        }

        if (mail.Host is not { } host)
        {
            return message with { SendAfter = now.AddHours(1) };
        }

        if (await AddressAsync(message, stop) is not { } address)
        {
            return message with { FailedAt = now, Failure = "no address" };
        }

        try
        {
            await MailAsync(message, host, address, stop);
            return message with { SentAt = now };
        }
        catch (Exception error)
            when (error is SmtpCommandException or SmtpProtocolException or IOException
                or System.Net.Sockets.SocketException)
        {
            LogFailure(log, error, message.Id);
            return Later(message, now, error.GetType().Name);
        }
    }

    // Only the letter that asks for a proof goes to an address not proven yet.
    private async Task<string?> AddressAsync(OutboxMessage message, CancellationToken stop) =>
        ActingCaller.AccountOf(message.Recipient) is { } account
            ? await settings.OfAsync(account, stop) is var wish
                && (wish.IsProven || message.Template == AddressProofs.Template)
                ? wish.Address
                : null
            : await contacts.EmailOfAsync(
                message.Recipient, stop, unproven: message.Template == ContactProofs.Template);

    // Twice as long before every try, so that a server's outage of a night is sat out.
    private static OutboxMessage Later(OutboxMessage message, DateTimeOffset now, string failure) =>
        message.Tries + 1 >= TriesMax
            ? message with { Tries = message.Tries + 1, FailedAt = now, Failure = failure }
            : message with
            {
                Tries = message.Tries + 1,
                SendAfter = now.AddMinutes(1 << message.Tries),
                Failure = failure,
            };

    private async Task MailAsync(
        OutboxMessage message, string host, string address, CancellationToken stop)
    {
        using var letter = LetterOf(message, address);
        using var client = new SmtpClient();
        await client.ConnectAsync(host, mail.Port, cancellationToken: stop);
        if (mail is { User: { } user, Password: { } password })
        {
            await client.AuthenticateAsync(user, password, stop);
        }

        await client.SendAsync(letter, stop);
        await client.DisconnectAsync(quit: true, stop);
    }

    /// <summary>The letter as it leaves. A resident's can be ended by the mail program itself
    /// (RFC 2369, RFC 8058).</summary>
    internal MimeMessage LetterOf(OutboxMessage message, string address)
    {
        var text = texts.Of(message, message.Language);
        var letter = new MimeMessage();
        letter.From.Add(MailboxAddress.Parse(mail.From));
        letter.To.Add(MailboxAddress.Parse(address));
        letter.Subject = text.Title;
        letter.Body = new TextPart("plain")
        {
            Text = links.Under(message, text.Body, address),
        };
        if (links.EndOf(message) is { } end)
        {
            letter.Headers.Add(HeaderId.ListUnsubscribe, $"<{end}>");
            letter.Headers.Add(HeaderId.ListUnsubscribePost, "List-Unsubscribe=One-Click");
        }

        return letter;
    }

    private async Task StoreAsync(
        OutboxMessage after, CancellationToken stop) =>
        await database.WriteAsync(
            async session =>
            {
                var marked = await Outbox.MarkAsync(session, after);
                if (marked == 1 && after.SentAt is { } at)
                {
                    foreach (var mail in await TellPeople.OfAsync(
                        session.Reads, city.Current, after, at))
                    {
                        await session.InsertAsync(mail);
                    }
                }

                return (Outcome<int>)marked;
            },
            stop);

    [LoggerMessage(LogLevel.Warning, "Notice {Id} could not be sent.")]
    private static partial void LogFailure(ILogger log, Exception error, Guid id);
}
