using CivicLoop.Domain;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Cases;

/// <summary>The filters of one account beside a list, and the list's own address.</summary>
internal sealed record SavedFiltersView(string Here, IReadOnlyList<SavedFilter> Filters);

/// <summary>Keeps filters of lists under a name, for each account its own.</summary>
internal sealed class SavedFilters(CityDatabase database, TimeProvider time)
{
    /// <summary>Nobody finds anything among more.</summary>
    public const int EachMax = 50;

    public const int NameMax = 60;

    // As long as every field of the form filled in.
    private const int AddressMax = 1_000;

    /// <summary>All of an account's filters, by name.</summary>
    public async Task<IReadOnlyList<SavedFilter>> OfAsync(Caller caller, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await context.Set<SavedFilter>().Where(row => row.Owner == caller.Actor)
            .OrderBy(row => row.Name).ThenBy(row => row.Id).Take(EachMax).ToListAsync(stop);
    }

    /// <summary>Those of one list, for its page.</summary>
    public async Task<SavedFiltersView> BesideAsync(
        HttpRequest request, Caller caller, CancellationToken stop)
    {
        var all = await OfAsync(caller, stop);
        return new SavedFiltersView(
            Tidy(request.Path + request.QueryString) ?? request.Path,
            [.. all.Where(one => one.Address.Split('?')[0] == request.Path)]);
    }

    /// <summary>Stores a filter; one of the same name is replaced. Errors: no name, a name too
    /// long, an address that is no list, too many.</summary>
    public Task<Outcome<SavedFilter>> SaveAsync(
        string? name, string? address, Caller caller, CancellationToken stop)
    {
        var now = Instants.Storable(time.GetUtcNow());
        return database.WriteAsync(
            async session =>
            {
                if (string.IsNullOrWhiteSpace(name))
                {
                    return new Problem(ProblemCode.FieldRequired, "name");
                }

                if (name.Trim().Length > NameMax)
                {
                    return new Problem(
                        ProblemCode.FieldTooLong, "name", NameMax, name.Trim().Length);
                }

                if (Tidy(address) is not { } tidy)
                {
                    return new Problem(ProblemCode.FieldInvalid, "address", address ?? "");
                }

                var mine = await session.Reads.Set<SavedFilter>()
                    .Where(row => row.Owner == caller.Actor).ToListAsync(stop);
                var wanted = name.Trim();
                if (mine.FirstOrDefault(row => row.Name == wanted) is { } same)
                {
                    var after = same with { Address = tidy };
                    await session.UpdateAsync(after);
                    return after;
                }

                if (mine.Count >= EachMax)
                {
                    return new Problem(ProblemCode.LimitTooLarge, "name", EachMax);
                }

                var made = new SavedFilter
                {
                    Id = Ids.New(now),
                    Owner = caller.Actor,
                    Name = wanted,
                    Address = tidy,
                    MadeAt = now,
                };
                await session.InsertAsync(made);
                return (Outcome<SavedFilter>)made;
            },
            stop);
    }

    /// <summary>Error: not found, also where it is another's.</summary>
    public Task<Outcome<SavedFilter>> DeleteAsync(
        Guid id, Caller caller, CancellationToken stop) =>
        database.WriteAsync(
            async session =>
            {
                var found = await session.Reads.Set<SavedFilter>().FirstOrDefaultAsync(
                    row => row.Id == id && row.Owner == caller.Actor, stop);
                if (found is null)
                {
                    return new Problem(ProblemCode.NotFound, "filter", id);
                }

                await session.DeleteAsync(found);
                return (Outcome<SavedFilter>)found;
            },
            stop);

    /// <summary>The list's address without the page; null for an address that is no list.
    /// </summary>
    public static string? Tidy(string? address)
    {
        if (address is null || address.Length > AddressMax)
        {
            return null;
        }

        var parts = address.Split('?', 2);
        var isList = parts[0] == "/console/cases"
            || (parts[0].StartsWith("/console/work/", StringComparison.Ordinal)
                && Duty.Find(parts[0]["/console/work/".Length..]) is not null);
        if (!isList)
        {
            return null;
        }

        var kept = (parts.ElementAtOrDefault(1) ?? "").Split('&')
            .Where(part => part.Length > 0 && !part.EndsWith('=')
                && !part.StartsWith("after=", StringComparison.Ordinal)).ToList();
        return kept.Count == 0 ? parts[0] : $"{parts[0]}?{string.Join('&', kept)}";
    }
}
