using CivicLoop.Domain.Tasks;
using CivicLoop.Modules.Responsibilities.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Tasks;

/// <summary>How far a plan is in a part of the city, counted in units.</summary>
/// <param name="Code">A district; null for the whole, or for what lies in none.</param>
/// <param name="Late">Asked, not reported, and past its day.</param>
internal sealed record PlanProgress(
    string? Code, int Units, int Waiting, int Working, int Reported, int Done, int Late, int Held)
{
    public int Percent => Units == 0 ? 0 : Done * 100 / Units;
}

/// <summary>Reads plans and how far they are, from the bottom up: a task that was decomposed counts
/// as its parts.</summary>
internal sealed class PlanLists(CityDatabase database, CityHolder city, FindDuties duties)
{
    public const int PageMax = 200;

    /// <summary>Newest first.</summary>
    public async Task<Page<TaskPlan>> PageAsync(
        PlanState? state, string? edition, string? after, int limit, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var rows = context.Set<TaskPlan>().Where(row =>
            (state == null || row.State == state)
            && (edition == null || row.EditionCode == edition));
        if (Guid.TryParse(after, out var id))
        {
            rows = rows.Where(row => row.Id.CompareTo(id) < 0);
        }

        var page = await rows.OrderByDescending(row => row.Id).Take(limit + 1).ToListAsync(stop);
        return Page.Cut(page, limit, row => $"{row.Id}");
    }

    public async Task<TaskPlan?> FindAsync(Guid id, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await context.Set<TaskPlan>().FirstOrDefaultAsync(row => row.Id == id, stop);
    }

    /// <summary>How far some plans are: two queries, however many.</summary>
    public async Task<IReadOnlyDictionary<Guid, PlanProgress>> ProgressAsync(
        IReadOnlyCollection<Guid> plans, CancellationToken stop)
    {
        var counts = await CountsAsync(plans, round: null, stop);
        return plans.ToDictionary(
            id => id, id => Sum(null, counts.Where(one => one.PlanId == id)));
    }

    /// <summary>How far one plan is in the whole city and in each district.</summary>
    /// <param name="round">One round; null for all.</param>
    public async Task<(PlanProgress All, IReadOnlyList<PlanProgress> Districts)> ByDistrictAsync(
        Guid plan, int? round, CancellationToken stop)
    {
        var counts = await CountsAsync([plan], round, stop);
        var places = new UnitPlaces(city.Current);
        return (
            Sum(null, counts),
            [
                .. counts.GroupBy(one => places.DistrictOf(one.Unit))
                    .OrderBy(group => group.Key, StringComparer.Ordinal)
                    .Select(group => Sum(group.Key, group)),
            ]);
    }

    private async Task<List<Counted>> CountsAsync(
        IReadOnlyCollection<Guid> plans, int? round, CancellationToken stop)
    {
        var today = duties.Today;
        await using var context = database.OpenContext();
        var own = await context.Set<UnitTask>()
            .Where(row => plans.Contains(row.PlanId) && row.Parts == 0
                && (round == null || row.Round == round))
            .GroupBy(row => new
            {
                row.PlanId, row.UnitCode, row.State, IsPast = row.DueDay < today,
            })
            .Select(group => new Counted(
                group.Key.PlanId, group.Key.UnitCode, group.Key.State, group.Key.IsPast,
                group.Count()))
            .ToListAsync(stop);
        var joined = await context.Set<TaskJoin>()
            .Where(row => plans.Contains(row.PlanId) && (round == null || row.Round == round))
            .Join(
                context.Set<UnitTask>(), join => join.TaskId, task => task.Id,
                (join, task) => new
                {
                    join.PlanId, task.UnitCode, task.State,
                    IsPast = task.DueDay < today,
                })
            .GroupBy(row => row)
            .Select(group => new Counted(
                group.Key.PlanId, group.Key.UnitCode, group.Key.State, group.Key.IsPast,
                group.Count()))
            .ToListAsync(stop);
        return [.. own, .. joined];
    }

    // What was taken back or became one with another is nobody's any more.
    private static PlanProgress Sum(string? code, IEnumerable<Counted> some)
    {
        var all = some.Where(one => one.State != TaskState.Cancelled).ToList();
        int Of(params TaskState[] states) =>
            all.Where(one => states.Contains(one.State)).Sum(one => one.Tasks);
        return new PlanProgress(
            code, all.Sum(one => one.Tasks), Of(TaskState.Sent),
            Of(TaskState.Acknowledged, TaskState.Returned), Of(TaskState.Reported),
            Of(TaskState.Done),
            all.Where(one => one.IsPast && one.State is TaskState.Sent
                or TaskState.Acknowledged or TaskState.Returned).Sum(one => one.Tasks),
            Of(TaskState.Held));
    }

    private sealed record Counted(
        Guid PlanId, string Unit, TaskState State, bool IsPast, int Tasks);
}
