namespace CivicLoop.Modules.Scores.Contracts;

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
