using CivicLoop.Domain.Planning;
using CivicLoop.Platform.Tables;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Planning;

/// <summary>Permits, projects and stalls as a table, read and written alike.</summary>
internal static class UseSheet
{
    private static readonly Dictionary<string, LandUseKind> KindsInChinese = new()
    {
        ["规划许可"] = LandUseKind.Permit,
        ["建设项目"] = LandUseKind.Project,
        ["临时摊点"] = LandUseKind.TemporaryStall,
    };

    /// <summary>Columns with their Chinese names.</summary>
    public static IReadOnlyDictionary<string, string[]> Known { get; } =
        new Dictionary<string, string[]>
        {
            ["kind"] = ["类型"],
            ["permit_number"] = ["许可证号", "许可编号"],
            ["name"] = ["名称"],
            ["holder_name"] = ["单位", "持有单位"],
            ["from"] = ["开始日期"],
            ["to"] = ["结束日期"],
            ["lon"] = ["经度"],
            ["lat"] = ["纬度"],
            ["system"] = ["坐标系"],
            ["shape"] = ["范围"],
        };

    public static string[] Needed { get; } = ["kind", "name", "holder_name", "from"];

    public static UseInput Input(SheetRow row) => new()
    {
        Kind = KindsInChinese.TryGetValue(row["kind"]?.Trim() ?? "", out var kind)
            ? $"{kind}" : row["kind"],
        PermitNumber = row["permit_number"],
        Name = row["name"],
        HolderName = row["holder_name"],
        From = row["from"],
        To = row["to"],
        Lon = row["lon"],
        Lat = row["lat"],
        System = row["system"],
        Shape = row["shape"],
    };

    /// <summary>A registered use; the ground it takes is told by a point of it.</summary>
    public static IReadOnlyList<object?> Row(LandUse use)
    {
        var point = use.Ground().InteriorPoint;
        return
        [
            $"{use.Kind}", use.PermitNumber, use.Name, use.HolderName,
            TypedDay.Show(use.FromDay), TypedDay.Show(use.ToDay), point.X, point.Y, null, null,
        ];
    }
}
