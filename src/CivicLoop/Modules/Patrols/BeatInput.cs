using CivicLoop.Domain.Patrols;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Patrols;

/// <summary>A beat as a form, a program or a row of a table says it.</summary>
internal sealed record BeatInput
{
    public string? Beat { get; init; }

    public string? NameZh { get; init; }

    public string? NameEn { get; init; }

    /// <summary>Codes or whole names of organisations, with commas or semicolons between.</summary>
    public string? Units { get; init; }

    /// <summary>As <see cref="PatrolWant.ParseAll"/> reads them.</summary>
    public string? Wants { get; init; }

    /// <summary>The wish it is. Error: an organisation nobody knows.</summary>
    public Outcome<BeatWish> Read(CityModel city)
    {
        var units = new List<string>();
        foreach (var word in (Units ?? "").Split(
            [',', '，', ';', '；', '、', '\n'],
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (city.Organizations.Meant(word) is not { RetiredAt: null } unit)
            {
                return new Problem(ProblemCode.UnknownValue, "units", word);
            }

            units.Add(unit.Code);
        }

        return new BeatWish(Beat, NameZh, NameEn, units, Wants);
    }
}

/// <summary>A place as a form, a program or a row of a table adds it: a site by its code, or a
/// street by its name and its line or position.</summary>
internal sealed record PlaceToAdd
{
    public string? Site { get; init; }

    public string? NameZh { get; init; }

    public string? NameEn { get; init; }

    public string? Lat { get; init; }

    public string? Lon { get; init; }

    /// <summary>As <see cref="StreetCourse.Read"/> reads it.</summary>
    public string? Course { get; init; }

    public string? System { get; init; }

    /// <summary>The street it is. Errors: a number that is none; as
    /// <see cref="PatrolStreet.Read"/>.</summary>
    public Outcome<PatrolStreet> Street(CityModel city) =>
        !TypedNumber.Read(Lat, "lat").Try(out var lat, out var bad)
            || !TypedNumber.Read(Lon, "lon").Try(out var lon, out bad)
            || !CoordinateSystemNames.Read(System, "system").Try(out var system, out bad)
            ? bad
            : PatrolStreet.Read(
                new StreetWish(NameZh, NameEn, lat.Value, lon.Value, Course, system),
                at => city.Areas.Locate(at.Lon, at.Lat).IsInside, city.Identity.Name);
}
