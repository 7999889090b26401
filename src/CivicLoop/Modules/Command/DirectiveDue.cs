using CivicLoop.Domain;
using CivicLoop.Domain.Calendar;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Command;

/// <summary>When a result is due: so many working hours from now by the city's calendar, or an
/// instant.</summary>
internal static class DirectiveDue
{
    /// <summary>A working month: what takes longer is a task.</summary>
    public const int HoursMax = 176;

    /// <summary>Errors: neither or both are said; no instant; not 1 to <see cref="HoursMax"/>.
    /// </summary>
    /// <param name="due">With zone, or in the city's own time as forms write it.</param>
    public static Outcome<DateTimeOffset> Read(
        CityModel city, string? due, int? hours, DateTimeOffset now)
    {
        if (hours is { } amount)
        {
            return amount is < 1 or > HoursMax || !string.IsNullOrWhiteSpace(due)
                ? new Problem(ProblemCode.DirectiveDuePast, "hours")
                : Instants.Storable(city.Calendar
                    .DueAt(now, new TimeLimit(amount, ClockKind.WorkingHours)).At);
        }

        return string.IsNullOrWhiteSpace(due)
            ? new Problem(ProblemCode.FieldRequired, "due")
            : TypedInstant.Read(city, due.Trim(), "due");
    }
}
