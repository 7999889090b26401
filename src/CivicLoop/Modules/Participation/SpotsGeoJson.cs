using System.Buffers;
using System.Text.Json;

namespace CivicLoop.Modules.Participation;

/// <summary>Writes what a map shows as GeoJSON (RFC 7946): a feature for each mark, with the number
/// and state of a case or the count of a heap.</summary>
internal static class SpotsGeoJson
{
    public const string ContentType = "application/geo+json";

    // A tenth of a metre; what is finer is noise that weighs on the wire.
    private const int Decimals = 6;

    public static byte[] Write(MapSpots spots)
    {
        var bytes = new ArrayBufferWriter<byte>(128 * (spots.Spots.Count + 1));
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            json.WriteString("type", "FeatureCollection");
            if (spots.IsCut)
            {
                json.WriteBoolean("truncated", true);
            }

            json.WriteStartArray("features");
            foreach (var spot in spots.Spots)
            {
                Write(json, spot);
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        return bytes.WrittenSpan.ToArray();
    }

    private static void Write(Utf8JsonWriter json, MapSpot spot)
    {
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WriteStartObject("geometry");
        json.WriteString("type", "Point");
        json.WriteStartArray("coordinates");
        json.WriteNumberValue(Math.Round(spot.Lon, Decimals));
        json.WriteNumberValue(Math.Round(spot.Lat, Decimals));
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartObject("properties");
        if (spot.Number is { } number)
        {
            json.WriteString("number", number);
        }

        if (spot.State is { } state)
        {
            json.WriteString("state", state.ToString());
        }

        json.WriteNumber("count", spot.Count);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
