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

    /// <summary>A row as a change of what stands: what the list has no column for stays.
    /// </summary>
    /// <param name="before">The site of this code; null for a new one.</param>
    public static SiteForm Form(SheetRow row, Site? before)
    {
        var form = before is null ? new SiteForm() : SiteForm.Of(before);
        string? Cell(string column, string? standing) =>
            row.Cells.ContainsKey(column) ? row[column] : standing;
        return form with
        {
            Code = row["code"],
            Kind = Cell("kind", form.Kind),
            NameZh = Cell("name_zh", form.NameZh),
            NameEn = Cell("name_en", form.NameEn),
            Address = Cell("address", form.Address),
            Lon = Cell("lon", form.Lon),
            Lat = Cell("lat", form.Lat),
            System = row["system"],
            OperatorName = Cell("operator_name", form.OperatorName),
            CreditCode = Cell("credit_code", form.CreditCode),
            OperatorOrg = Cell("operator_org", form.OperatorOrg),
            Attributes = SiteForm.Write(Attributes(row, before)),
        };
    }

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

    // An empty cell takes the attribute away.
    private static Dictionary<string, string> Attributes(SheetRow row, Site? before)
    {
        var kept = before is null ? [] : SiteForm.AttributesOf(before);
        foreach (var (column, value) in row.Cells.Where(cell =>
            cell.Key.StartsWith(AttributePrefix, StringComparison.Ordinal)))
        {
            var key = column[AttributePrefix.Length..];
            if (value.Length == 0)
            {
                kept.Remove(key);
            }
            else
            {
                kept[key] = value;
            }
        }

        return kept;
    }
}
