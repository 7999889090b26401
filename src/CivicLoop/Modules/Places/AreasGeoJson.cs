using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Localisation;
using CivicLoop.Platform.Web;
using Microsoft.Net.Http.Headers;
using NetTopologySuite.Features;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;
using NetTopologySuite.IO.Converters;
using System.Text.Json;

namespace CivicLoop.Modules.Places;

/// <summary>The shapes of areas as a map reads them. They change a few times a year, so each answer
/// is written once for a city's model and known again by its ETag.</summary>
internal sealed class AreasGeoJson(CityHolder city)
{
    public const string ContentType = "application/geo+json";

    // Long enough to spare a visit's later pages the request, short enough for a changed map.
    private const int KeptSeconds = 300;

    private static readonly JsonSerializerOptions Json = new()
    {
        Converters = { new GeoJsonConverterFactory() },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private Written written = new(null);

    public IResult Answer(HttpContext http, string? level, string? within)
    {
        var model = city.Current;
        if (!AreaFilter.Read(model, level, within).Try(out var filter, out var problem))
        {
            return ApiAnswers.Of(http, problem);
        }

        var language = RequestLanguage.Of(http);
        var kept = For(model).Answers.GetOrAdd(
            (filter, language), key => Write(model, key.Filter, key.Language));
        http.Response.Headers.CacheControl = $"public, max-age={KeptSeconds}";
        return Results.Bytes(
            kept.Body, ContentType, entityTag: new EntityTagHeaderValue(kept.Tag));
    }

    private Written For(CityModel model)
    {
        var now = written;
        return now.Model == model ? now : written = new Written(model);
    }

    private static (byte[] Body, string Tag) Write(
        CityModel model, AreaFilter filter, string language)
    {
        var areas = new FeatureCollection();
        foreach (var area in filter.Of(model))
        {
            if (model.Areas.ShapeOf(area.Code) is Geometry shape)
            {
                areas.Add(new Feature(shape, new AttributesTable
                {
                    { "code", area.Code },
                    { "name", area.Name.In(language) },
                    { "beside", area.BesideTree },
                }));
            }
        }

        var body = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(areas, Json));
        return (body, $"\"{Convert.ToHexStringLower(SHA256.HashData(body))[..32]}\"");
    }

    private sealed record Written(CityModel? Model)
    {
        public ConcurrentDictionary<(AreaFilter Filter, string Language), (byte[] Body, string Tag)>
            Answers { get; } = new();
    }
}
