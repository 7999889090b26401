using System.Globalization;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Standards.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Places;

/// <summary>Registers, changes, moves, merges and retires sites; each keeps a chain of its own in
/// the journal, which is its history.</summary>
internal sealed class KeepSites(
    CityDatabase database, CityHolder city, SiteKindLists kinds, TimeProvider time)
{
    /// <summary>Registers a site, or changes the one of this code. Without a code a new one gets
    /// the next of its kind and district. Errors: as <see cref="SiteRules.Enter"/>.</summary>
    public async Task<Outcome<Site>> SaveAsync(
        SiteWish wish, string actor, CancellationToken stop = default)
    {
        var surroundings = await SurroundingsAsync(stop);
        var now = Instants.Storable(time.GetUtcNow());
        return await database.WriteAsync(
            async session =>
            {
                var coded = string.IsNullOrWhiteSpace(wish.Code)
                    ? wish with { Code = await NextCodeAsync(session.Reads, wish, stop) }
                    : wish;
                var before = await FindAsync(session.Reads, coded.Code?.Trim(), stop);
                if (!SiteRules.Enter(coded, before, surroundings, now)
                    .Try(out var after, out var problem))
                {
                    return problem;
                }

                await StoreAsync(session, before, after, actor, now);
                return (Outcome<Site>)after;
            },
            stop);
    }

    /// <summary>Errors: there is none; as <see cref="SiteRules.Retire"/>.</summary>
    public Task<Outcome<Site>> RetireAsync(
        string code, string? reason, string actor, CancellationToken stop = default) =>
        EndAsync(
            code, "site.Retired", reason, actor,
            (_, site, now) => Task.FromResult(SiteRules.Retire(site, reason, now)), stop);

    /// <summary>Errors: there is none; as <see cref="SiteRules.Merge"/>.</summary>
    public Task<Outcome<Site>> MergeAsync(
        string code, string? into, string? reason, string actor,
        CancellationToken stop = default) =>
        EndAsync(
            code, "site.Merged", reason, actor,
            async (reads, site, now) => await FindAsync(reads, into?.Trim(), stop) is { } other
                ? SiteRules.Merge(site, other, reason, now)
                : new Problem(ProblemCode.NotFound, "into", into ?? ""),
            stop);

    /// <summary>What the rules must know of the city as it is now.</summary>
    public async Task<SiteSurroundings> SurroundingsAsync(CancellationToken stop)
    {
        var known = (await kinds.AllAsync(stop)).Select(kind => kind.Code).ToHashSet();
        var model = city.Current;
        return new SiteSurroundings(
            place => model.Areas.Locate(place.Lon, place.Lat), known.Contains,
            code => model.Organizations.Find(code) is { RetiredAt: null });
    }

    /// <summary>Writes a site as it has become, with its journal entry; nothing where nothing
    /// changed.</summary>
    public static async Task StoreAsync(
        WriteSession session, Site? before, Site after, string actor, DateTimeOffset now)
    {
        if (before is null)
        {
            await session.InsertAsync(after);
            await SubjectJournal.AppendAsync(
                session, after.Id, actor, "site.Registered",
                new { after.Code, kind = after.SiteKindCode, after.Lon, after.Lat }, now);
            return;
        }

        var changes = SiteRules.Changes(before, after);
        if (changes.Count == 0)
        {
            return;
        }

        await session.UpdateAsync(after);
        var moved = changes.Contains("place");
        await SubjectJournal.AppendAsync(
            session, after.Id, actor, moved ? "site.Moved" : "site.Changed",
            new
            {
                after.Code, fields = changes, kind = after.SiteKindCode,
                from = moved ? new { before.Lon, before.Lat } : null,
                to = moved ? new { after.Lon, after.Lat } : null,
            },
            now);
    }

    private Task<Outcome<Site>> EndAsync(
        string code, string kind, string? reason, string actor,
        Func<CityContext, Site, DateTimeOffset, Task<Outcome<Site>>> end, CancellationToken stop)
    {
        var now = Instants.Storable(time.GetUtcNow());
        return database.WriteAsync(
            async session =>
            {
                if (await FindAsync(session.Reads, code, stop) is not { } before)
                {
                    return new Problem(ProblemCode.NotFound, "site", code);
                }

                if (!(await end(session.Reads, before, now)).Try(out var after, out var problem))
                {
                    return problem;
                }

                await session.UpdateAsync(after);
                await SubjectJournal.AppendAsync(
                    session, after.Id, actor, kind,
                    new { after.Code, reason = reason!.Trim(), into = after.MergedInto }, now);
                return (Outcome<Site>)after;
            },
            stop);
    }

    private static async Task<Site?> FindAsync(
        CityContext reads, string? code, CancellationToken stop) =>
        code is null ? null
            : await reads.Set<Site>().FirstOrDefaultAsync(row => row.Code == code, stop);

    // S11-530102-0007. Without kind and place no code can be made, and the rules say what is
    // missing: this one is never stored.
    private async Task<string> NextCodeAsync(
        CityContext reads, SiteWish wish, CancellationToken stop)
    {
        if (wish is not { Kind: { Length: > 0 } kind, Lon: { } lon, Lat: { } lat })
        {
            return "-";
        }

        var place = Coordinates.ToWgs84(new GeoPoint(lon, lat), wish.System);
        var district = city.Current.Areas.Locate(place.Lon, place.Lat).DistrictCode ?? "0";
        var prefix = $"{kind}-{district[..Math.Min(6, district.Length)]}-";
        var last = await reads.Set<Site>().Where(row => row.Code.StartsWith(prefix))
            .OrderByDescending(row => row.Code).Select(row => row.Code).FirstOrDefaultAsync(stop);
        var n = int.TryParse(
            last?[prefix.Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var held)
            ? held + 1
            : 1;
        return string.Create(CultureInfo.InvariantCulture, $"{prefix}{n:0000}");
    }
}
