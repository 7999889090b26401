using System.Text.Encodings.Web;
using System.Text.Json;
using CivicLoop.Domain.Cases;
using CivicLoop.Platform.City;

namespace CivicLoop.Modules.Intake;

/// <summary>Cases as GeoJSON (RFC 7946): points in WGS-84, no geometry where only an address is
/// known.</summary>
internal static class CaseGeoJson
{
    private const int FlushBytes = 1 << 16;

    public static async Task<int> WriteAsync(
        Stream target, IAsyncEnumerable<Case> rows, CityModel city, DateTimeOffset now,
        CancellationToken stop)
    {
        await using var json = new Utf8JsonWriter(
            target,
            new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        json.WriteStartObject();
        json.WriteString("type", "FeatureCollection");
        json.WriteStartArray("features");
        var count = 0;
        await foreach (var row in rows.WithCancellation(stop))
        {
            Write(json, row, CaseColumns.Of(row, city, now));
            count++;
            if (json.BytesPending > FlushBytes)
            {
                await json.FlushAsync(stop);
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
        return count;
    }

    private static void Write(Utf8JsonWriter json, Case row, object?[] values)
    {
        json.WriteStartObject();
        json.WriteString("type", "Feature");
        json.WriteString("id", row.Number);
        if (row is { Lon: { } lon, Lat: { } lat })
        {
            json.WriteStartObject("geometry");
            json.WriteString("type", "Point");
            json.WriteStartArray("coordinates");
            json.WriteNumberValue(lon);
            json.WriteNumberValue(lat);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        else
        {
            json.WriteNull("geometry");
        }

        json.WriteStartObject("properties");
        for (var n = 0; n < values.Length; n++)
        {
            Write(json, CaseColumns.Names[n], values[n]);
        }

        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string name, object? value)
    {
        switch (value)
        {
            case double number:
                json.WriteNumber(name, number);
                break;
            case int number:
                json.WriteNumber(name, number);
                break;
            case bool truth:
                json.WriteBoolean(name, truth);
                break;
            case null:
                json.WriteNull(name);
                break;
            default:
                json.WriteString(name, (string)value);
                break;
        }
    }
}
