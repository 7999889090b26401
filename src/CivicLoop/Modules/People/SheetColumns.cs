using System.Globalization;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Localisation;
using CivicLoop.Platform.Tables;

namespace CivicLoop.Modules.People;

/// <summary>Columns of the lists of organisations and people; each is known by its Chinese name
/// too.</summary>
internal static class SheetColumns
{
    public static IReadOnlyDictionary<string, string[]> Organizations { get; } =
        new Dictionary<string, string[]>
        {
            ["code"] = ["编码", "单位编码"],
            ["tree"] = ["树", "条块", "类别"],
            ["parent"] = ["上级", "上级编码"],
            ["name_zh"] = ["中文名", "名称", "单位名称"],
            ["name_en"] = ["英文名"],
            ["kind"] = ["性质", "类型"],
            ["area"] = ["区划", "区划代码"],
            ["retired"] = ["撤销", "已撤销"],
        };

    public static IReadOnlyDictionary<string, string[]> People { get; } =
        new Dictionary<string, string[]>
        {
            ["sign_in"] = ["登录名", "账号"],
            ["display_name"] = ["姓名", "显示名"],
            ["role"] = ["角色"],
            ["organization"] = ["单位", "单位编码"],
            ["area"] = ["区划", "区划代码"],
            ["language"] = ["语言"],
            ["disabled"] = ["停用"],
        };

    private static readonly Dictionary<string, OrganizationTree> Trees = new()
    {
        ["条"] = OrganizationTree.Line,
        ["块"] = OrganizationTree.Territory,
        ["指挥"] = OrganizationTree.Command,
    };

    public static OrganizationLine Organization(SheetRow row) => new(
        row.Line, row["code"], Tree(row["tree"]), row["parent"], row["name_zh"], row["name_en"],
        row["kind"], row["area"], IsYes(row["retired"]))
    {
        SaysParent = row.Cells.ContainsKey("parent"),
        SaysArea = row.Cells.ContainsKey("area"),
        SaysRetired = row.Cells.ContainsKey("retired"),
    };

    public static bool IsYes(string? text) =>
        text?.ToLowerInvariant() is "yes" or "y" or "true" or "1" or "是" or "已撤销" or "停用";

    private static string? Tree(string? word) =>
        word is not null && Trees.TryGetValue(word, out var tree) ? tree.ToString() : word;
}
