using CivicLoop.Platform;

namespace CivicLoop.Modules.Open311;

/// <summary>Where the city is reached from outside: as configured, else as it was asked.</summary>
internal static class PublicAddress
{
    public static string Of(HttpContext http, CityOptions options) =>
        options.PublicUrl?.TrimEnd('/') ?? $"{http.Request.Scheme}://{http.Request.Host}";
}
