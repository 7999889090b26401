using CivicLoop.Domain;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;

namespace CivicLoop.Modules.Command;

/// <summary>Gives the command bodies of a new city the members and watches of its pack.</summary>
internal sealed class InstallCommand : IPackInstaller
{
    public async Task InstallAsync(WriteSession session, Pack pack, DateTimeOffset now)
    {
        // Ids a millisecond apart keep the order of the file.
        foreach (var (n, member) in pack.Members.Index())
        {
            await session.InsertAsync(
                member with { Id = Ids.New(now.AddMilliseconds(n)), EnteredAt = now });
        }

        foreach (var (n, watch) in pack.Watches.Index())
        {
            await session.InsertAsync(
                watch with { Id = Ids.New(now.AddMilliseconds(n)), EnteredAt = now });
        }

        foreach (var package in pack.Situations)
        {
            await session.InsertAsync(package with { Id = Ids.New(now) });
        }

        if (pack.Members.Count + pack.Watches.Count + pack.Situations.Count > 0)
        {
            await SubjectJournal.AppendAsync(
                session, KeepCommand.Subject, "system", "command.Imported",
                new
                {
                    members = pack.Members.Count, watches = pack.Watches.Count,
                    situations = pack.Situations.Count,
                },
                now);
        }
    }
}
