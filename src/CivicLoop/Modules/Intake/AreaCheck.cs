using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Intake;
using CivicLoop.Platform.City;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Distance;

namespace CivicLoop.Modules.Intake;

/// <summary>Holds the area a position lies in against the area a row names.</summary>
internal sealed class AreaCheck
{
    private const double BorderMetres = 100;
    private const double NearMetres = 500;

    // A position written with four decimals is known to some ten metres.
    private const double PositionStep = 0.00005;

    private readonly CityModel city;
    private readonly ImportMapping mapping;
    private readonly ILookup<string, string> codesByName;

    public AreaCheck(CityModel city, ImportMapping mapping)
    {
        this.city = city;
        this.mapping = mapping;
        codesByName = city.Areas.All
            .SelectMany(area => new[] { area.NameZh, area.NameEn, area.Code }.Distinct()
                .Select(name => (name, area.Code)))
            .ToLookup(pair => pair.name, pair => pair.Code);
    }

    /// <summary>True when the row names no area that could be compared.</summary>
    public bool NamesNone(string? word) => word is null || mapping.AreasUnnamed.Contains(word);

    /// <summary>Null where both agree.</summary>
    public AreaGap? Gap(string word, Case located)
    {
        var named = mapping.AreaNames.GetValueOrDefault(word, [word])
            .SelectMany(name => codesByName[name]).ToHashSet();
        if (located.AreaCodes.Any(named.Contains))
        {
            return null;
        }

        if (named.Count == 0)
        {
            return AreaGap.UnknownName;
        }

        if (located is not { Lon: { } lon, Lat: { } lat } || IsPlaceholder(lon, lat))
        {
            return AreaGap.PlaceholderPosition;
        }

        var metres = named.Min(code => Metres(code, lon, lat));
        return metres <= BorderMetres ? AreaGap.AtTheBorder
            : metres <= NearMetres ? AreaGap.NearTheBorder
            : AreaGap.Elsewhere;
    }

    public bool IsPlaceholder(double lon, double lat) =>
        mapping.PositionsUnnamed.Any(one =>
            Math.Abs(one[0] - lon) < PositionStep && Math.Abs(one[1] - lat) < PositionStep);

    private double Metres(string code, double lon, double lat)
    {
        if (city.Areas.ShapeOf(code) is not { } shape)
        {
            return double.PositiveInfinity;
        }

        var nearest = DistanceOp.NearestPoints(shape, new Point(lon, lat));
        return Likeness.Metres(nearest[0].Y, nearest[0].X, lat, lon);
    }
}
