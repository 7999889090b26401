using CivicLoop.Modules.Scores.Contracts;

namespace CivicLoop.Modules.Scores;

/// <summary>Columns of the groupings.</summary>
internal static class GroupingColumns
{
    public static string Column(this Grouping grouping) => grouping switch
    {
        Grouping.District => "district_code",
        Grouping.Subdistrict => "subdistrict_code",
        Grouping.Department => "line_org",
        Grouping.Unit => "unit_org",
    };
}
