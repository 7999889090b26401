namespace CivicLoop.Domain.Tasks;

/// <summary>How far a task is.</summary>
public enum TaskState
{
    /// <summary>暂缓: the unit's week is full, it has not been asked yet.</summary>
    Held,

    /// <summary>待签收: the unit was asked.</summary>
    Sent,

    /// <summary>办理中: the unit has acknowledged it.</summary>
    Acknowledged,

    /// <summary>待确认: the unit says it is done.</summary>
    Reported,

    /// <summary>退回补办: who asks says what is missing.</summary>
    Returned,

    /// <summary>已完成.</summary>
    Done,

    /// <summary>已取消: taken back with a reason.</summary>
    Cancelled,
}

/// <summary>任务: work decomposed to one unit with a day it is due. A unit may decompose it further;
/// its progress is then that of its parts.</summary>
public sealed record UnitTask
{
    public required Guid Id { get; init; }

    public required Guid PlanId { get; init; }

    /// <summary>The round of its plan, from nought.</summary>
    public required int Round { get; init; }

    /// <summary>The task this is a part of; null for one of the plan itself.</summary>
    public Guid? ParentId { get; init; }

    public required string UnitCode { get; init; }

    /// <summary>Who asks and confirms: the plan's issuer, or for a part the unit above.</summary>
    public required string IssuerCode { get; init; }

    public required string Title { get; init; }

    /// <summary>What the unit above says of its part; empty for one of the plan itself.</summary>
    public required string Words { get; init; }

    /// <summary>Sites it is about, with blanks between; empty where it is about none.</summary>
    public required string Sites { get; init; }

    public required DateOnly DueDay { get; init; }

    public required TaskState State { get; init; }

    /// <summary>The plan's key of requests of the same kind.</summary>
    public required string SameKey { get; init; }

    /// <summary>经办: the account that has it in hand, as the journal names it; null while nobody
    /// has. It is the unit's own note of where to ask, and is counted nowhere.</summary>
    public string? Handler { get; init; }

    /// <summary>When the unit was asked, or will be: a notice of the night waits for the morning.
    /// </summary>
    public required DateTimeOffset SentAt { get; init; }

    public DateTimeOffset? AcknowledgedAt { get; init; }

    public DateTimeOffset? ReportedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>What the unit says of the result.</summary>
    public string Result { get; init; } = "";

    /// <summary>Parts it was decomposed into, and how many of them have ended.</summary>
    public int Parts { get; init; }

    public int PartsEnded { get; init; }

    public long Version { get; init; }

    public bool IsOpen => TaskWorkflow.IsOpen(State);

    /// <summary>True when its day has passed and it has not been reported.</summary>
    public bool IsLate(DateOnly today) =>
        DueDay < today
        && State is TaskState.Sent or TaskState.Acknowledged or TaskState.Returned;
}

/// <summary>A step of a task, kept for good.</summary>
/// <param name="N">From one.</param>
/// <param name="Organization">Who took the step.</param>
public sealed record TaskStep(
    Guid TaskId, long N, DateTimeOffset At, TaskCommand Command, string Actor,
    string Organization, string Words);

/// <summary>A request of the same kind that became one with a task that was there.</summary>
public sealed record TaskJoin(Guid PlanId, int Round, Guid TaskId);
