using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Domain.Tasks;

/// <summary>What somebody wants to do to a task.</summary>
/// <param name="Facts">Whether every fact its plan asks for is known.</param>
public sealed record TaskAction(
    TaskCommand Command, string Words = "", string? Unit = null, DateOnly? Due = null,
    string? Handler = null, int Parts = 0, bool Facts = true);

/// <summary>A task after a step, and the step.</summary>
public sealed record TaskDecision(UnitTask Task, TaskStep Step);

/// <summary>Decides every step of a task by its workflow.</summary>
public static class TaskDecider
{
    public const int WordsMax = 1000;

    // How the journal names the program, which has nothing in hand.
    private const string Program = "system";

    /// <summary>Errors: the caller is not on that side; not possible in this state; something is
    /// missing.</summary>
    /// <param name="unitPath">Path of the task's unit in its tree.</param>
    public static Outcome<TaskDecision> Decide(
        UnitTask task, TaskAction action, Caller caller, string unitPath, DateOnly today,
        DateTimeOffset now)
    {
        if (TaskWorkflow.Find(task.State, action.Command) is not { } edge)
        {
            return new Problem(
                ProblemCode.TaskStepNotNow, "command", action.Command, task.State);
        }

        if (Refuse(task, edge, caller, unitPath) is { } denied)
        {
            return denied;
        }

        return Missing(task, edge, action, today) is { } missing
            ? missing
            : After(task, edge, action, caller, now);
    }

    /// <summary>Whether the caller stands on the side a row is for.</summary>
    public static bool MayTake(
        UnitTask task, TaskEdge edge, Caller caller, string unitPath) =>
        Refuse(task, edge, caller, unitPath) is null;

    private static Problem? Refuse(
        UnitTask task, TaskEdge edge, Caller caller, string unitPath)
    {
        var allowed = edge.Side switch
        {
            TaskSide.Unit => caller.May(Permission.TaskWork, new CaseStanding([unitPath], [])),
            // A part is confirmed by the unit above, the rest by who planned it.
            TaskSide.Issuer => caller.MaySomewhere(Permission.TaskPlan)
                || (caller.OrganizationCode == task.IssuerCode
                    && caller.MaySomewhere(Permission.TaskWork)),
            TaskSide.Program => true,
        };
        if (!allowed)
        {
            return caller.Refuse(
                edge.Side == TaskSide.Unit ? Permission.TaskWork : Permission.TaskPlan)
                ?? new Problem(ProblemCode.OutsideScope, null, caller.OrganizationCode ?? "");
        }

        return edge.Needs.HasFlag(TaskNeeds.OtherBody)
            && caller.OrganizationCode == task.UnitCode
                ? new Problem(ProblemCode.CheckedByDoer, null, task.UnitCode)
                : null;
    }

    private static Problem? Missing(
        UnitTask task, TaskEdge edge, TaskAction action, DateOnly today)
    {
        var needs = edge.Needs;
        return action.Words.Length > WordsMax
                ? new Problem(
                    ProblemCode.FieldTooLong, "words", WordsMax, action.Words.Length)
            : needs.HasFlag(TaskNeeds.Words) && string.IsNullOrWhiteSpace(action.Words)
                ? new Problem(ProblemCode.FieldRequired, "words")
            : needs.HasFlag(TaskNeeds.PartsEnded) && task.PartsEnded < task.Parts
                ? new Problem(
                    ProblemCode.TaskPartsOpen, null, task.Parts - task.PartsEnded)
            : needs.HasFlag(TaskNeeds.Facts) && !action.Facts
                ? new Problem(ProblemCode.FieldRequired, "facts")
            : needs.HasFlag(TaskNeeds.Whole) && task.Parts > 0
                ? new Problem(ProblemCode.TaskHasParts, null, task.Parts)
            : needs.HasFlag(TaskNeeds.Unit) && action.Unit is null && action.Parts == 0
                ? new Problem(ProblemCode.FieldRequired, "unit")
            : action.Command == TaskCommand.Reassign && action.Unit == task.UnitCode
                ? new Problem(ProblemCode.FieldInvalid, "unit", task.UnitCode)
            : !needs.HasFlag(TaskNeeds.Due) ? null
            : action.Due is not { } due ? new Problem(ProblemCode.FieldRequired, "due")
            : due <= task.DueDay || due <= today ? new Problem(ProblemCode.TaskDuePast, "due")
            : null;
    }

    private static string? HandlerOf(Caller caller) =>
        caller.Actor == Program ? null : caller.Actor;

    private static TaskDecision After(
        UnitTask task, TaskEdge edge, TaskAction action, Caller caller, DateTimeOffset now)
    {
        var next = task with { State = edge.To ?? task.State, Version = task.Version + 1 };
        next = action.Command switch
        {
            TaskCommand.Acknowledge => next with
            {
                AcknowledgedAt = now, Handler = HandlerOf(caller),
            },
            TaskCommand.Report => next with
            {
                ReportedAt = now, Result = action.Words.Trim(),
                AcknowledgedAt = task.AcknowledgedAt ?? now,
                Handler = task.Handler ?? HandlerOf(caller),
            },
            TaskCommand.TakeBack or TaskCommand.Return => next with { ReportedAt = null },
            TaskCommand.Split => next with
            {
                Parts = action.Parts, AcknowledgedAt = task.AcknowledgedAt ?? now,
                Handler = task.Handler ?? HandlerOf(caller),
            },
            TaskCommand.HandOver => next with { Handler = action.Handler },
            TaskCommand.Extend => next with { DueDay = action.Due!.Value },
            // Another unit begins anew, with what was noted so far.
            TaskCommand.Reassign => next with
            {
                UnitCode = action.Unit!, Handler = null, AcknowledgedAt = null, SentAt = now,
            },
            TaskCommand.Release => next with { SentAt = now },
            TaskCommand.Confirm or TaskCommand.Cancel or TaskCommand.Merge => next with
            {
                EndedAt = now,
            },
            _ => next,
        };
        return new TaskDecision(next, new TaskStep(
            task.Id, next.Version, now, action.Command, caller.Actor,
            caller.OrganizationCode ?? "", action.Words.Trim()));
    }
}
