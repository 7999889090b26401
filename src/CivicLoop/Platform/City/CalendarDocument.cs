using CivicLoop.Domain;
using CivicLoop.Domain.Calendar;

namespace CivicLoop.Platform.City;

/// <summary>A city's working calendar as it is stored and edited.</summary>
internal sealed record CalendarDocument
{
    /// <summary>Pairs of local times, for example 08:30 and 12:00.</summary>
    public required IReadOnlyList<IReadOnlyList<TimeOnly>> WorkingHours { get; init; }

    public required IReadOnlyList<DayOfWeek> Weekend { get; init; }

    public required IReadOnlyDictionary<DateOnly, LocalText> Holidays { get; init; }

    /// <summary>调休: days of a weekend that are worked.</summary>
    public required IReadOnlyList<DateOnly> MakeUpDays { get; init; }

    /// <summary>Last year whose holidays were announced.</summary>
    public required int LastKnownYear { get; init; }

    public WorkCalendar ToCalendar(TimeZoneInfo zone) => new(
        zone,
        WorkingHours.Select(pair => new WorkingSpan(pair[0], pair[1])),
        Weekend,
        Holidays.Keys,
        MakeUpDays,
        LastKnownYear);
}
