using CivicLoop.Domain;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Places;

/// <summary>An area as the API shows it.</summary>
internal sealed record AreaView(
    string Code, AreaKind Kind, LocalText Name, string? Parent, bool BesideTree)
{
    public static AreaView Of(Area area) =>
        new(area.Code, area.Kind, area.Name, area.ParentCode, area.BesideTree);
}

/// <summary>An organisation that answers for a place.</summary>
internal sealed record AnswererView(string Code, LocalText? Name)
{
    public static AnswererView? Of(CityModel city, string? code) =>
        code is null ? null : new AnswererView(code, city.Organizations.Find(code)?.Name);
}

/// <summary>Areas, and what lies where.</summary>
internal static class PlacesApi
{
    public static void MapPlacesApi(this RouteGroupBuilder api)
    {
        api.MapGet("/areas", List).WithName("ListAreas");
        api.MapGet("/places/locate", Locate).WithName("LocatePlace");
    }

    public static void MapAreas(this WebApplication app) => app.MapGet(
        "/areas.geojson",
        (HttpContext http, string? level, string? within, AreasGeoJson areas) =>
            areas.Answer(http, level, within)).ExcludeFromDescription();

    // Read from memory and never longer than the city's divisions of one level, so not paged.
    private static IResult List(
        HttpContext http, string? level, string? within, CityHolder city) =>
        ApiAnswers.Of(
            http, AreaFilter.Read(city.Current, level, within),
            filter => new { Items = filter.Of(city.Current).Select(AreaView.Of) });

    private static IResult Locate(
        HttpContext http, double? lat, double? lon, string? coordinateSystem,
        [Microsoft.AspNetCore.Mvc.FromQuery(Name = "class")] string? classCode, CityHolder city)
    {
        var model = city.Current;
        if (!Position(lat, lon, coordinateSystem).Try(out var point, out var problem))
        {
            return ApiAnswers.Of(http, problem);
        }

        var areas = model.Areas.Locate(point.At.Lon, point.At.Lat);
        if (!areas.IsInside)
        {
            return ApiAnswers.Of(http, new Problem(
                ProblemCode.PositionOutsideCity, "lat", point.At.Lat, point.At.Lon,
                model.Identity.Name));
        }

        var @class = model.Catalogue.Find(classCode);
        if (classCode is not null && @class is null)
        {
            return ApiAnswers.Of(http, new Problem(ProblemCode.UnknownClass, "class", classCode));
        }

        var route = @class is null ? null : model.Router.Route(@class, areas);
        return Results.Json(
            new
            {
                point.At.Lat,
                point.At.Lon,
                Areas = areas.Codes.Select(model.Areas.Find).OfType<Area>().Select(AreaView.Of),
                Territory = AnswererView.Of(model, route?.TerritoryOrg ?? Owner(model, areas)),
                Line = AnswererView.Of(model, route?.LineOrg),
                Unit = AnswererView.Of(model, route?.UnitOrg),
                Rule = route?.RuleId,
            },
            ApiAnswers.Json);
    }

    private static string? Owner(CityModel city, AreasAt areas) =>
        new[]
        {
            areas.BesideCode, areas.CommunityCode, areas.SubdistrictCode, areas.DistrictCode,
        }.Select(code => city.Organizations.OwnerOf(code)?.Code)
            .FirstOrDefault(code => code is not null);

    private static Outcome<Located> Position(double? lat, double? lon, string? system)
    {
        if (lat is not { } y || lon is not { } x)
        {
            return new Problem(
                lat is null && lon is null
                    ? ProblemCode.FieldRequired
                    : ProblemCode.PositionIncomplete,
                lat is null ? "lat" : "lon");
        }

        if (y is not (>= -90 and <= 90))
        {
            return new Problem(ProblemCode.PositionOutOfRange, "lat", y);
        }

        if (x is not (>= -180 and <= 180))
        {
            return new Problem(ProblemCode.PositionOutOfRange, "lon", x);
        }

        return CoordinateSystemNames.Read(system).Try(out var read, out var unknown)
            ? new Located(Coordinates.ToWgs84(new GeoPoint(x, y), read))
            : unknown;
    }

    private sealed record Located(GeoPoint At);
}
