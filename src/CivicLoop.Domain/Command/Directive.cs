namespace CivicLoop.Domain.Command;

/// <summary>指令: what a command body orders units to do by a time. Each unit has its own
/// <see cref="DirectiveOrder"/>; the text is the same for all.</summary>
public sealed record Directive
{
    public const int TitleMax = 120;

    public const int WordsMax = 4_000;

    public const int BasisMax = 300;

    /// <summary>An order to more units is a plan of tasks.</summary>
    public const int UnitsMax = 30;

    public const int CasesMax = 20;

    public required Guid Id { get; init; }

    /// <summary>Year and running number, for example <c>2026-3</c>.</summary>
    public string Number { get; init; } = "";

    /// <summary>The command body that orders.</summary>
    public required string IssuerCode { get; init; }

    public required string Title { get; init; }

    public required string Words { get; init; }

    /// <summary>依据: the document or decision it rests on.</summary>
    public required string BasisName { get; init; }

    /// <summary>When the result was due as it was issued; an order may get more time.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>Working hours it was given in; null where an instant was named.</summary>
    public int? WorkingHours { get; init; }

    public required string IssuedBy { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }
}

/// <summary>Where an order stands with its unit.</summary>
public enum DirectiveState
{
    /// <summary>待签收: the unit that has it is to acknowledge it.</summary>
    Issued,

    /// <summary>办理中: acknowledged, and worked on.</summary>
    Acknowledged,

    /// <summary>待审核: the result waits for the command body.</summary>
    Reported,

    /// <summary>退回: the result was not enough; another is due.</summary>
    Returned,

    /// <summary>办结.</summary>
    Accepted,

    /// <summary>撤回.</summary>
    Withdrawn,
}

/// <summary>A directive as one unit has it (承办). The unit it was addressed to may hand it on to a
/// unit below it; the first one stays named.</summary>
public sealed record DirectiveOrder
{
    public required Guid Id { get; init; }

    public required Guid DirectiveId { get; init; }

    /// <summary>As of the directive, so that a list reads one table.</summary>
    public required string IssuerCode { get; init; }

    /// <summary>The unit it was addressed to.</summary>
    public required string UnitCode { get; init; }

    /// <summary>The unit that has it now: the same one, or one below it.</summary>
    public required string HolderCode { get; init; }

    public required DirectiveState State { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    /// <summary>By the unit that has it now.</summary>
    public DateTimeOffset? AcknowledgedAt { get; init; }

    public DateTimeOffset? ReportedAt { get; init; }

    public DateTimeOffset? EndedAt { get; init; }

    public long Version { get; init; } = 1;

    /// <summary>States in which the unit owes a result.</summary>
    public static IReadOnlyList<DirectiveState> Owing { get; } =
        [DirectiveState.Issued, DirectiveState.Acknowledged, DirectiveState.Returned];

    /// <summary>Whether the unit owes a result.</summary>
    public bool IsWaiting => Owing.Contains(State);

    /// <summary>Whether the result should have been there.</summary>
    public bool IsOverdue(DateTimeOffset now) => IsWaiting && DueAt < now;
}

/// <summary>A unit that is told of a directive and owes nothing (抄送).</summary>
public sealed record DirectiveCopy(Guid DirectiveId, string UnitCode);

/// <summary>A case a directive is about.</summary>
public sealed record DirectiveCase(Guid DirectiveId, string CaseNumber);

/// <summary>What was done with an order and said about it, in its order.</summary>
/// <param name="Organization">The body or unit that did it.</param>
/// <param name="ToUnit">The unit it was handed on to; null for all other steps.</param>
public sealed record DirectiveStep(
    Guid OrderId, long N, DateTimeOffset At, DirectiveCommand Command, string Actor,
    string Organization, string? ToUnit, string Words);
