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
        return
        [
            .. OneEach(await With(context, context.Set<SiteKind>()).ToListAsync(stop))
                .Select(one => one.Kind),
        ];
    }

    /// <summary>What is looked at on a site of this kind, by the edition <see cref="AllAsync"/>
    /// takes it from; empty where no edition knows it.</summary>
    public async Task<(SiteKind? Kind, IReadOnlyList<CheckItem> Items)> CheckedAtAsync(
        string code, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await CheckedAtAsync(context, code, stop);
    }

    /// <inheritdoc cref="CheckedAtAsync(string, CancellationToken)"/>
    public async Task<(SiteKind? Kind, IReadOnlyList<CheckItem> Items)> CheckedAtAsync(
        CityContext context, string code, CancellationToken stop)
    {
        var known = await With(context, context.Set<SiteKind>().Where(row => row.Code == code))
            .ToListAsync(stop);
        return OneEach(known).FirstOrDefault() is { } one
            ? (one.Kind, await editions.ChecksAsync(context, one.Kind, one.Edition.State, stop))
            : (null, []);
    }

    private static IQueryable<KindOfEdition> With(
        CityContext context, IQueryable<SiteKind> kinds) => kinds.Join(
        context.Set<Edition>(), kind => kind.EditionCode, edition => edition.Code,
        (kind, edition) => new KindOfEdition(kind, edition));

    private IEnumerable<KindOfEdition> OneEach(IEnumerable<KindOfEdition> known)
    {
        var today = editions.Today;
        return known.OrderByDescending(one => one.Edition.HoldsOn(today))
            .ThenByDescending(one => one.Edition.MadeAt)
            .DistinctBy(one => one.Kind.Code)
            .OrderBy(one => one.Kind.Code, StringComparer.Ordinal);
    }

    private sealed record KindOfEdition(SiteKind Kind, Edition Edition);
}
