using System.ComponentModel;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace CivicLoop.Platform.Web;

/// <summary>The base map under the city's own areas. Read from <c>Map</c> in appsettings.json or
/// <c>CIVICLOOP_MAP__…</c>. Without it nothing is asked of another host.</summary>
internal sealed partial record MapOptions
{
    [Description(
        "Address of map pictures (XYZ or WMTS in web Mercator), several separated by blanks and "
        + "drawn in this order: `{z}/{x}/{y}` or `{TileMatrix}`, `{TileCol}`, `{TileRow}`, "
        + "`{key}`, and `{0-7}` for hosts that share the work; for Tianditu "
        + "`https://t{0-7}.tianditu.gov.cn/vec_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0"
        + "&LAYER=vec&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX={TileMatrix}"
        + "&TILEROW={TileRow}&TILECOL={TileCol}&tk={key}`. None: the city's areas alone.")]
    public string? Tiles { get; init; }

    [Description(
        "Key of the map service; browsers see it, so bind it to the city's address there.")]
    public string? Key { get; init; }

    [Description("Whose map it is and its approval number, shown on the map.")]
    public string? Attribution { get; init; }

    public static MapOptions Read(IConfiguration configuration) =>
        configuration.GetSection("Map").Get<MapOptions>() ?? new MapOptions();

    /// <summary>The layers as the map island reads them: a list of addresses each. Null where the
    /// city has no base map.</summary>
    public string? LayersJson()
    {
        var layers = Templates().Select(Shared).ToList();
        return layers.Count == 0 ? null : JsonSerializer.Serialize(layers);
    }

    /// <summary>The hosts browsers may ask for map pictures.</summary>
    public IReadOnlyList<string> Hosts() =>
    [
        .. Templates().SelectMany(Shared)
            .Select(address => Uri.TryCreate(
                Placeholder().Replace(address, "0"), UriKind.Absolute, out var uri)
                && uri.Scheme is "http" or "https"
                ? uri.GetLeftPart(UriPartial.Authority)
                : null)
            .OfType<string>().Distinct(),
    ];

    private string[] Templates() =>
        (Tiles ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private IReadOnlyList<string> Shared(string template)
    {
        var address = template
            .Replace("{TileMatrix}", "{z}", StringComparison.OrdinalIgnoreCase)
            .Replace("{TileCol}", "{x}", StringComparison.OrdinalIgnoreCase)
            .Replace("{TileRow}", "{y}", StringComparison.OrdinalIgnoreCase)
            .Replace("{key}", Uri.EscapeDataString(Key ?? ""), StringComparison.OrdinalIgnoreCase);
        var hosts = HostRange().Match(address);
        if (!hosts.Success)
        {
            return [address];
        }

        var (first, last) = (hosts.Groups[1].Value[0], hosts.Groups[2].Value[0]);
        return
        [
            .. Enumerable.Range(first, Math.Max(0, last - first + 1))
                .Select(letter => address.Replace(
                    hosts.Value, ((char)letter).ToString(), StringComparison.Ordinal)),
        ];
    }

    [GeneratedRegex(@"\{([0-9a-z])-([0-9a-z])\}")]
    private static partial Regex HostRange();

    [GeneratedRegex(@"\{[^}]*\}")]
    private static partial Regex Placeholder();
}
