using CivicLoop.Domain.Places;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;

namespace CivicLoop.Modules.Places;

/// <summary>Which areas of a city a map or a list asks for.</summary>
/// <param name="Level"><c>district</c>, <c>subdistrict</c> or <c>community</c>.</param>
/// <param name="Within">Code of an area they all lie in.</param>
internal sealed record AreaFilter(string Level, string? Within)
{
    private static readonly Dictionary<string, AreaKind[]> Kinds = new()
    {
        // Zones lie beside the divisions and are drawn over the districts.
        ["district"] = [AreaKind.District, AreaKind.Neighborhood, AreaKind.DevelopmentZone],
        ["subdistrict"] = [AreaKind.Subdistrict],
        ["community"] = [AreaKind.Community],
    };

    /// <summary>Errors: an unknown level or area.</summary>
    public static Outcome<AreaFilter> Read(CityModel city, string? level, string? within)
    {
        var known = string.IsNullOrWhiteSpace(level) ? "district" : level.Trim().ToLowerInvariant();
        var inside = string.IsNullOrWhiteSpace(within) ? null : within.Trim();
        return !Kinds.ContainsKey(known) ? new Problem(ProblemCode.UnknownValue, "level", known)
            : inside is not null && city.Areas.Find(inside) is null
                ? new Problem(ProblemCode.UnknownValue, "within", inside)
                : new AreaFilter(known, inside);
    }

    /// <summary>Ordered by code.</summary>
    public IEnumerable<Area> Of(CityModel city)
    {
        var kinds = Kinds[Level];
        return city.Areas.All
            .Where(area => kinds.Contains(area.Kind) && (Within is null || LiesIn(city, area)))
            .OrderBy(area => area.Code, StringComparer.Ordinal);
    }

    private bool LiesIn(CityModel city, Area area) =>
        city.Areas.Around(area.Code).Any(code => code == Within);
}
