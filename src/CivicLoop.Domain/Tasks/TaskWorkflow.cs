using static CivicLoop.Domain.Tasks.TaskCommand;
using static CivicLoop.Domain.Tasks.TaskState;
using N = CivicLoop.Domain.Tasks.TaskNeeds;

namespace CivicLoop.Domain.Tasks;

/// <summary>What can be done to a task.</summary>
public enum TaskCommand
{
    /// <summary>The round was asked for; the program's own.</summary>
    Send,

    Acknowledge,

    /// <summary>More is done, but not all: a line for whoever goes on.</summary>
    Note,

    Report,
    TakeBack,
    Confirm,
    Return,

    /// <summary>Parts of it go to units below.</summary>
    Split,

    /// <summary>Another person of the unit has it in hand.</summary>
    HandOver,

    Reassign,
    Extend,
    Release,

    /// <summary>Goes on as part of another task of the unit.</summary>
    Merge,

    Cancel,

    /// <summary>Goes on under another edition.</summary>
    Carry,
}

/// <summary>Who does it.</summary>
public enum TaskSide
{
    /// <summary>The unit that was asked.</summary>
    Unit,

    /// <summary>Who asks.</summary>
    Issuer,

    /// <summary>The program, with a plan or an objection.</summary>
    Program,
}

/// <summary>What a command needs.</summary>
[Flags]
public enum TaskNeeds
{
    None = 0,
    Words = 1,

    /// <summary>All parts have ended.</summary>
    PartsEnded = 2,

    /// <summary>Every fact the plan asks for is known.</summary>
    Facts = 4,

    /// <summary>Another organisation than the one that did it.</summary>
    OtherBody = 8,

    Unit = 16,
    Due = 32,

    /// <summary>It has no parts.</summary>
    Whole = 64,
}

/// <summary>A row of the workflow.</summary>
/// <param name="To">Null where the state stays.</param>
public sealed record TaskEdge(
    TaskCommand Command, IReadOnlyList<TaskState> From, TaskState? To, TaskSide Side,
    TaskNeeds Needs);

/// <summary>The life of a task as one table: buttons, API and tests are derived from it. Nothing
/// here asks for a picture, a place or a time of the person who does the work.</summary>
public static class TaskWorkflow
{
    private static readonly TaskState[] Working = [Sent, Acknowledged, Returned];

    private static readonly TaskState[] Open = [Held, .. Working, Reported];

    public static IReadOnlyList<TaskEdge> Edges { get; } =
    [
        Row(Acknowledge, [Sent], Acknowledged, TaskSide.Unit, N.None),
        Row(Note, Working, null, TaskSide.Unit, N.Words),
        // Nobody has to acknowledge first: what is done is done.
        Row(Report, Working, Reported, TaskSide.Unit, N.PartsEnded | N.Facts),
        Row(TakeBack, [Reported], Acknowledged, TaskSide.Unit, N.None),
        Row(Split, Working, Acknowledged, TaskSide.Unit, N.Unit | N.Whole),
        Row(HandOver, Working, null, TaskSide.Unit, N.Words),
        Row(Confirm, [Reported], Done, TaskSide.Issuer, N.OtherBody),
        Row(Return, [Reported], Returned, TaskSide.Issuer, N.Words | N.OtherBody),
        Row(Extend, Working, null, TaskSide.Issuer, N.Due | N.Words),
        Row(Reassign, [Held, .. Working], Sent, TaskSide.Issuer, N.Unit | N.Words | N.Whole),
        Row(Release, [Held], Sent, TaskSide.Issuer, N.Words),
        Row(Cancel, Open, Cancelled, TaskSide.Issuer, N.Words),
        Row(Merge, Open, Cancelled, TaskSide.Program, N.Whole),
        Row(Carry, Open, null, TaskSide.Program, N.None),
    ];

    /// <summary>Whether somebody must still act.</summary>
    public static bool IsOpen(TaskState state) => Open.Contains(state);

    /// <summary>The row of a state and a command; null where it cannot be done then.</summary>
    public static TaskEdge? Find(TaskState state, TaskCommand command) =>
        Edges.FirstOrDefault(edge => edge.Command == command && edge.From.Contains(state));

    private static TaskEdge Row(
        TaskCommand command, TaskState[] from, TaskState? to, TaskSide side, TaskNeeds needs) =>
        new(command, from, to, side, needs);
}
