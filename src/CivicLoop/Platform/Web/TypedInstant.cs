using System.Globalization;
using CivicLoop.Domain.Intake;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;

namespace CivicLoop.Platform.Web;

/// <summary>An instant as somebody typed it: with zone, or in the city's own time as forms write
/// it.</summary>
internal static class TypedInstant
{
    /// <summary>Errors: no instant; one the city's clocks skipped.</summary>
    public static Outcome<DateTimeOffset> Read(CityModel city, string typed, string field)
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
