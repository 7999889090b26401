using CivicLoop.Domain.Command;
using CivicLoop.Domain.People;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Modules.Command.Contracts;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Command;

/// <summary>A body whose desk is to be kept in a situation.</summary>
/// <param name="KeptSince">Null where nobody keeps it now.</param>
internal sealed record SituationDesk(Organization Body, DateTimeOffset? KeptSince);

/// <summary>A situation that is on, with the desks of its roster.</summary>
internal sealed record RunningSituation(Situation Situation, IReadOnlyList<SituationDesk> Desks);

/// <summary>Reads packages and situations; all staff may.</summary>
internal sealed class SituationLists(
    CityDatabase database, FindCommandBodies bodies, TimeProvider time) : IUrgentClasses
{
    public const int PageMax = 200;

    // Situations of different packages may meet; more than these and nothing is urgent any more.
    private const int RunningMax = 20;

    public async Task<IReadOnlyList<SituationPackage>> PackagesAsync(CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await context.Set<SituationPackage>().OrderBy(row => row.Code).Take(PageMax)
            .ToListAsync(stop);
    }

    /// <summary>Those that are on now, the newest first.</summary>
    public async Task<IReadOnlyList<RunningSituation>> RunningAsync(CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var on = await context.Set<Situation>().Where(Situation.IsOnNow(time.GetUtcNow()))
            .OrderByDescending(row => row.BegunAt).Take(RunningMax).ToListAsync(stop);
        if (on.Count == 0)
        {
            return [];
        }

        var kept = await context.Set<DeskShift>().Where(row => row.EndedAt == null)
            .ToDictionaryAsync(row => row.BodyCode, row => row.BegunAt, stop);
        return [.. on.Select(one => new RunningSituation(
            one,
            [.. one.BodyCodes.Select(bodies.Find).OfType<Organization>().Select(body =>
                new SituationDesk(
                    body, kept.TryGetValue(body.Code, out var since) ? since : null))]))];
    }

    /// <summary>All that were ever switched on, the newest first.</summary>
    public async Task<Page<Situation>> PageAsync(Guid? after, int limit, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        IQueryable<Situation> rows = context.Set<Situation>();
        rows = after is { } last ? rows.Where(row => row.Id.CompareTo(last) < 0) : rows;
        var page = await rows.OrderByDescending(row => row.Id).Take(limit + 1).ToListAsync(stop);
        return Page.Cut(page, limit, row => $"{row.Id}");
    }

    public async Task<IReadOnlyList<string>> OfAsync(
        CityContext reads, DateTimeOffset now, CancellationToken stop)
    {
        var on = await reads.Set<Situation>().Where(Situation.IsOnNow(now))
            .Where(row => row.IsUrgent).Take(RunningMax).ToListAsync(stop);
        return [.. on.SelectMany(row => row.ClassCodes)];
    }
}
