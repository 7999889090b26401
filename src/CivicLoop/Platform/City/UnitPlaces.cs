namespace CivicLoop.Platform.City;

/// <summary>In which district a unit works, by the area it answers for.</summary>
internal sealed class UnitPlaces(CityModel city)
{
    // A city has five levels; an area below itself would otherwise never end.
    private const int LevelsMax = 12;

    private readonly HashSet<string> districts =
        [.. city.Areas.Districts.Select(area => area.Code)];

    /// <summary>Null for the city's own departments.</summary>
    public string? DistrictOf(string unit)
    {
        var code = city.Organizations.Find(unit)?.AreaCode;
        for (var level = 0; code is not null && level < LevelsMax; level++)
        {
            if (districts.Contains(code))
            {
                return code;
            }

            code = city.Areas.Find(code)?.ParentCode;
        }

        return null;
    }
}
