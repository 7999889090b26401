using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Web;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Cases.Contracts;

/// <summary>Lists of cases, paged by key: page a thousand costs what page one does.</summary>
internal sealed class CaseLists(CityDatabase database, CityHolder city, TimeProvider time)
{
    /// <summary>Longest page a caller may ask for.</summary>
    public const int LimitMax = 200;

    public const int LimitDefault = 50;

    /// <summary>Newest reports first.</summary>
    public async Task<Page<Case>> NewestAsync(
        Func<IQueryable<Case>, IQueryable<Case>> narrow, string? after, int limit,
        CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await NewestAsync(narrow(context.Set<Case>()), after, limit, stop);
    }

    /// <summary>A page of whatever cases were asked for, the newest reports first.</summary>
    public static async Task<Page<Case>> NewestAsync(
        IQueryable<Case> cases, string? after, int limit, CancellationToken stop)
    {
        if (PageKey.Read(after) is var (at, id))
        {
            cases = cases.Where(row =>
                row.ReportedAt < at || (row.ReportedAt == at && row.Id.CompareTo(id) < 0));
        }

        var rows = await cases.OrderByDescending(row => row.ReportedAt)
            .ThenByDescending(row => row.Id).Take(limit + 1).ToListAsync(stop);
        return Page.Cut(rows, limit, row => $"{new PageKey(row.ReportedAt, row.Id)}");
    }

    /// <summary>Cases with the least time left first; the caller narrows them to open ones.
    /// </summary>
    public async Task<Page<Case>> MostUrgentAsync(
        Func<IQueryable<Case>, IQueryable<Case>> narrow, string? after, int limit,
        CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var cases = narrow(context.Set<Case>());
        if (PageKey.Read(after) is var (at, id))
        {
            cases = cases.Where(row =>
                row.NextDueAt > at || (row.NextDueAt == at && row.Id.CompareTo(id) > 0));
        }

        var rows = await cases.OrderBy(row => row.NextDueAt).ThenBy(row => row.Id)
            .Take(limit + 1).ToListAsync(stop);
        return Page.Cut(rows, limit, row => $"{new PageKey(row.NextDueAt, row.Id)}");
    }

    /// <summary>What waits for this caller in one worklist, the most urgent first.</summary>
    public async Task<Page<Case>> DutyAsync(
        Duty duty, Caller caller, CaseFilter filter, string? after, int limit,
        CancellationToken stop)
    {
        // A scan per state and part is read straight off the index, already in order; asking for
        // several at once would make the database sort all that wait. Only keys are compared: of
        // six parts with fifty cases each, fifty cases are opened.
        var keys = new HashSet<PageKey>();
        await using var context = database.OpenContext();
        foreach (var part in duty.States.SelectMany(
            state => WaitingCases.Parts(
                context, state, duty.Permission, caller, city.Current)))
        {
            var cases = filter.Apply(part, city.Current, time.GetUtcNow());
            if (PageKey.Read(after) is var (at, id))
            {
                cases = cases.Where(row =>
                    row.NextDueAt > at || (row.NextDueAt == at && row.Id.CompareTo(id) > 0));
            }

            // A case may wait for somebody as its unit and as its territory.
            keys.UnionWith(await cases.OrderBy(row => row.NextDueAt).ThenBy(row => row.Id)
                .Select(row => new PageKey(row.NextDueAt, row.Id)).Take(limit + 1)
                .ToListAsync(stop));
        }

        var first = keys.OrderBy(key => key.At).ThenBy(key => key.Id).Take(limit + 1)
            .Select(key => key.Id).ToList();
        if (first.Count == 0)
        {
            return new Page<Case>([], null);
        }

        var rows = await context.Set<Case>().Where(row => first.Contains(row.Id))
            .ToListAsync(stop);
        return Page.Cut(
            [.. rows.OrderBy(row => row.NextDueAt).ThenBy(row => row.Id)], limit,
            row => $"{new PageKey(row.NextDueAt, row.Id)}");
    }

    /// <summary>How many cases wait in each worklist of the caller; counted up to a
    /// bound.</summary>
    public async Task<IReadOnlyDictionary<string, int>> CountsAsync(
        Caller caller, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var counts = new Dictionary<string, int>();
        foreach (var duty in Duty.All.Where(duty => caller.MaySomewhere(duty.Permission)))
        {
            foreach (var state in duty.States)
            {
                counts[duty.Name] = counts.GetValueOrDefault(duty.Name)
                    + await WaitingCases.Parts(
                            context, state, duty.Permission, caller, city.Current)
                        .Select(part => part.Select(row => row.Id).Take(BoundedCount.Max + 1))
                        .Aggregate((one, other) => one.Union(other)).CountAsync(stop);
            }
        }

        return counts;
    }
}
