namespace CivicLoop.Platform.City;

/// <summary>In which district a unit works, by the area it answers for.</summary>
internal sealed class UnitPlaces(CityModel city)
{
    private readonly HashSet<string> districts =
        [.. city.Areas.Districts.Select(area => area.Code)];

    /// <summary>Null for the city's own departments.</summary>
    public string? DistrictOf(string unit) =>
        city.Areas.Around(city.Organizations.Find(unit)?.AreaCode)
            .FirstOrDefault(districts.Contains);
}
