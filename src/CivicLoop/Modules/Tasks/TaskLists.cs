using System.Globalization;
using CivicLoop.Domain.Burden;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Tasks;
using CivicLoop.Modules.Burden.Contracts;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Tasks;

/// <summary>Which tasks are asked for; what is null does not matter.</summary>
/// <param name="Units">Codes of the units.</param>
/// <param name="OpenOnly">Leaves out what has ended.</param>
internal sealed record TaskFilter(
    IReadOnlyCollection<string>? Units = null, Guid? PlanId = null, TaskState? State = null,
    bool OpenOnly = false, Guid? ParentId = null, string? Issuer = null);

/// <summary>A task with all a page shows of it.</summary>
/// <param name="Joined">Plans that became one with it.</param>
/// <param name="Known">Facts of the unit that still hold, by name.</param>
/// <param name="People">Who of the unit could have it in hand: account and name.</param>
internal sealed record TaskView(
    UnitTask Task, TaskPlan Plan, IReadOnlyList<TaskStep> Steps, IReadOnlyList<UnitTask> Parts,
    IReadOnlyList<TaskPlan> Joined, IReadOnlyDictionary<string, Fact> Known,
    IReadOnlyDictionary<string, string> Names,
    IReadOnlyList<(Guid Account, string Name)> People);

/// <summary>Reads tasks.</summary>
internal sealed class TaskLists(CityDatabase database, KnownFacts facts, TimeProvider time)
{
    public const int PageMax = 200;

    private const int StepsShown = 200;
    private const int PartsShown = 200;
    private const int PeopleShown = 100;

    /// <summary>In the order of the days they are due.</summary>
    public async Task<Page<UnitTask>> PageAsync(
        TaskFilter filter, string? after, int limit, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var rows = Of(context.Set<UnitTask>(), filter);
        if (Key(after) is var (day, id))
        {
            rows = rows.Where(row => row.DueDay > day
                || (row.DueDay == day && row.Id.CompareTo(id) > 0));
        }

        var page = await rows.OrderBy(row => row.DueDay).ThenBy(row => row.Id)
            .Take(limit + 1).ToListAsync(stop);
        return Page.Cut(page, limit, row => Key(row));
    }

    /// <summary>What the page of one task shows; null where there is none.</summary>
    public async Task<TaskView?> ShowAsync(Guid id, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var found = await context.Set<UnitTask>().Where(row => row.Id == id)
            .Join(
                context.Set<TaskPlan>(), task => task.PlanId, plan => plan.Id,
                (task, plan) => new { task, plan })
            .FirstOrDefaultAsync(stop);
        if (found is null)
        {
            return null;
        }

        var (task, plan) = (found.task, found.plan);
        var steps = await context.Set<TaskStep>().Where(row => row.TaskId == id)
            .OrderBy(row => row.N).Take(StepsShown).ToListAsync(stop);
        var parts = task.Parts == 0 ? [] : await context.Set<UnitTask>()
            .Where(row => row.ParentId == id).OrderBy(row => row.UnitCode).Take(PartsShown)
            .ToListAsync(stop);
        var joined = await context.Set<TaskJoin>().Where(row => row.TaskId == id)
            .Join(
                context.Set<TaskPlan>(), join => join.PlanId, one => one.Id,
                (join, one) => one)
            .Take(PartsShown).ToListAsync(stop);
        var known = await facts.HoldingAsync(context, plan.FactNames, [task.UnitCode], stop);
        var people = await PeopleAsync(context, task.UnitCode, stop);
        var names = await ActorNames.OfAsync(
            context, steps.Select(step => step.Actor).Append(task.Handler ?? ""), stop);
        return new TaskView(
            task, plan, steps, parts, joined,
            known.ToDictionary(one => one.Key.Name, one => one.Value), names, people);
    }

    /// <summary>Open tasks of a unit by who has them in hand, and whether that person still acts
    /// for it.</summary>
    public async Task<IReadOnlyList<HandlerTasks>> HandlersAsync(
        string unit, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var groups = await context.Set<UnitTask>()
            .Where(row => row.UnitCode == unit && row.EndedAt == null && row.Handler != null
                && row.State != TaskState.Reported)
            .GroupBy(row => row.Handler!)
            .Select(group => new { Handler = group.Key, Tasks = group.Count() }).ToListAsync(stop);
        var people = await PeopleAsync(context, unit, stop);
        var here = people.Select(one => ActingCaller.ActorOf(one.Account)).ToHashSet();
        var names = await ActorNames.OfAsync(
            context, groups.Select(one => one.Handler), stop);
        return
        [
            .. groups.Select(one => new HandlerTasks(
                    one.Handler, names.GetValueOrDefault(one.Handler, one.Handler), one.Tasks,
                    here.Contains(one.Handler)))
                .OrderBy(one => one.IsHere).ThenBy(one => one.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>Who acts for a unit now.</summary>
    public async Task<IReadOnlyList<(Guid Account, string Name)>> PeopleAsync(
        string unit, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await PeopleAsync(context, unit, stop);
    }

    private async Task<IReadOnlyList<(Guid Account, string Name)>> PeopleAsync(
        CityContext context, string unit, CancellationToken stop)
    {
        var now = Instants.Storable(time.GetUtcNow());
        var held = HeldPosts.Of(context, now).Where(post => post.OrganizationCode == unit);
        var people = await (
            from account in context.Set<Account>()
            where held.Any(post => post.AccountId == account.Id)
            orderby account.SignIn
            select new { account.Id, account.DisplayName }).Take(PeopleShown).ToListAsync(stop);
        return [.. people.Select(one => (one.Id, one.DisplayName))];
    }

    private static IQueryable<UnitTask> Of(IQueryable<UnitTask> rows, TaskFilter filter)
    {
        if (filter.Units is { } units)
        {
            rows = units.Count == 1
                ? rows.Where(row => row.UnitCode == units.First())
                : rows.Where(row => units.Contains(row.UnitCode));
        }

        if (filter.PlanId is { } plan)
        {
            rows = rows.Where(row => row.PlanId == plan);
        }

        if (filter.ParentId is { } parent)
        {
            rows = rows.Where(row => row.ParentId == parent);
        }

        if (filter.Issuer is { } issuer)
        {
            rows = rows.Where(row => row.IssuerCode == issuer);
        }

        if (filter.State is { } state)
        {
            rows = rows.Where(row => row.State == state);
        }

        return filter.OpenOnly
            ? rows.Where(row => row.EndedAt == null && row.State != TaskState.Held)
            : rows;
    }

    private static string Key(UnitTask task) =>
        string.Create(CultureInfo.InvariantCulture, $"{task.DueDay:yyyy-MM-dd}|{task.Id}");

    private static (DateOnly, Guid)? Key(string? after) =>
        after?.Split('|') is [var day, var id] && Guid.TryParse(id, out var known)
            && DateOnly.TryParseExact(
                day, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var due)
            ? (due, known)
            : null;
}

/// <summary>What one person of a unit has in hand: to be handed over when that person changes post,
/// counted for nothing else.</summary>
/// <param name="IsHere">Whether the person still acts for the unit.</param>
internal sealed record HandlerTasks(string Handler, string Name, int Tasks, bool IsHere);
