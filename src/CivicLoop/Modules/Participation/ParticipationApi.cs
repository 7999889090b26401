using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Localisation;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Mvc;

namespace CivicLoop.Modules.Participation;

/// <summary>What anybody may ask without an account: public cases as list, map and tiles, and what
/// can be reported.</summary>
internal static class ParticipationApi
{
    // A map that is moved to and fro asks for the same boxes again.
    private const string ShortlyKept = "public, max-age=15";

    // As many as a report has pictures.
    private const int PhotosMax = 10;

    public static void MapParticipationApi(this RouteGroupBuilder api)
    {
        api.MapGet("/public/cases", ListAsync).WithName("ListPublicCases");
        api.MapGet("/public/cases.geojson", GeoJsonAsync).WithName("MapPublicCases");
        api.MapGet("/public/class-suggestions", Suggest).WithName("SuggestClasses");
        api.MapGet("/public/places", PlacesAsync).WithName("FindPlaces");
        api.MapGet("/catalogue", Catalogue).WithName("ShowCatalogue");
    }

    public static void MapCaseTiles(this WebApplication app) =>
        app.MapGet("/tiles/cases/{z:int}/{x:int}/{y:int}.mvt", TileAsync).ExcludeFromDescription();

    private static async Task<IResult> ListAsync(
        HttpContext http, [AsParameters] PublicQuery query, CaseLists lists, CityHolder city,
        TimeProvider time)
    {
        if (!PublicFilter.Read(query, city.Current).Try(out var filter, out var problem))
        {
            return ApiAnswers.Of(http, problem);
        }

        var page = await lists.NewestAsync(
            rows => filter.Apply(rows, city.Current, time.GetUtcNow()),
            query.After, query.Size(CaseLists.LimitDefault), http.RequestAborted);
        return Results.Json(
            new
            {
                Items = page.Items.Select(row => PublicCase.Of(row, city.Current)),
                page.Next,
            },
            ApiAnswers.Json);
    }

    private static async Task<IResult> GeoJsonAsync(
        HttpContext http, double? zoom, [AsParameters] PublicQuery query, CasesOnMap map,
        CityHolder city)
    {
        if (!PublicFilter.Read(query, city.Current).Try(out var filter, out var problem))
        {
            return ApiAnswers.Of(http, problem);
        }

        if (MapBox.Read(query.Bbox) is not { } box)
        {
            return ApiAnswers.Of(
                http, new Problem(ProblemCode.FieldInvalid, "bbox", query.Bbox ?? ""));
        }

        var spots = await map.OfAsync(
            box, (int)Math.Clamp(zoom ?? 0, 0, CaseTiles.ZoomMax), filter, http.RequestAborted);
        http.Response.Headers.CacheControl = ShortlyKept;
        return Results.Bytes(SpotsGeoJson.Write(spots), SpotsGeoJson.ContentType);
    }

    private static async Task<IResult> TileAsync(
        HttpContext http, int z, int x, int y, [AsParameters] PublicQuery query, CasesInTile map,
        CityHolder city)
    {
        if (CaseTiles.BoxOf(z, x, y) is null)
        {
            return ApiAnswers.Of(http, new Problem(
                ProblemCode.NotFound, "tile", http.Request.Path.Value ?? ""));
        }

        if (!PublicFilter.Read(query, city.Current).Try(out var filter, out var problem))
        {
            return ApiAnswers.Of(http, problem);
        }

        var spots = await map.OfAsync(z, x, y, filter, http.RequestAborted);
        http.Response.Headers.CacheControl = ShortlyKept;
        return Results.Bytes(CaseTiles.Write(spots, z, x, y), CaseTiles.ContentType);
    }

    private static IResult Suggest(
        HttpContext http, string? words, [FromQuery] string[]? photos, SuggestClass suggest)
    {
        var language = RequestLanguage.Of(http);
        return Results.Json(
            new
            {
                Items = suggest.From(words, [.. (photos ?? []).Take(PhotosMax)]).Select(one => new
                {
                    one.Code,
                    Name = one.Name.In(language),
                }),
            },
            ApiAnswers.Json);
    }

    private static async Task<IResult> PlacesAsync(
        HttpContext http, string? words, FindPlaces places)
    {
        var language = RequestLanguage.Of(http);
        var found = await places.RunAsync(words, http.RequestAborted);
        return Results.Json(
            new
            {
                Items = found.Select(one => new
                {
                    Name = one.Name.In(language),
                    Within = one.Within?.In(language),
                    one.Lat,
                    one.Lon,
                    one.IsArea,
                }),
            },
            ApiAnswers.Json);
    }

    private static IResult Catalogue(CityHolder city)
    {
        var catalogue = city.Current.Catalogue;
        return Results.Json(
            new
            {
                Groups = catalogue.Groups.Select(group => new
                {
                    group.Name,
                    Classes = group.Classes.Select(one => new
                    {
                        one.Code,
                        one.Kind,
                        one.Name,
                        one.IsPrivate,
                        one.IsSafety,
                        Conditions = catalogue.ConditionsOf(one.Code).Select(ConditionView),
                    }),
                }),
            },
            ApiAnswers.Json);
    }

    private static object ConditionView(CaseCondition one) => new
    {
        one.N,
        one.Opening,
        one.Closing,
        Limit = one.LimitMilli / 1000m,
        one.LimitKind,
        one.Source,
    };
}
