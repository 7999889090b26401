using System.Text.Json;
using CivicLoop.Domain;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Notices;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Notices;

/// <summary>What waits in one worklist.</summary>
internal sealed record DigestDuty(string Duty, int Waiting);

/// <summary>A case a digest names.</summary>
internal sealed record DigestCase(string Number, string Class, DateTimeOffset Due);

/// <summary>A digest as it is stored: numbers and codes, written out in the reader's language when
/// it is read or sent.</summary>
internal sealed record Digest(
    IReadOnlyList<DigestDuty> Duties, IReadOnlyList<DigestCase> Late,
    IReadOnlyList<DigestCase> Soon, int Told);

/// <summary>Writes the digests that are due: what waits for a person, what is late, what soon will
/// be. That one was written is stored with it, so that a restart writes none twice.</summary>
internal sealed class WriteDigests(
    CityDatabase database, CityHolder city, Callers callers, CaseLists lists, TimeProvider time)
{
    public const string Template = "digest";

    // Read in the minute before an office begins, so a few hundred accounts a turn.
    private const int AccountsMax = 200;

    private const int CasesShown = 8;

    private static readonly TimeSpan SoonIs = TimeSpan.FromHours(24);

    /// <summary>Answers how many were written.</summary>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        var written = 0;
        Guid? after = null;
        while (true)
        {
            var people = await PeopleAsync(after, stop);
            foreach (var settings in people)
            {
                written += await WriteAsync(settings, stop) ? 1 : 0;
            }

            if (people.Count < AccountsMax)
            {
                return written;
            }

            after = people[^1].AccountId;
        }
    }

    private async Task<List<NoticeSettings>> PeopleAsync(Guid? after, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await context.Set<NoticeSettings>()
            .Where(row => row.Mail == MailWish.Digest && row.AddressProvenAt != null
                && (after == null || row.AccountId.CompareTo(after.Value) > 0))
            .OrderBy(row => row.AccountId).Take(AccountsMax).ToListAsync(stop);
    }

    private async Task<bool> WriteAsync(NoticeSettings settings, CancellationToken stop)
    {
        var now = Instants.Storable(time.GetUtcNow());
        var model = city.Current;
        if (settings.Hours.DigestDue(
            settings.DigestedTo, now, model.TimeZone, model.Calendar.IsWorkingDay) is not { } due
            || await callers.AllOfAsync(settings.AccountId, stop) is not { } person)
        {
            return false;
        }

        var digest = await DigestAsync(settings, person.Callers, now, stop);
        var message = new OutboxMessage
        {
            Id = Ids.New(now),
            MadeAt = now,
            Channel = NoticeChannel.Mail,
            Recipient = $"account:{settings.AccountId}",
            Template = Template,
            Body = JsonSerializer.Serialize(digest, CaseJournal.Json),
            Language = person.Account.Language ?? model.Language,
            SendAfter = now,
        };
        var isEmpty = digest is { Duties.Count: 0, Late.Count: 0, Soon.Count: 0, Told: 0 };
        var stored = await database.WriteAsync(
            async session =>
            {
                // Another node, or this one before it was stopped, may have written it.
                var first = await session.ExecuteAsync(
                    """
                    UPDATE notice_settings SET digested_to = @due
                    WHERE account_id = @account AND digested_to < @due
                    """,
                    ("@due", due), ("@account", settings.AccountId)) == 1;
                if (first && !isEmpty)
                {
                    await session.InsertAsync(message);
                }

                return (Outcome<bool>)(first && !isEmpty);
            },
            stop);
        return stored.Value;
    }

    private async Task<Digest> DigestAsync(
        NoticeSettings settings, IReadOnlyList<Caller> acting, DateTimeOffset now,
        CancellationToken stop)
    {
        var duties = new Dictionary<string, int>();
        var cases = new List<Case>();
        foreach (var caller in acting)
        {
            foreach (var (duty, count) in await lists.CountsAsync(caller, stop))
            {
                duties[duty] = duties.GetValueOrDefault(duty) + count;
                if (count > 0)
                {
                    cases.AddRange((await lists.DutyAsync(
                        Duty.Find(duty)!, caller, new CaseFilter(), null, CasesShown * 2, stop))
                        .Items);
                }
            }
        }

        var dated = cases.DistinctBy(row => row.Id).OrderBy(row => row.NextDueAt)
            .Select(row => new DigestCase(row.Number, row.ClassCode, row.NextDueAt)).ToList();
        return new Digest(
            [.. duties.Where(one => one.Value > 0)
                .Select(one => new DigestDuty(one.Key, one.Value))],
            [.. dated.Where(one => one.Due < now).Take(CasesShown)],
            [.. dated.Where(one => one.Due >= now && one.Due < now + SoonIs).Take(CasesShown)],
            await ToldAsync(settings, acting, stop));
    }

    private async Task<int> ToldAsync(
        NoticeSettings settings, IReadOnlyList<Caller> acting, CancellationToken stop)
    {
        var recipients = acting.Select(caller => $"org:{caller.OrganizationCode}").ToList();
        var muted = settings.Muted.Split(' ').ToList();
        await using var context = database.OpenContext();
        return await context.Set<OutboxMessage>().CountAsync(
            row => recipients.Contains(row.Recipient) && row.MadeAt > settings.DigestedTo
                && !muted.Contains(row.Template),
            stop);
    }
}
