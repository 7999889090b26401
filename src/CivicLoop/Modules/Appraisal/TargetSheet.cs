using CivicLoop.Domain.Appraisal;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Tables;

namespace CivicLoop.Modules.Appraisal;

/// <summary>A list of targets as it was sent, with what it would do.</summary>
internal sealed record TargetImport(Sheet Sheet, TargetPlan Plan);

/// <summary>Targets as a table, read and written alike.</summary>
internal static class TargetSheet
{
    /// <summary>Columns with their Chinese names.</summary>
    public static IReadOnlyDictionary<string, string[]> Known { get; } =
        new Dictionary<string, string[]>
        {
            ["unit"] = ["责任单位", "单位"],
            ["target"] = ["目标编号", "编号"],
            ["name_zh"] = ["目标", "中文名称"],
            ["name_en"] = ["英文名称"],
            ["kind"] = ["评定方式"],
            ["node"] = ["计分卡节点"],
            ["need"] = ["目标值"],
            ["how"] = ["评定办法"],
            ["due"] = ["完成期限"],
            ["points"] = ["分值"],
        };

    public static string[] Needed { get; } =
        ["unit", "target", "name_zh", "name_en", "kind", "due", "points"];

    /// <summary>Errors: the file cannot be read, or lacks a column.</summary>
    public static Outcome<(Sheet Sheet, IReadOnlyList<TargetLine> Lines)> Read(byte[] file) =>
        Sheet.Read(file, Known, Needed).Try(out var sheet, out var bad)
            ? (sheet, (IReadOnlyList<TargetLine>)
                [.. sheet.Rows.Select(row => new TargetLine(row.Line, Form(row).Read()))])
            : bad;

    public static IReadOnlyList<object?> Row(AppraisalTarget target)
    {
        var form = TargetForm.Of(target);
        return
        [
            form.Unit, form.Target, form.NameZh, form.NameEn, form.Kind, form.Node, form.Need,
            form.How, form.Due, form.Points,
        ];
    }

    private static TargetForm Form(SheetRow row) => new()
    {
        Unit = row["unit"], Target = row["target"], NameZh = row["name_zh"],
        NameEn = row["name_en"], Kind = KindOf(row["kind"]), Node = row["node"],
        Need = row["need"], How = row["how"], Due = row["due"], Points = row["points"],
    };

    // As people write it in a table.
    private static string? KindOf(string? word) => word switch
    {
        "计算值" or "指标" => nameof(TargetKind.Figure),
        "成果" => nameof(TargetKind.Deliverable),
        _ => word,
    };
}
