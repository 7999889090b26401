using CivicLoop.Domain.Standards;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Standards.Contracts;

/// <summary>The site kinds the city inspects, over all its editions.</summary>
internal sealed class SiteKindLists(CityDatabase database, EditionLists editions)
{
    /// <summary>Each kind once, in the order of the codes: as the edition that holds today has it,
    /// else as the last one has it that does.</summary>
    public async Task<IReadOnlyList<SiteKind>> AllAsync(CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await OneEachAsync(
            context, await context.Set<SiteKind>().ToListAsync(stop), stop);
    }

    /// <summary>What is looked at on a site of this kind, by the edition <see cref="AllAsync"/>
    /// takes it from; empty where no edition knows it.</summary>
    public async Task<(SiteKind? Kind, IReadOnlyList<CheckItem> Items)> CheckedAtAsync(
        string code, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var known = await context.Set<SiteKind>().Where(row => row.Code == code)
            .ToListAsync(stop);
        return await OneEachAsync(context, known, stop) is [var kind]
            ? (kind, await EditionLists.ChecksAsync(context, kind, stop))
            : (null, []);
    }

    private async Task<IReadOnlyList<SiteKind>> OneEachAsync(
        CityContext context, List<SiteKind> known, CancellationToken stop)
    {
        // One edition is all that most kinds have: nothing to choose from.
        if (known.Count <= 1)
        {
            return known;
        }

        var today = editions.Today;
        var all = (await EditionLists.AllAsync(context, stop))
            .ToDictionary(edition => edition.Code);
        return
        [
            .. known.OrderByDescending(kind => all[kind.EditionCode].HoldsOn(today))
                .ThenByDescending(kind => all[kind.EditionCode].MadeAt)
                .DistinctBy(kind => kind.Code)
                .OrderBy(kind => kind.Code, StringComparer.Ordinal),
        ];
    }
}
