using Microsoft.AspNetCore.Http.Headers;

namespace CivicLoop.Modules.Open311;

internal enum Open311Format
{
    Xml,
    Json,
}

/// <summary>What an address below <c>/open311/v2</c> asks for.</summary>
/// <param name="Resource">For example <c>requests</c>; empty for the base itself; null where there
/// is no such address.</param>
/// <param name="Id">What stands between the resource and the format.</param>
internal sealed record Open311Address(Open311Format Format, string? Resource, string? Id)
{
    public const string Version = "v2";

    /// <param name="path">What follows <c>/open311/</c>.</param>
    public static Open311Address Read(string? path, RequestHeaders headers)
    {
        var parts = (path ?? "").Split('/', StringSplitOptions.RemoveEmptyEntries);
        var last = parts.Length > 1 ? parts[^1] : "";
        var dot = last.LastIndexOf('.');
        var suffix = dot < 0 ? null : last[(dot + 1)..].ToLowerInvariant();
        Open311Format? format = suffix switch
        {
            "xml" => Open311Format.Xml,
            "json" => Open311Format.Json,
            null => Wished(headers),
            _ => null,
        };
        var known = format ?? Open311Format.Xml;
        if (format is null || parts is not [Version, ..] || parts.Length > 3)
        {
            return new Open311Address(known, null, null);
        }

        var name = dot < 0 ? last : last[..dot];
        return parts.Length switch
        {
            1 => new Open311Address(known, "", null),
            2 => new Open311Address(known, name, null),
            _ => new Open311Address(known, parts[1], name),
        };
    }

    // XML is the format every client must read, so JSON has to be asked for.
    private static Open311Format Wished(RequestHeaders headers)
    {
        double Quality(string type) => headers.Accept
            .Where(wish => wish.MediaType.Equals(type, StringComparison.OrdinalIgnoreCase))
            .Select(wish => wish.Quality ?? 1).DefaultIfEmpty(0).Max();

        var xml = Math.Max(Quality(ElementWriter.XmlType), Quality("application/xml"));
        return Quality(ElementWriter.JsonType) > xml ? Open311Format.Json : Open311Format.Xml;
    }
}
