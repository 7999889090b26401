using CivicLoop.Domain.Command;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Command;

/// <summary>How many members a body has and how many criteria it watches.</summary>
internal sealed record BodyCounts(string Body, int Members, int Watches);

/// <summary>Reads memberships and watches.</summary>
internal sealed class CommandLists(CityDatabase database)
{
    public const int PageMax = 200;

    /// <summary>Members of a body in the order they were entered.</summary>
    /// <param name="day">Those of a day; null for all there ever were.</param>
    public async Task<Page<CommandMember>> MembersAsync(
        string? body, DateOnly? day, string? after, int limit, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        IQueryable<CommandMember> rows = context.Set<CommandMember>();
        if (body is not null)
        {
            rows = rows.Where(row => row.BodyCode == body);
        }

        if (day is { } on)
        {
            rows = rows.Where(row => row.FromDay <= on && (row.ToDay == null || row.ToDay >= on));
        }

        if (Guid.TryParse(after, out var id))
        {
            rows = rows.Where(row => row.Id.CompareTo(id) > 0);
        }

        var page = await rows.OrderBy(row => row.Id).Take(limit + 1).ToListAsync(stop);
        return Page.Cut(page, limit, row => $"{row.Id}");
    }

    /// <summary>What a body watches, in the order it was entered.</summary>
    /// <param name="day">What it watches on a day; null for all it ever did.</param>
    public async Task<Page<CommandWatch>> WatchesAsync(
        string? body, DateOnly? day, string? after, int limit, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        IQueryable<CommandWatch> rows = context.Set<CommandWatch>();
        if (body is not null)
        {
            rows = rows.Where(row => row.BodyCode == body);
        }

        if (day is { } on)
        {
            rows = rows.Where(row => row.FromDay <= on && (row.ToDay == null || row.ToDay >= on));
        }

        if (Guid.TryParse(after, out var id))
        {
            rows = rows.Where(row => row.Id.CompareTo(id) > 0);
        }

        var page = await rows.OrderBy(row => row.Id).Take(limit + 1).ToListAsync(stop);
        return Page.Cut(page, limit, row => $"{row.Id}");
    }

    /// <summary>Members and watches of all bodies on a day, in two queries.</summary>
    public async Task<IReadOnlyDictionary<string, BodyCounts>> CountsAsync(
        DateOnly day, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var members = await context.Set<CommandMember>()
            .Where(row => row.FromDay <= day && (row.ToDay == null || row.ToDay >= day))
            .GroupBy(row => row.BodyCode)
            .Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(one => one.Key, one => one.Count, stop);
        var watches = await context.Set<CommandWatch>()
            .Where(row => row.FromDay <= day && (row.ToDay == null || row.ToDay >= day))
            .GroupBy(row => row.BodyCode)
            .Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(one => one.Key, one => one.Count, stop);
        return members.Keys.Union(watches.Keys).ToDictionary(
            body => body,
            body => new BodyCounts(
                body, members.GetValueOrDefault(body), watches.GetValueOrDefault(body)));
    }
}
