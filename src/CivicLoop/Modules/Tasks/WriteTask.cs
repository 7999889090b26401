using CivicLoop.Domain.Burden;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Tasks;
using CivicLoop.Modules.Burden.Contracts;
using CivicLoop.Modules.Tasks.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Tasks;

/// <summary>Decides a step of a task and stores it: the row, the step, the journal, what it means
/// for the burden and for the task above, and the notice.</summary>
internal sealed class WriteTask(
    CityHolder city, KeepPlans keep, WriteRound round, TaskNotices notices)
{
    /// <summary>Errors: as <see cref="TaskDecider.Decide"/>; somebody was faster.</summary>
    public async Task<Outcome<UnitTask>> RunAsync(
        WriteSession session, UnitTask task, TaskAction action, Caller caller,
        DateTimeOffset now, CancellationToken stop)
    {
        var path = city.Current.Organizations.PathOf(task.UnitCode) ?? $"/{task.UnitCode}/";
        if (!TaskDecider.Decide(task, action, caller, path, keep.Today, now)
            .Try(out var decided, out var refused))
        {
            return refused;
        }

        var after = decided.Task;
        if (!await session.UpdateAsync(after, task.Version))
        {
            return new Problem(ProblemCode.ChangedMeanwhile, "version");
        }

        await session.InsertAsync(decided.Step);
        await SubjectJournal.AppendAsync(
            session, task.Id, caller.Actor, $"task.{action.Command}",
            new
            {
                task.PlanId, unit = after.UnitCode, after.State, due = TypedDay.Show(after.DueDay),
                parts = action.Parts == 0 ? (int?)null : action.Parts,
            },
            now);
        await CountAsync(session, task, after, action.Command, stop);
        if (after.EndedAt is not null && after.ParentId is { } parent)
        {
            await session.ExecuteAsync(
                """
                UPDATE tasks SET parts_ended = parts_ended + 1, version = version + 1
                WHERE id = @parent
                """,
                ("@parent", parent));
        }

        await notices.TellAsync(session, after, action.Command, now, now);
        return after;
    }

    // What a unit is no longer asked for, or is asked for elsewhere, is counted so.
    private async Task CountAsync(
        WriteSession session, UnitTask before, UnitTask after, TaskCommand command,
        CancellationToken stop)
    {
        switch (command)
        {
            case TaskCommand.Cancel:
                await CountAsk.EndAsync(session, after.Id, AskOutcome.Withdrawn);
                break;
            case TaskCommand.Merge:
                await CountAsk.EndAsync(session, after.Id, AskOutcome.Merged);
                break;
            case TaskCommand.Extend:
                await CountAsk.MoveAsync(session, after.Id, after.UnitCode, after.DueDay);
                break;
            case TaskCommand.Reassign when before.State != TaskState.Held:
                await CountAsk.MoveAsync(session, after.Id, after.UnitCode, after.DueDay);
                break;
            case TaskCommand.Reassign:
            case TaskCommand.Release:
                // Held back, it was not counted yet.
                var plan = await KeepPlans.FindAsync(session.Reads, after.PlanId, stop);
                await round.CountAsync(session, after, plan!.Kind, plan.Minutes);
                break;
            default:
                break;
        }
    }
}
