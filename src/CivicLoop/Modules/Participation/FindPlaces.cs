using System.Globalization;
using CivicLoop.Domain;
using CivicLoop.Domain.Participation;
using CivicLoop.Domain.Places;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Participation;

/// <summary>A place the city knows by a name.</summary>
/// <param name="Within">The area it lies in; null for an area itself.</param>
/// <param name="IsArea">Its middle only: the spot itself still has to be shown.</param>
internal sealed record FoundPlace(
    LocalText Name, LocalText? Within, double Lon, double Lat, bool IsArea)
{
    /// <summary>As a form sends it back: latitude, longitude.</summary>
    public string Position => string.Create(
        CultureInfo.InvariantCulture, $"{Lat:F6},{Lon:F6}");
}

/// <summary>Finds where an address is: by the names of the city's areas and by the streets and
/// landmarks that earlier cases named.</summary>
internal sealed class FindPlaces(CityDatabase database, CityHolder city)
{
    /// <summary>As many as are read at a glance.</summary>
    public const int FoundMax = 6;

    /// <summary>Longest words looked for, in characters.</summary>
    public const int WordsMax = 300;

    // Enough that the place named most often is among them.
    private const int PartsMax = 60;

    private static readonly AreaKind[] Named =
    [
        AreaKind.District, AreaKind.Neighborhood, AreaKind.DevelopmentZone, AreaKind.Subdistrict,
        AreaKind.Community,
    ];

    /// <summary>The likeliest first; none where the city knows no such name.</summary>
    public async Task<IReadOnlyList<FoundPlace>> RunAsync(string? words, CancellationToken stop)
    {
        var text = words is { Length: > WordsMax } ? words[..WordsMax] : words;
        var whole = StreetName.KeyOf(text);
        if (whole.Length < 2)
        {
            return [];
        }

        var street = StreetName.Of(text)?.Key ?? whole;
        var streets = await StreetsAsync(street, stop);
        return [.. streets.Concat(AreasOf(whole)).Take(FoundMax)];
    }

    private async Task<IReadOnlyList<FoundPlace>> StreetsAsync(string key, CancellationToken stop)
    {
        // The first text behind all that begin with the key.
        var end = key[..^1] + (char)(key[^1] + 1);
        await using var context = database.OpenContext();
        var rows = await context.Set<PlaceNamePart>()
            .Where(row => row.Part.CompareTo(key) >= 0 && row.Part.CompareTo(end) < 0)
            .OrderBy(row => row.Part).Take(PartsMax)
            .Join(
                context.Set<PlaceName>(), part => part.NameId, name => name.Id, (_, name) => name)
            .ToListAsync(stop);
        return
        [
            .. rows.DistinctBy(row => row.Id).OrderByDescending(row => row.Cases)
                .ThenBy(row => row.Id).Select(row => new FoundPlace(
                    new LocalText(row.Name, row.Name), WithinOf(row.AreaCode), row.Lon, row.Lat,
                    IsArea: false)),
        ];
    }

    private IEnumerable<FoundPlace> AreasOf(string key)
    {
        var areas = city.Current.Areas;
        return areas.All
            .Where(area => Named.Contains(area.Kind)
                && (IsNamed(area.NameZh, key) || IsNamed(area.NameEn, key)))
            .OrderBy(area => Array.IndexOf(Named, area.Kind))
            .ThenBy(area => area.Code, StringComparer.Ordinal)
            .Select(area => (area, Shape: areas.ShapeOf(area.Code)?.InteriorPoint))
            .Where(one => one.Shape is not null)
            .Select(one => new FoundPlace(
                one.area.Name, WithinOf(one.area.ParentCode), one.Shape!.X, one.Shape.Y,
                IsArea: true));
    }

    // An address may begin with its area: 五华区翠湖西路 lies in 五华区.
    private static bool IsNamed(string name, string key)
    {
        var own = StreetName.KeyOf(name);
        return own.Length > 1 && (own.Contains(key, StringComparison.Ordinal)
            || key.StartsWith(own, StringComparison.Ordinal));
    }

    private LocalText? WithinOf(string? code) =>
        code is not null && city.Current.Areas.Find(code) is { Kind: not AreaKind.City } area
            ? area.Name
            : null;
}
