using CivicLoop.Domain.Problems;

namespace CivicLoop.Domain.People;

/// <summary>Moves organisations inside their tree. The three trees stay apart, and nothing stands
/// below itself.</summary>
public static class OrganizationPlacement
{
    /// <summary>The organisation and all below it, as they stand once it has another parent; the
    /// organisation first. Errors: there is no such organisation; the parent is unknown, given up,
    /// of another tree, or below it.</summary>
    /// <param name="parentCode">Null moves it to the root of its tree.</param>
    public static Outcome<List<Organization>> Move(
        OrganizationChart chart, string code, string? parentCode)
    {
        if (chart.Find(code) is not { RetiredAt: null } moved)
        {
            return new Problem(ProblemCode.NotFound, "organization", code);
        }

        var parent = chart.Find(parentCode);
        if (parentCode is not null && parent is not { RetiredAt: null })
        {
            return new Problem(ProblemCode.UnknownValue, "parent", parentCode);
        }

        if (parent is not null
            && (parent.Tree != moved.Tree
                || parent.Path.StartsWith(moved.Path, StringComparison.Ordinal)))
        {
            return new Problem(
                ProblemCode.OrganizationMisplaced, "parent", moved.Name, parent.Name);
        }

        var path = $"{parent?.Path ?? "/"}{code}/";
        List<Organization> placed =
        [
            moved with { ParentCode = parentCode, Path = path },
            .. chart.All
                .Where(one => one.Code != code
                    && one.Path.StartsWith(moved.Path, StringComparison.Ordinal))
                .OrderBy(one => one.Path, StringComparer.Ordinal)
                .Select(one => one with { Path = path + one.Path[moved.Path.Length..] }),
        ];
        return placed;
    }
}
