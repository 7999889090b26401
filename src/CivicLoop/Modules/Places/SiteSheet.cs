using System.Globalization;
using CivicLoop.Domain.Places;
using CivicLoop.Platform.Tables;

namespace CivicLoop.Modules.Places;

/// <summary>The register as a table, read and written alike.</summary>
internal static class SiteSheet
{
    private const string AttributePrefix = "attr_";

    /// <summary>Columns with their Chinese names.</summary>
    public static IReadOnlyDictionary<string, string[]> Known { get; } =
        new Dictionary<string, string[]>
        {
            ["code"] = ["编码", "点位编号"],
            ["kind"] = ["点位类型"],
            ["name_zh"] = ["名称", "中文名"],
            ["name_en"] = ["英文名"],
            ["address"] = ["地址"],
            ["lon"] = ["经度"],
            ["lat"] = ["纬度"],
            ["system"] = ["坐标系"],
            ["operator_name"] = ["经营单位", "管理单位"],
            ["credit_code"] = ["统一社会信用代码", "信用代码"],
            ["operator_org"] = ["单位编码"],
            ["attr_licence"] = ["许可证号"],
            ["attr_licence_until"] = ["许可证有效期"],
            ["attr_risk_grade"] = ["风险等级"],
            ["attr_stalls"] = ["摊位数"],
            ["attr_lanes"] = ["车道数"],
        };

    public static string[] Needed { get; } = ["code", "kind", "name_zh", "lon", "lat"];

    public static SiteLine Line(SheetRow row) => new(row.Line, new SiteWish
    {
        Code = row["code"],
        Kind = row["kind"],
        NameZh = row["name_zh"],
        NameEn = row["name_en"],
        Address = row["address"],
        Lon = Number(row["lon"]),
        Lat = Number(row["lat"]),
        System = Enum.TryParse<CoordinateSystem>(
            row["system"]?.Replace("-", "", StringComparison.Ordinal), ignoreCase: true,
            out var system)
            ? system
            : CoordinateSystem.Wgs84,
        OperatorName = row["operator_name"],
        CreditCode = row["credit_code"]?.ToUpperInvariant(),
        OperatorOrg = row["operator_org"],
        Attributes = row.Cells
            .Where(cell => cell.Key.StartsWith(AttributePrefix, StringComparison.Ordinal)
                && cell.Value.Length > 0)
            .ToDictionary(cell => cell.Key[AttributePrefix.Length..], cell => cell.Value),
    });

    public static IReadOnlyList<object?> Row(Site site)
    {
        var attributes = SiteForm.AttributesOf(site);
        return
        [
            .. Known.Keys.Select(column => (object?)(column switch
            {
                "code" => site.Code,
                "kind" => site.SiteKindCode,
                "name_zh" => site.NameZh,
                "name_en" => site.NameEn,
                "address" => site.Address,
                "lon" => site.Lon.ToString(CultureInfo.InvariantCulture),
                "lat" => site.Lat.ToString(CultureInfo.InvariantCulture),
                "system" => nameof(CoordinateSystem.Wgs84),
                "operator_name" => site.OperatorName,
                "credit_code" => site.OperatorCreditCode,
                "operator_org" => site.OperatorOrg,
                _ => attributes.GetValueOrDefault(column[AttributePrefix.Length..]),
            })),
        ];
    }

    private static double? Number(string? text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && double.IsFinite(value)
            ? value
            : null;
}
