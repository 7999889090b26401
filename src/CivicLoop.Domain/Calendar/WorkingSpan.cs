namespace CivicLoop.Domain.Calendar;

/// <summary>A stretch of a working day, local time, for example 08:30 to 12:00.</summary>
public readonly record struct WorkingSpan(TimeOnly From, TimeOnly To);
