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
        foreach (var duty in pack.Duties)
        {
            await session.InsertAsync(duty with { Id = Ids.New(now), EnteredAt = now });
        }

        if (pack.Duties.Count > 0)
        {
            await SubjectJournal.AppendAsync(
                session, KeepDuties.Subject, "system", "duty.Imported",
                new { added = pack.Duties.Count }, now);
        }
    }
}
