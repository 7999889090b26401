using CivicLoop.Platform;

namespace CivicLoop.Modules.People;

/// <summary>Writes one-time links as whole addresses.</summary>
internal static class StartLink
{
    public static string Of(CityOptions options, HttpRequest request, string secret) =>
        Of(options.PublicUrl ?? $"{request.Scheme}://{request.Host}", secret);

    public static string Of(string address, string secret) =>
        $"{address.TrimEnd('/')}/account/start/{secret}";

    public static string Setup(string address, string secret) =>
        $"{address.TrimEnd('/')}/setup/{secret}";
}
