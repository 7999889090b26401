using System.Text.Json;
using CivicLoop.Domain;
using CivicLoop.Domain.Calendar;
using CivicLoop.Domain.People;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Notices;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Notices;

/// <summary>Makes mail of an organisation's notice for those of its people who want it at once,
/// after their quiet hours unless it is urgent.</summary>
internal static class TellPeople
{
    private static readonly HashSet<string> Urgent = ["work-urged", "work-supervised"];

    /// <summary>The mails, to be stored with the notice's own mark.</summary>
    public static async Task<IReadOnlyList<OutboxMessage>> OfAsync(
        CityContext reads, CityModel city, OutboxMessage notice, DateTimeOffset now)
    {
        if (notice.Channel != NoticeChannel.InApp
            || notice.Recipient.Split(':', 2) is not ["org", var organization])
        {
            return [];
        }

        var held = HeldPosts.Of(reads, now).Where(post => post.OrganizationCode == organization);
        var people = await (
            from settings in reads.Set<NoticeSettings>()
            join account in reads.Set<Account>() on settings.AccountId equals account.Id
            where settings.Mail == MailWish.AtOnce && settings.AddressProvenAt != null
                && held.Any(post => post.AccountId == account.Id)
            select new { settings, account.Language }).ToListAsync();
        var isUrgent = Urgent.Contains(notice.Template) || IsUrgent(city, notice);
        return
        [
            .. people.Where(one => !one.settings.IsMuted(notice.Template)).Select(one =>
                MailOf(notice, one.settings, one.Language ?? city.Language, isUrgent, city, now)),
        ];
    }

    /// <summary>The mail of a notice to one person, after their quiet hours unless it is urgent.
    /// </summary>
    public static OutboxMessage MailOf(
        OutboxMessage notice, NoticeSettings settings, string language, bool isUrgent,
        CityModel city, DateTimeOffset now) =>
        notice with
        {
            Id = Ids.New(now),
            MadeAt = now,
            Channel = NoticeChannel.Mail,
            Recipient = ActingCaller.ActorOf(settings.AccountId),
            Language = language,
            SendAfter = settings.Hours.SendAt(now, isUrgent, city.TimeZone),
            Tries = 0,
            SentAt = null,
            FailedAt = null,
            Failure = null,
        };

    // A class whose limit runs day and night does not wait for the morning.
    private static bool IsUrgent(CityModel city, OutboxMessage notice)
    {
        using var facts = JsonDocument.Parse(notice.Body);
        return facts.RootElement.TryGetProperty("class", out var code)
            && city.Catalogue.LimitOf(code.GetString() ?? "", 1)?.Kind == ClockKind.UrgentHours;
    }
}
