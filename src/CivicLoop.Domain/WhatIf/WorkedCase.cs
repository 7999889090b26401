using CivicLoop.Domain.Calendar;

namespace CivicLoop.Domain.WhatIf;

/// <summary>What a past case meant for the unit that had it: when it came, by when it was wanted,
/// when it was done. Who of the unit did it is not known here, and not asked.</summary>
/// <param name="ConditionN">Which of the class's conditions held, and so which limit.</param>
/// <param name="Unit">Responsible unit that had it last (责任单位).</param>
/// <param name="Areas">Codes of the areas it lies in.</param>
/// <param name="StartedAt">When the unit's clock started: the case was dispatched to it.</param>
/// <param name="DueAt">End of the unit's limit as it came to be, with what was granted; null where
/// there was none.</param>
/// <param name="Limit">The limit the clock was started with; null where it was agreed.</param>
/// <param name="EndedAt">When the unit last answered; null while it has not.</param>
/// <param name="WasSuspended">Set aside for a time: it is part of the load, but how long it took
/// says nothing about work.</param>
public sealed record WorkedCase(
    string ClassCode, int ConditionN, string Unit, IReadOnlyList<string> Areas,
    DateTimeOffset StartedAt, DateTimeOffset? DueAt, TimeLimit? Limit, DateTimeOffset? EndedAt,
    bool WasSuspended)
{
    /// <summary>紧急工作时: worked on at every hour of every day (GB/T 30428.8).</summary>
    public bool IsUrgent => Limit is { Kind: ClockKind.UrgentHours };
}

/// <summary>The real load of a period, to be played again.</summary>
/// <param name="Cases">Cases that came from <paramref name="WarmFrom"/> on.</param>
/// <param name="WarmFrom">Begin of the run-up: what came in it is worked on but not counted, so
/// that the units do not begin with empty desks.</param>
/// <param name="From">Cases that came from here on are counted.</param>
/// <param name="To">Where the replay ends; what happened later is not known to it.</param>
public sealed record WorkedLoad(
    IReadOnlyList<WorkedCase> Cases, WorkCalendar Calendar, DateTimeOffset WarmFrom,
    DateTimeOffset From, DateTimeOffset To);
