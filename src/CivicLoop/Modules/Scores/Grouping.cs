namespace CivicLoop.Modules.Scores;

/// <summary>Whom an evaluation is about (区域, 部门); the column that says so.</summary>
internal enum Grouping
{
    /// <summary>区域: districts, or neighborhoods.</summary>
    District,

    Subdistrict,

    /// <summary>条: lead departments.</summary>
    Department,

    /// <summary>Responsible units.</summary>
    Unit,
}

/// <summary>Columns of the groupings.</summary>
internal static class Groupings
{
    public static string Column(this Grouping grouping) => grouping switch
    {
        Grouping.District => "district_code",
        Grouping.Subdistrict => "subdistrict_code",
        Grouping.Department => "line_org",
        Grouping.Unit => "unit_org",
    };
}
