using System.Globalization;
using System.Text.Json;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Places;

/// <summary>A site as a form, a list and the API send it: texts, as they were typed.</summary>
internal sealed record SiteForm
{
    public string? Code { get; init; }

    public string? Kind { get; init; }

    public string? NameZh { get; init; }

    public string? NameEn { get; init; }

    public string? Address { get; init; }

    public string? Lon { get; init; }

    public string? Lat { get; init; }

    /// <summary>What the coordinates are given in, as <see cref="CoordinateSystemNames"/> reads
    /// it; WGS-84 where nothing was said.</summary>
    public string? System { get; init; }

    public string? OperatorName { get; init; }

    public string? CreditCode { get; init; }

    public string? OperatorOrg { get; init; }

    /// <summary>A line for each: <c>key=value</c>.</summary>
    public string? Attributes { get; init; }

    /// <summary>What it says, to be held against the rules. Errors: a coordinate that is no number,
    /// an unknown coordinate system.</summary>
    public Outcome<SiteWish> Read()
    {
        if (!TypedNumber.Read(Lon, "lon").Try(out var lon, out var bad)
            || !TypedNumber.Read(Lat, "lat").Try(out var lat, out bad)
            || !CoordinateSystemNames.Read(System, "system").Try(out var system, out bad))
        {
            return bad;
        }

        return new SiteWish
        {
            Code = Code,
            Kind = Kind?.Trim(),
            NameZh = NameZh,
            NameEn = NameEn,
            Address = Address,
            Lon = lon.Value,
            Lat = lat.Value,
            System = system,
            OperatorName = OperatorName,
            CreditCode = CreditCode?.Trim().ToUpperInvariant(),
            OperatorOrg = OperatorOrg,
            Attributes = Lines(Attributes),
        };
    }

    public static SiteForm Of(Site site) => new()
    {
        Code = site.Code,
        Kind = site.SiteKindCode,
        NameZh = site.NameZh,
        NameEn = site.NameEn,
        Address = site.Address,
        Lon = site.Lon.ToString(CultureInfo.InvariantCulture),
        Lat = site.Lat.ToString(CultureInfo.InvariantCulture),
        OperatorName = site.OperatorName,
        CreditCode = site.OperatorCreditCode,
        OperatorOrg = site.OperatorOrg,
        Attributes = Write(AttributesOf(site)),
    };

    public static Dictionary<string, string> AttributesOf(Site site) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(site.Attributes)!;

    /// <summary>Attributes as the form shows them.</summary>
    public static string Write(IReadOnlyDictionary<string, string> attributes) =>
        string.Join('\n', attributes.Select(one => $"{one.Key}={one.Value}"));

    // A line without a sign of equality is a key without a value; the rules then name it.
    private static Dictionary<string, string> Lines(string? text)
    {
        var found = new Dictionary<string, string>();
        foreach (var line in (text ?? "").Split(
            ['\n', '\r', ';'],
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            var parts = line.Split('=', 2, StringSplitOptions.TrimEntries);
            found[parts[0]] = parts.Length == 2 ? parts[1] : "";
        }

        return found;
    }
}
