using System.Globalization;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Cases;

/// <summary>What was typed into a step's form; kept as typed, so that nothing is lost when the step
/// is refused.</summary>
internal sealed record StepInput
{
    public string? Words { get; init; }

    public bool Internal { get; init; }

    public string? Unit { get; init; }

    public string? OtherUnit { get; init; }

    public string? Until { get; init; }

    public string? OtherCase { get; init; }

    public IReadOnlyList<string> PartClass { get; init; } = [];

    public IReadOnlyList<string> PartText { get; init; } = [];

    public string? Class { get; init; }

    public string? Condition { get; init; }

    public string? Lat { get; init; }

    public string? Lon { get; init; }

    public string? Address { get; init; }

    public long? Version { get; init; }

    /// <summary>Last entry of the journal when the form was opened; what came after it is shown
    /// where the case changed meanwhile.</summary>
    public int? Seen { get; init; }

    /// <summary>The worklist the case was opened from.</summary>
    public string? From { get; init; }

    /// <summary>The ready sentence that was taken.</summary>
    public Guid? Template { get; init; }

    /// <summary>Pictures taken in with a form that was refused.</summary>
    public IReadOnlyList<string> PictureIds { get; init; } = [];

    /// <summary>Errors: a number or a date that cannot be read.</summary>
    public Outcome<ActInput> Read(CityModel city)
    {
        if (!TypedNumber.Read(Lat, "lat").Try(out var lat, out var problem)
            || !TypedNumber.Read(Lon, "lon").Try(out var lon, out problem)
            || !Instant(city).Try(out var until, out problem))
        {
            return problem;
        }

        return new ActInput
        {
            Words = Words,
            Internal = Internal,
            Unit = Text(OtherUnit) ?? Text(Unit),
            Until = until.At,
            OtherCase = OtherCase,
            Parts =
            [
                .. PartClass.Zip(PartText, (@class, text) => new PartInput(@class, Text(text)))
                    .Where(part => !string.IsNullOrWhiteSpace(part.Class)),
            ],
            Place = new PlaceInput
            {
                Class = Text(Class),
                Condition = int.TryParse(Condition, CultureInfo.InvariantCulture, out var n)
                    ? n
                    : null,
                Lat = lat.Value,
                Lon = lon.Value,
                System = CoordinateSystem.Wgs84,
                Address = Text(Address),
            },
            Pictures = PictureIds,
            Version = Version,
        };
    }

    private Outcome<Moment> Instant(CityModel city)
    {
        if (Text(Until) is not { } text)
        {
            return new Moment(null);
        }

        // A date input speaks the city's own time and no zone.
        if (!DateTime.TryParse(text, CultureInfo.InvariantCulture, out var local))
        {
            return new Problem(ProblemCode.FieldInvalid, "until", text);
        }

        var plain = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        return new Moment(
            new DateTimeOffset(plain, city.TimeZone.GetUtcOffset(plain)).ToUniversalTime());
    }

    private static string? Text(string? value) =>
        string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    private sealed record Moment(DateTimeOffset? At);
}
