using System.Text.Json;
using System.Text.Json.Serialization;

namespace CivicLoop.Platform.City;

/// <summary>How the city's documents are written.</summary>
internal static class CityJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
