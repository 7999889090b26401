using CivicLoop.Platform.Tables;

namespace CivicLoop.Modules.Statistics;

/// <summary>Figures as a table.</summary>
internal static class FigureSheet
{
    // A month as a calendar day is what a spreadsheet makes of it: its first seven signs.
    private const int MonthSigns = 7;

    /// <summary>Columns with their Chinese names.</summary>
    public static IReadOnlyDictionary<string, string[]> Known { get; } =
        new Dictionary<string, string[]>
        {
            ["measure"] = ["测评指标", "指标", "指标代码"],
            ["unit"] = ["单位", "区域", "单位代码"],
            ["month"] = ["月份"],
            ["part"] = ["达标数"],
            ["whole"] = ["总数"],
            ["source_name"] = ["数据来源", "来源"],
            ["source_number"] = ["来源文号", "文号"],
            ["source_day"] = ["来源日期"],
            ["reason"] = ["替换理由", "理由"],
        };

    public static string[] Needed { get; } =
        ["measure", "unit", "month", "part", "whole", "source_name", "source_day"];

    public static FigureInput Read(SheetRow row) => new()
    {
        Measure = row["measure"],
        Unit = row["unit"],
        Month = row["month"] is { Length: > MonthSigns } day ? day[..MonthSigns] : row["month"],
        Part = row["part"],
        Whole = row["whole"],
        SourceName = row["source_name"],
        SourceNumber = row["source_number"],
        SourceDay = row["source_day"],
        Reason = row["reason"],
    };
}
