namespace CivicLoop.Domain.Calendar;

/// <summary>The three kinds of time a limit is counted in (GB/T 30428.8).</summary>
public enum ClockKind
{
    /// <summary>紧急工作时: every hour of every day counts.</summary>
    UrgentHours,

    /// <summary>工作时: hours inside the city's working hours on working days.</summary>
    WorkingHours,

    /// <summary>工作日: whole working days.</summary>
    WorkingDays,
}
