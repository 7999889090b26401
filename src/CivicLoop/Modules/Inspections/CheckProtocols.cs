using CivicLoop.Domain.Inspections;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Standards;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Inspections;

/// <summary>How items and kinds are looked at; data of the city beside its editions.</summary>
internal sealed class CheckProtocols(CityDatabase database, CityHolder city, TimeProvider time)
{
    /// <summary>Whose chain the changes are journaled on.</summary>
    public static Guid Subject { get; } = new("0198a000-0000-7000-8000-000000000027");

    // A city has some hundred items and kinds.
    private const int ProtocolsMax = 5_000;

    /// <summary>By the code of the item or kind.</summary>
    public static async Task<IReadOnlyDictionary<string, CheckProtocol>> AllAsync(
        CityContext context, CancellationToken stop) =>
        await context.Set<CheckProtocol>().OrderBy(row => row.SubjectCode).Take(ProtocolsMax)
            .ToDictionaryAsync(row => row.SubjectCode, stop);

    /// <summary>Those of a kind and what is looked at there.</summary>
    public static async Task<IReadOnlyDictionary<string, CheckProtocol>> OfAsync(
        CityContext context, string kind, IEnumerable<CheckItem> items, CancellationToken stop)
    {
        string[] codes = [kind, .. items.Select(item => item.Code)];
        return await context.Set<CheckProtocol>()
            .Where(row => EF.Parameter(codes).Contains(row.SubjectCode))
            .ToDictionaryAsync(row => row.SubjectCode, stop);
    }

    public async Task<IReadOnlyList<CheckProtocol>> ListAsync(CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return [.. (await AllAsync(context, stop)).Values];
    }

    /// <summary>Sets how something is looked at. Errors: the caller may not; a number that makes no
    /// sense; a class nobody knows.</summary>
    public async Task<Outcome<CheckProtocol>> SaveAsync(
        CheckProtocol wanted, Caller caller, CancellationToken stop = default)
    {
        if ((caller.Refuse(Permission.InspectionPlan) ?? ProtocolRules.Refuse(
            wanted, code => city.Current.Catalogue.Find(code) is { IsActive: true }))
            is { } refused)
        {
            return refused;
        }

        var now = Instants.Storable(time.GetUtcNow());
        return await database.WriteAsync(
            async session =>
            {
                if (await session.UpdateAsync(wanted) == 0)
                {
                    await session.InsertAsync(wanted);
                }

                await SubjectJournal.AppendAsync(
                    session, Subject, caller.Actor, "protocol.Set", wanted, now);
                return (Outcome<CheckProtocol>)wanted;
            },
            stop);
    }
}

/// <summary>Gives a new city the protocols of its pack.</summary>
internal sealed class InstallProtocols : IPackInstaller
{
    public async Task InstallAsync(WriteSession session, Pack pack, DateTimeOffset now)
    {
        foreach (var one in pack.Protocols)
        {
            await session.InsertAsync(one);
        }

        if (pack.Protocols.Count > 0)
        {
            await SubjectJournal.AppendAsync(
                session, CheckProtocols.Subject, "system", "protocol.Imported",
                new { added = pack.Protocols.Count }, now);
        }
    }
}
