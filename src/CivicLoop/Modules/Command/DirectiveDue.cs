using System.Globalization;
using CivicLoop.Domain;
using CivicLoop.Domain.Calendar;
using CivicLoop.Domain.Intake;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;

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
            : ReadInstant(city, due.Trim(), "due");
    }

    /// <summary>Error: no instant.</summary>
    public static Outcome<DateTimeOffset> ReadInstant(CityModel city, string typed, string field)
    {
        if (!DateTime.TryParse(
            typed, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind, out var read))
        {
            return new Problem(ProblemCode.FieldInvalid, field, typed);
        }

        return read.Kind != DateTimeKind.Unspecified
            ? Instants.Storable(new DateTimeOffset(read).ToUniversalTime())
            : LocalInstant.Read(read, city.TimeZone).Try(out var local, out var skipped)
                ? Instants.Storable(local.At)
                : skipped with { Field = field };
    }
}
