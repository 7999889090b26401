using CivicLoop.Domain;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;

namespace CivicLoop.Modules.Responsibilities;

/// <summary>Gives a new city the duties of its pack.</summary>
internal sealed class InstallDuties : IPackInstaller
{
    public async Task InstallAsync(WriteSession session, Pack pack, DateTimeOffset now)
    {
        // Ids a millisecond apart keep the order of the file.
        foreach (var (n, duty) in pack.Duties.Index())
        {
            await session.InsertAsync(
                duty with { Id = Ids.New(now.AddMilliseconds(n)), EnteredAt = now });
        }

        if (pack.Duties.Count > 0)
        {
            await SubjectJournal.AppendAsync(
                session, KeepDuties.Subject, "system", "duty.Imported",
                new { added = pack.Duties.Count }, now);
        }
    }
}
