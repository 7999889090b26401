using CivicLoop.Domain.Responsibilities;
using CivicLoop.Platform.Tables;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Responsibilities;

/// <summary>Duties as a table: a row for each, read and written alike.</summary>
internal static class DutySheet
{
    /// <summary>Columns in the order they are written.</summary>
    public static readonly IReadOnlyList<string> Columns =
    [
        "kind", "edition", "subject", "role", "area", "holder", "holder_name", "holder_title",
        "from", "to", "basis_name", "basis_number", "basis_day",
    ];

    /// <summary>Columns with their Chinese names.</summary>
    public static IReadOnlyDictionary<string, string[]> Known { get; } =
        new Dictionary<string, string[]>
        {
            ["kind"] = ["对象类型", "对象类别"],
            ["edition"] = ["测评体系版本", "版本"],
            ["subject"] = ["对象代码", "对象", "代码"],
            ["role"] = ["责任", "责任类型"],
            ["area"] = ["区域", "区域代码"],
            ["holder"] = ["承担单位", "单位", "单位代码"],
            ["holder_name"] = ["运营单位", "运营单位名称"],
            ["holder_title"] = ["点位长职务", "职务"],
            ["from"] = ["开始日期", "起始日期"],
            ["to"] = ["结束日期"],
            ["basis_name"] = ["依据文件", "依据"],
            ["basis_number"] = ["文号"],
            ["basis_day"] = ["成文日期"],
        };

    public static DutyInput Read(SheetRow row) => new()
    {
        Kind = row["kind"],
        Edition = row["edition"],
        Subject = row["subject"],
        Role = row["role"],
        Area = row["area"],
        Holder = row["holder"],
        HolderName = row["holder_name"],
        HolderTitle = row["holder_title"],
        From = row["from"],
        To = row["to"],
        BasisName = row["basis_name"],
        BasisNumber = row["basis_number"],
        BasisDay = row["basis_day"],
    };

    public static IReadOnlyList<object?> Row(DutyRecord duty) =>
    [
        $"{duty.SubjectKind}", duty.EditionCode, duty.SubjectCode, $"{duty.Role}", duty.AreaCode,
        duty.HolderCode, duty.HolderName, duty.HolderTitle, TypedDay.Show(duty.FromDay),
        TypedDay.Show(duty.ToDay), duty.BasisName, duty.BasisNumber,
        TypedDay.Show(duty.BasisDay),
    ];
}
