using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;

namespace CivicLoop.Modules.Cases.Contracts;

/// <summary>A class and a place as somebody gave them, not yet checked.</summary>
internal sealed record PlaceInput
{
    public string? Class { get; init; }

    public int? Condition { get; init; }

    public double? Lat { get; init; }

    public double? Lon { get; init; }

    public CoordinateSystem System { get; init; } = CoordinateSystem.Wgs84;

    public string? Address { get; init; }
}

/// <summary>Derives from class and place who answers: the one way for reports, mended entries,
/// imports and simulations.</summary>
internal static class CaseSettings
{
    /// <summary>Longest address, in characters.</summary>
    public const int AddressMax = 300;

    /// <summary>The setting of a case. Errors: unknown class or condition, half a position, a
    /// position outside the city, neither position nor address.</summary>
    public static Outcome<CaseSetting> Find(CityModel city, PlaceInput input)
    {
        if (string.IsNullOrWhiteSpace(input.Class))
        {
            return new Problem(ProblemCode.FieldRequired, "class");
        }

        if (city.Catalogue.Find(input.Class.Trim()) is not { IsActive: true } @class)
        {
            return new Problem(ProblemCode.UnknownClass, "class", input.Class);
        }

        var condition = input.Condition ?? 1;
        if (city.Catalogue.Condition(@class.Code, condition) is null)
        {
            return new Problem(ProblemCode.UnknownValue, "condition", condition);
        }

        if (input.Address?.Length > AddressMax)
        {
            return new Problem(
                ProblemCode.FieldTooLong, "address", AddressMax, input.Address.Length);
        }

        if (!Position(input).Try(out var found, out var problem))
        {
            return problem;
        }

        return Place(city, @class, condition, found, input.Address);
    }

    private static Outcome<CaseSetting> Place(
        CityModel city, CaseClass @class, int condition, Located located, string? address)
    {
        var areas = default(AreasAt);
        if (located.Point is { } point)
        {
            areas = city.Areas.Locate(point.Lon, point.Lat);
            if (!areas.IsInside)
            {
                return new Problem(
                    ProblemCode.PositionOutsideCity, "lat", point.Lat, point.Lon,
                    city.Identity.Name);
            }
        }
        else if (string.IsNullOrWhiteSpace(address))
        {
            return new Problem(ProblemCode.FieldRequired, "lat");
        }

        var route = city.Router.Route(@class, areas);
        return new CaseSetting
        {
            ClassCode = @class.Code,
            ConditionN = condition,
            Lon = located.Point?.Lon,
            Lat = located.Point?.Lat,
            Address = string.IsNullOrWhiteSpace(address) ? null : address.Trim(),
            CellKey = located.Point is { } at ? CellKey.Of(at.Lon, at.Lat) : null,
            GridCode = areas.GridCode,
            CommunityCode = areas.CommunityCode,
            SubdistrictCode = areas.SubdistrictCode,
            DistrictCode = areas.DistrictCode,
            BesideCode = areas.BesideCode,
            LineOrg = route.LineOrg,
            UnitOrg = route.UnitOrg,
            TerritoryOrg = route.TerritoryOrg,
            RouteRule = route.RuleId,
            RouteWhy = route.Why,
            IsPrivate = @class.IsPrivate,
        };
    }

    private static Outcome<Located> Position(PlaceInput input)
    {
        if (input.Lat is null != input.Lon is null)
        {
            return new Problem(
                ProblemCode.PositionIncomplete, input.Lat is null ? "lat" : "lon");
        }

        if (input is not { Lat: { } lat, Lon: { } lon })
        {
            return new Located(null);
        }

        // NaN fails every comparison, so the range is asked for, not its opposite.
        if (lat is not (>= -90 and <= 90))
        {
            return new Problem(ProblemCode.PositionOutOfRange, "lat", lat);
        }

        return lon is >= -180 and <= 180
            ? new Located(Coordinates.ToWgs84(new GeoPoint(lon, lat), input.System))
            : new Problem(ProblemCode.PositionOutOfRange, "lon", lon);
    }

    private sealed record Located(GeoPoint? Point);
}
