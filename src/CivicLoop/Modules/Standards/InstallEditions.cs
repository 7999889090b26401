using CivicLoop.Domain.Standards;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;

namespace CivicLoop.Modules.Standards;

/// <summary>Gives a new city the editions of its pack, published from the day the pack names.
/// </summary>
internal sealed class InstallEditions : IPackInstaller
{
    public async Task InstallAsync(WriteSession session, Pack pack, DateTimeOffset now)
    {
        var installed = new List<Edition>();
        foreach (var (body, from) in pack.Editions)
        {
            var draft = body with { Edition = body.Edition with { MadeAt = now } };
            var done = EditionTimes.Publish(installed, draft, from, to: null, from, now).Value;
            if (done.Ended is { } ended)
            {
                await session.UpdateAsync(ended);
            }

            await KeepEditions.StoreAsync(session, draft with { Edition = done.Published });
            installed.RemoveAll(one => one.Code == done.Ended?.Code);
            installed.AddRange(new[] { done.Ended, done.Published }.OfType<Edition>());
            await SubjectJournal.AppendAsync(
                session, KeepEditions.Subject, "system", "edition.Published",
                new { body.Edition.Code, from }, now);
        }
    }
}
