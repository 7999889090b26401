using System.Globalization;

namespace CivicLoop.Modules.Open311;

/// <summary>Instants as Open311 writes them: W3C form with the city's own zone.</summary>
internal static class W3cTime
{
    public static string? Write(DateTimeOffset? at, TimeZoneInfo zone) =>
        at is { } instant ? Write(instant, zone) : null;

    public static string Write(DateTimeOffset at, TimeZoneInfo zone) =>
        TimeZoneInfo.ConvertTime(at, zone)
            .ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFzzz", CultureInfo.InvariantCulture);

    /// <summary>In UTC and always of one length, so that later sorts behind earlier as text.
    /// </summary>
    public static string Sortable(DateTimeOffset at) => at.ToUniversalTime()
        .ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
