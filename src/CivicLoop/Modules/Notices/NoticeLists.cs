using CivicLoop.Domain.People;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Notices;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Notices;

/// <summary>Notices for the organisations a person acts for; in a demonstration city also the mail
/// that would have gone to residents.</summary>
internal sealed class NoticeLists(CityDatabase database, CityHolder city)
{
    /// <summary>Older notices are in the cases' timelines.</summary>
    public const int ShownMax = 100;

    public async Task<IReadOnlyList<OutboxMessage>> NewestAsync(
        Caller caller, CancellationToken stop)
    {
        var mine = caller.OrganizationPath is { } path
            ? city.Current.OrganizationsWithin(path).Select(code => $"org:{code}").ToList()
            : [];
        // A note that names this very person; in a demonstration city their own mail too.
        mine.Add(caller.Actor);
        var demonstration = city.Current.Identity.Demonstration;
        var showMail = demonstration
            && caller.MaySomewhere(Permission.CaseSeeContact);
        await using var context = database.OpenContext();
        var found = await context.Set<OutboxMessage>()
            .Where(row => mine.Contains(row.Recipient)
                && (demonstration || row.Channel == NoticeChannel.InApp))
            .OrderByDescending(row => row.MadeAt).Take(ShownMax).ToListAsync(stop);
        if (showMail)
        {
            found.AddRange(await context.Set<OutboxMessage>()
                .Where(row => row.Channel == NoticeChannel.Mail && row.CaseId != null
                    && !mine.Contains(row.Recipient))
                .OrderByDescending(row => row.MadeAt).Take(ShownMax).ToListAsync(stop));
        }

        return [.. found.OrderByDescending(row => row.MadeAt).Take(ShownMax)];
    }
}
