namespace CivicLoop.Domain.Burden;

/// <summary>What a unit is asked for.</summary>
public enum AskKind
{
    /// <summary>任务: work to be done.</summary>
    Task,

    /// <summary>填表报数: facts to be written down.</summary>
    Form,

    /// <summary>督查检查: somebody comes and looks.</summary>
    Inspection,
}

/// <summary>What became of an ask.</summary>
public enum AskOutcome
{
    /// <summary>The unit was asked.</summary>
    Asked,

    /// <summary>The same was asked already: the two are one request.</summary>
    Merged,

    /// <summary>The answer was known: nobody was asked.</summary>
    Known,

    /// <summary>Asked, and taken back.</summary>
    Withdrawn,
}

/// <summary>减负计量: one request to one unit. Units are counted, never persons. Source: 整治形式主义
/// 为基层减负若干规定 (2024).</summary>
public sealed record BurdenAsk
{
    public const int TitleMax = 200;

    public required Guid Id { get; init; }

    public required AskKind Kind { get; init; }

    /// <summary>What asks, as a module names itself, for example <c>task</c>.</summary>
    public required string Source { get; init; }

    /// <summary>Which of them; what an objection is about.</summary>
    public required Guid SourceId { get; init; }

    public required string UnitCode { get; init; }

    /// <summary>The organisation that asks.</summary>
    public required string AskedBy { get; init; }

    /// <summary>Monday of the week the work falls into.</summary>
    public required DateOnly Week { get; init; }

    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>Asked outside working hours: at night, at a weekend, on a holiday.</summary>
    public required bool IsQuiet { get; init; }

    /// <summary>Time it is reckoned to take, in minutes.</summary>
    public required int Minutes { get; init; }

    public required string Title { get; init; }

    public required AskOutcome Outcome { get; init; }
}

/// <summary>Weeks as burden is counted in: from Monday to Sunday.</summary>
public static class BurdenWeek
{
    private const int Days = 7;

    /// <summary>Monday of the week a day lies in.</summary>
    public static DateOnly Of(DateOnly day) =>
        day.AddDays(-(((int)day.DayOfWeek + Days - 1) % Days));
}
