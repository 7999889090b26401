using CivicLoop.Domain.Places;

namespace CivicLoop.Modules.Places;

/// <summary>How a file of boundaries is to be read, as somebody chose it.</summary>
internal sealed record AreaChoices
{
    /// <summary>Null takes what the file itself says (.prj), else WGS-84.</summary>
    public CoordinateSystem? System { get; init; }

    public string? CodeColumn { get; init; }

    public string? NameColumn { get; init; }

    public string? NameEnColumn { get; init; }

    /// <summary>Null takes the parent out of the code.</summary>
    public string? ParentColumn { get; init; }

    /// <summary>Null takes the kind out of the code.</summary>
    public AreaKind? Kind { get; init; }

    /// <summary>审图号.</summary>
    public string? ApprovalNumber { get; init; }

    /// <summary>True for a drawing that shows no real boundary; it needs no approval number.
    /// </summary>
    public bool IsSchematic { get; init; }

    public double Tolerance { get; init; } = AreaSurvey.ToleranceUsual;

    /// <summary>Columns guessed by their usual names.</summary>
    public AreaChoices Guess(IReadOnlyList<string> columns) => this with
    {
        CodeColumn = CodeColumn ?? One(
            columns, "code", "区划代码", "代码", "编码", "id", "adcode", "XZQDM"),
        NameColumn = NameColumn ?? One(
            columns, "name_zh", "nameZh", "名称", "区划名称", "name", "XZQMC"),
        NameEnColumn = NameEnColumn ?? One(columns, "name_en", "nameEn", "英文名"),
        ParentColumn = ParentColumn ?? One(
            columns, "parent", "parent_code", "上级", "上级代码"),
    };

    private static string? One(IReadOnlyList<string> columns, params string[] names) =>
        names.Select(name => columns.FirstOrDefault(
                column => string.Equals(column, name, StringComparison.OrdinalIgnoreCase)))
            .FirstOrDefault(found => found is not null);
}
