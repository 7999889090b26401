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
        var holding = (await editions.TodayAsync(stop))
            .Select(one => one.Edition?.Code).OfType<string>().ToHashSet();
        await using var context = database.OpenContext();
        var made = (await EditionLists.AllAsync(context, stop))
            .ToDictionary(edition => edition.Code, edition => edition.MadeAt);
        return
        [
            .. (await context.Set<SiteKind>().ToListAsync(stop))
                .OrderByDescending(kind => holding.Contains(kind.EditionCode))
                .ThenByDescending(kind => made[kind.EditionCode])
                .DistinctBy(kind => kind.Code)
                .OrderBy(kind => kind.Code, StringComparer.Ordinal),
        ];
    }

    /// <summary>What is looked at on a site of this kind, by the edition <see cref="AllAsync"/>
    /// takes it from; empty where no edition knows it.</summary>
    public async Task<(SiteKind? Kind, IReadOnlyList<CheckItem> Items)> CheckedAtAsync(
        string code, CancellationToken stop)
    {
        var kind = (await AllAsync(stop)).FirstOrDefault(one => one.Code == code);
        return kind is not null
            && (await editions.BodyAsync(kind.EditionCode, stop)).Try(out var body, out _)
                ? (kind, body.CheckedAt(kind))
                : (null, []);
    }
}
