using CivicLoop.Domain.Burden;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Tasks;
using CivicLoop.Modules.Burden.Contracts;
using CivicLoop.Modules.Tasks.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Tasks;

/// <summary>Tasks as objections see them, and what a granted one does to the task.</summary>
internal sealed class TaskAsks(CityHolder city, WriteTask write) : AskSource
{
    public const string Source = "task";

    private const int OthersMax = 50;

    public override string Name => Source;

    public override async Task<AskedThing?> FindAsync(
        CityContext context, Guid id, CancellationToken stop) =>
        await ActOnTask.FindAsync(context, id, stop) is { } task ? Thing(task) : null;

    public override async Task<IReadOnlyList<AskedThing>> OthersAsync(
        CityContext context, Guid id, CancellationToken stop)
    {
        if (await ActOnTask.FindAsync(context, id, stop) is not { } task)
        {
            return [];
        }

        var rows = await context.Set<UnitTask>()
            .Where(row => row.UnitCode == task.UnitCode && row.Id != id && row.EndedAt == null
                && row.State != TaskState.Held)
            .OrderBy(row => row.DueDay).Take(OthersMax).ToListAsync(stop);
        return [.. rows.Select(Thing)];
    }

    public override async Task<IReadOnlyList<OverReason>> ReasonsAsync(
        CityContext context, DateOnly week, CancellationToken stop)
    {
        var last = week.AddDays(6);
        return await context.Set<TaskPlan>()
            .Where(row => row.OverReason != "" && row.State != PlanState.Draft
                && row.FirstDue <= last && (row.LastDue ?? row.FirstDue) >= week)
            .OrderByDescending(row => row.Id).Take(OthersMax)
            .Select(row => new OverReason(row.Title, row.IssuerCode, row.OverReason))
            .ToListAsync(stop);
    }

    /// <summary>The task itself is changed: taken back, due later, another unit's, or a part of the
    /// other task, which then counts for both plans.</summary>
    public override async Task<Problem?> RemedyAsync(
        WriteSession session, Guid id, RemedyInput remedy, Caller caller, DateTimeOffset now,
        CancellationToken stop)
    {
        if (await ActOnTask.FindAsync(session.Reads, id, stop) is not { } task)
        {
            return new Problem(ProblemCode.NotFound, "id", id.ToString());
        }

        // Whoever may answer an objection may do what it grants.
        var granted = caller.AlsoMay(Permission.TaskPlan);
        var action = new TaskAction(CommandOf(remedy.Remedy), remedy.Words);
        switch (remedy.Remedy)
        {
            case Remedy.Extend:
                action = action with { Due = remedy.Due };
                break;
            case Remedy.Reassign:
                if (city.Current.Organizations.Find(TextRule.Blank(remedy.Unit))
                    is not { RetiredAt: null } unit)
                {
                    return new Problem(ProblemCode.UnitNotKnown, "unit", remedy.Unit ?? "");
                }

                action = action with { Unit = unit.Code };
                break;
            case Remedy.Merge:
                if (await MergeAsync(session, task, remedy, granted, now, stop) is { } refused)
                {
                    return refused;
                }

                break;
            case Remedy.Withdraw:
                break;
        }

        return (await write.RunAsync(session, task, action, granted, now, stop)).Problem;
    }

    // The plan goes on in the other task, and so does everything that was joined to this one.
    private static async Task<Problem?> MergeAsync(
        WriteSession session, UnitTask task, RemedyInput remedy, Caller caller,
        DateTimeOffset now, CancellationToken stop)
    {
        if (remedy.Into is not { } target)
        {
            return new Problem(ProblemCode.FieldRequired, "into");
        }

        if (await ActOnTask.FindAsync(session.Reads, target, stop) is not { IsOpen: true } into
            || into.UnitCode != task.UnitCode || into.Id == task.Id)
        {
            return new Problem(ProblemCode.UnknownValue, "into", target.ToString());
        }

        if (into.PlanId != task.PlanId)
        {
            await JoinAsync(session, task.PlanId, task.Round, into.Id);
        }

        foreach (var join in await session.Reads.Set<TaskJoin>()
            .Where(row => row.TaskId == task.Id).ToListAsync(stop))
        {
            await JoinAsync(session, join.PlanId, join.Round, into.Id);
        }

        // The unit reads in the other task what came to it.
        var note = new TaskStep(
            into.Id, into.Version + 1, now, TaskCommand.Merge, caller.Actor,
            caller.OrganizationCode ?? "", task.Title);
        var noted = into with { Version = into.Version + 1 };
        if (!await session.UpdateAsync(noted, into.Version))
        {
            return new Problem(ProblemCode.ChangedMeanwhile, "version");
        }

        await session.InsertAsync(note);
        return null;
    }

    private static Task<int> JoinAsync(WriteSession session, Guid plan, int round, Guid task) =>
        session.ExecuteAsync(
            """
            INSERT INTO task_joins (plan_id, round, task_id) VALUES (@plan, @round, @task)
            ON CONFLICT (plan_id, round, task_id) DO NOTHING
            """,
            ("@plan", plan), ("@round", round), ("@task", task));

    private static TaskCommand CommandOf(Remedy remedy) => remedy switch
    {
        Remedy.Withdraw => TaskCommand.Cancel,
        Remedy.Merge => TaskCommand.Merge,
        Remedy.Extend => TaskCommand.Extend,
        Remedy.Reassign => TaskCommand.Reassign,
    };

    private static AskedThing Thing(UnitTask task) => new(
        task.Id, task.Title, task.UnitCode, task.IssuerCode, TaskNotices.AddressOf(task.Id),
        task.IsOpen);
}
