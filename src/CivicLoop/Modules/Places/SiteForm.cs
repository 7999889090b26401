using System.Globalization;
using System.Text.Json;
using CivicLoop.Domain.Places;

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

    public CoordinateSystem System { get; init; }

    public string? OperatorName { get; init; }

    public string? CreditCode { get; init; }

    public string? OperatorOrg { get; init; }

    /// <summary>A line for each: <c>key=value</c>.</summary>
    public string? Attributes { get; init; }

    public SiteWish Wish => new()
    {
        Code = Code,
        Kind = Kind?.Trim(),
        NameZh = NameZh,
        NameEn = NameEn,
        Address = Address,
        Lon = Number(Lon),
        Lat = Number(Lat),
        System = System,
        OperatorName = OperatorName,
        CreditCode = CreditCode?.Trim().ToUpperInvariant(),
        OperatorOrg = OperatorOrg,
        Attributes = Lines(Attributes),
    };

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
        Attributes = string.Join('\n', AttributesOf(site).Select(one => $"{one.Key}={one.Value}")),
    };

    public static IReadOnlyDictionary<string, string> AttributesOf(Site site) =>
        JsonSerializer.Deserialize<Dictionary<string, string>>(site.Attributes)!;

    private static double? Number(string? text) =>
        double.TryParse(text?.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var it)
            && double.IsFinite(it)
            ? it
            : null;

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
