using CivicLoop.Domain.People;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Platform.Identity;

/// <summary>Names of those the journal knows by account.</summary>
internal static class ActorNames
{
    /// <summary>Display names by the journal's word; residents, programs and the city's own jobs
    /// have none.</summary>
    public static async Task<IReadOnlyDictionary<string, string>> OfAsync(
        CityContext context, IEnumerable<string> actors, CancellationToken stop)
    {
        var ids = actors.Select(ActingCaller.AccountOf).OfType<Guid>().ToHashSet();
        return await context.Set<Account>().Where(row => ids.Contains(row.Id))
            .ToDictionaryAsync(row => ActingCaller.ActorOf(row.Id), row => row.DisplayName, stop);
    }
}
