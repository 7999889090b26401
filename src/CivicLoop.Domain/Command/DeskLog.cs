namespace CivicLoop.Domain.Command;

/// <summary>班次: one watch at the desk of a command body, from taking over to handing over. One
/// person keeps the desk at a time.</summary>
public sealed record DeskShift
{
    public const int WordsMax = 1_000;

    public required Guid Id { get; init; }

    public required string BodyCode { get; init; }

    /// <summary>Who keeps it, as the journal names them.</summary>
    public required string Keeper { get; init; }

    public required DateTimeOffset BegunAt { get; init; }

    /// <summary>The watch before; null for the first one.</summary>
    public Guid? BeforeId { get; init; }

    /// <summary>Null while it is kept.</summary>
    public DateTimeOffset? EndedAt { get; init; }

    /// <summary>交班情况: what the next one has to know; or why they were relieved.</summary>
    public string Handover { get; init; } = "";

    public long Version { get; init; } = 1;
}

/// <summary>值班记录: what came to the desk and what was done. It is never changed, only supplemented.
/// </summary>
public sealed record DeskEntry
{
    public const int SourceMax = 80;

    public const int WordsMax = 2_000;

    public required Guid Id { get; init; }

    public required string BodyCode { get; init; }

    public required Guid ShiftId { get; init; }

    /// <summary>When it happened.</summary>
    public required DateTimeOffset At { get; init; }

    public required DateTimeOffset WrittenAt { get; init; }

    /// <summary>Who wrote it, as the journal names them.</summary>
    public required string Writer { get; init; }

    /// <summary>From whom it came: a unit, a hotline, a patrol; no names or telephones. Empty for a
    /// supplement.</summary>
    public required string Source { get; init; }

    public required string Words { get; init; }

    /// <summary>What was done; empty where nothing was.</summary>
    public required string Done { get; init; }

    public string? CaseNumber { get; init; }

    /// <summary>Number of a directive.</summary>
    public string? DirectiveNumber { get; init; }

    /// <summary>未了事项: the next one must go on with it, until a supplement settles it.</summary>
    public required bool IsOpen { get; init; }

    /// <summary>The entry it supplements; null for an entry of its own.</summary>
    public Guid? SupplementsId { get; init; }

    /// <summary>Whether it settles the open point it supplements.</summary>
    public required bool Settles { get; init; }
}
