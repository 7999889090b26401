using System.Text.Json;
using CivicLoop.Domain;
using CivicLoop.Domain.People;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Notices;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Notices.Contracts;

/// <summary>Tells many persons the same, each in their own name: in the console, and by mail those
/// who want mail at once.</summary>
internal sealed class TellPersons(CityHolder city)
{
    /// <summary>Writes the notices in a transaction already open.</summary>
    /// <param name="facts">As of <see cref="Outbox.TellAsync"/>.</param>
    public async Task TellAsync(
        WriteSession session, IReadOnlyCollection<Guid> accounts, string template, object facts,
        bool isUrgent, DateTimeOffset now)
    {
        var model = city.Current;
        // They are read where they lie: nothing is to be delivered, and nobody else's notice waits
        // behind thousands of them.
        var notice = new OutboxMessage
        {
            Id = Ids.New(now), MadeAt = now, Channel = NoticeChannel.InApp, Recipient = "",
            Template = template, Body = JsonSerializer.Serialize(facts), SendAfter = now,
            Language = model.Language, SentAt = now,
        };
        foreach (var account in accounts)
        {
            await session.InsertAsync(notice with
            {
                Id = Ids.New(now), Recipient = ActingCaller.ActorOf(account),
            });
        }

        var told = accounts.ToHashSet();
        var wishes = await (
            from settings in session.Reads.Set<NoticeSettings>()
            join account in session.Reads.Set<Account>() on settings.AccountId equals account.Id
            where settings.Mail == MailWish.AtOnce && settings.AddressProvenAt != null
            select new { settings, account.Language }).ToListAsync();
        foreach (var wish in wishes.Where(one => told.Contains(one.settings.AccountId)))
        {
            await session.InsertAsync(TellPeople.MailOf(
                notice, wish.settings, wish.Language ?? model.Language, isUrgent, model, now));
        }
    }
}
