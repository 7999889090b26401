using CivicLoop.Domain.Command;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Command;

/// <summary>Which units the page of a broadcast shows.</summary>
internal enum BroadcastShow
{
    /// <summary>Those whose receipts are not all there.</summary>
    Missing,
    All,
}

/// <summary>How far a unit is: of how many people, how many receipts, how many of those who still
/// work have given none. Never who.</summary>
internal sealed record BroadcastUnit(string Unit, int People, int Received, int Missing);

/// <summary>A broadcast with what came back.</summary>
/// <param name="Missing">People who still work and have given no receipt.</param>
internal sealed record BroadcastFile(
    Broadcast Broadcast, int Received, int Missing, int MissingUnits,
    Page<BroadcastUnit> Units);

/// <summary>A broadcast of a list.</summary>
/// <param name="Received">People who gave a receipt.</param>
internal sealed record BroadcastLine(Broadcast Broadcast, int Received);

/// <summary>Reads broadcasts for the command bodies that send them.</summary>
internal sealed class BroadcastLists(CityDatabase database, CityHolder city, TimeProvider time)
{
    public const int PageMax = 200;

    /// <summary>Those of the caller's command body and the bodies below it, newest first.
    /// </summary>
    public async Task<Outcome<Page<BroadcastLine>>> PageAsync(
        Caller caller, Guid? after, int limit, CancellationToken stop)
    {
        if ((caller.RefuseUnlessStaff() ?? caller.Refuse(Permission.DirectiveIssue))
            is { } refused)
        {
            return refused;
        }

        var mine = caller.OrganizationPath is { } path
            ? city.Current.OrganizationsWithin(path) : [];
        await using var context = database.OpenContext();
        var rows = context.Set<Broadcast>().Where(row => mine.Contains(row.BodyCode));
        rows = after is { } last ? rows.Where(row => row.Id.CompareTo(last) < 0) : rows;
        var page = await rows.OrderByDescending(row => row.Id).Take(limit + 1).ToListAsync(stop);
        var ids = page.Take(limit).Select(row => row.Id).ToList();
        var received = await context.Set<BroadcastRecipient>()
            .Where(row => ids.Contains(row.BroadcastId) && row.ReceivedAt != null)
            .GroupBy(row => row.BroadcastId)
            .Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(one => one.Key, one => one.Count, stop);
        return Page.Cut(
            page, limit, one => $"{one.Id}",
            one => new BroadcastLine(one, received.GetValueOrDefault(one.Id)));
    }

    /// <summary>One with a page of its units, by their codes. Error: there is none that the caller
    /// may read.</summary>
    public async Task<Outcome<BroadcastFile>> FindAsync(
        Guid id, BroadcastShow show, Caller caller, string? after, int limit,
        CancellationToken stop)
    {
        if ((caller.RefuseUnlessStaff() ?? caller.Refuse(Permission.DirectiveIssue))
            is { } refused)
        {
            return refused;
        }

        await using var context = database.OpenContext();
        if (await context.Set<Broadcast>().FirstOrDefaultAsync(row => row.Id == id, stop)
                is not { } one
            || !IsOf(one, caller, city.Current.Organizations))
        {
            return new Problem(ProblemCode.NotFound, "broadcast", $"{id}");
        }

        var all = context.Set<BroadcastRecipient>().Where(row => row.BroadcastId == id);
        var missing = Missing(context, id, time.GetUtcNow());
        var listed = show == BroadcastShow.Missing ? missing : all;
        listed = after is null
            ? listed : listed.Where(row => row.UnitCode.CompareTo(after) > 0);
        var shown = await listed
            .Select(row => row.UnitCode).Distinct().OrderBy(unit => unit).Take(limit + 1)
            .ToListAsync(stop);
        var codes = shown.Take(limit).ToList();
        var counts = await all.Where(row => codes.Contains(row.UnitCode))
            .GroupBy(row => row.UnitCode)
            .Select(unit => new
            {
                unit.Key, People = unit.Count(),
                Received = unit.Count(row => row.ReceivedAt != null),
            })
            .ToDictionaryAsync(unit => unit.Key, stop);
        var without = await missing.Where(row => codes.Contains(row.UnitCode))
            .GroupBy(row => row.UnitCode)
            .Select(unit => new { unit.Key, People = unit.Count() })
            .ToDictionaryAsync(unit => unit.Key, unit => unit.People, stop);
        return new BroadcastFile(
            one, await all.CountAsync(row => row.ReceivedAt != null, stop),
            await missing.CountAsync(stop),
            await missing.Select(row => row.UnitCode).Distinct().CountAsync(stop),
            Page.Cut(
                shown, limit, code => code,
                code => new BroadcastUnit(
                    code, counts[code].People, counts[code].Received,
                    without.GetValueOrDefault(code))));
    }

    /// <summary>Recipients without a receipt who still work: with an account in use and a post that
    /// is held.</summary>
    public static IQueryable<BroadcastRecipient> Missing(
        CityContext context, Guid id, DateTimeOffset now)
    {
        var held = HeldPosts.Of(context, now);
        return context.Set<BroadcastRecipient>().Where(row => row.BroadcastId == id
            && row.ReceivedAt == null && held.Any(post => post.AccountId == row.AccountId));
    }

    /// <summary>Whether it is of the caller's command body, or of one below.</summary>
    public static bool IsOf(Broadcast one, Caller caller, OrganizationChart chart) =>
        caller.OrganizationPath is { } path && chart.PathOf(one.BodyCode) is { } body
        && body.StartsWith(path, StringComparison.Ordinal);
}
