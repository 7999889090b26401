namespace CivicLoop.Platform.Web;

/// <summary>Where the portal is reached from outside: as configured, else as it was asked.
/// </summary>
internal static class PublicRoot
{
    public static string Of(HttpContext http, CityOptions options) =>
        options.PublicUrl?.TrimEnd('/') ?? $"{http.Request.Scheme}://{http.Request.Host}";
}
