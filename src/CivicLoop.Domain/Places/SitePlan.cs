using CivicLoop.Domain.Problems;

namespace CivicLoop.Domain.Places;

/// <summary>A row of a list of sites.</summary>
/// <param name="Line">Its number in the file.</param>
/// <param name="Wish">What it says, or why that cannot be read.</param>
public sealed record SiteLine(int Line, string? Code, Outcome<SiteWish> Wish);

/// <summary>What would become of one site, and which of its fields change.</summary>
/// <param name="Before">Null for a new one.</param>
public sealed record PlannedSite(
    int Line, PlanKind Kind, Site? Before, Site After, IReadOnlyList<string> Fields);

/// <summary>Holds a list of sites against the register: what would be added and changed, and which
/// rows cannot be taken. What the list does not name stays; the same list twice changes nothing the
/// second time.</summary>
public sealed record SitePlan(
    IReadOnlyList<PlannedSite> Rows, IReadOnlyList<RefusedLine> Refused)
{
    /// <param name="registered">The sites of these codes that are there.</param>
    public static SitePlan Of(
        IEnumerable<SiteLine> lines, IReadOnlyDictionary<string, Site> registered,
        SiteSurroundings city, DateTimeOffset now)
    {
        var rows = new List<PlannedSite>();
        var refused = new List<RefusedLine>();
        var seen = new HashSet<string>();
        foreach (var (line, typed, read) in lines)
        {
            var code = typed?.Trim() ?? "";
            var before = registered.GetValueOrDefault(code);
            if (code.Length > 0 && !seen.Add(code))
            {
                refused.Add(new(line, new Problem(ProblemCode.RowRepeated, "code", code)));
            }
            else if (read.Try(out var wish, out var problem)
                && SiteRules.Enter(wish, before, city, now).Try(out var after, out problem))
            {
                rows.Add(Row(line, before, after));
            }
            else
            {
                refused.Add(new(line, problem));
            }
        }

        return new SitePlan(rows, refused);
    }

    private static PlannedSite Row(int line, Site? before, Site after)
    {
        IReadOnlyList<string> fields = before is null ? [] : SiteRules.Changes(before, after);
        var kind = before is null ? PlanKind.Added
            : fields.Count > 0 ? PlanKind.Changed
            : PlanKind.Same;
        return new PlannedSite(line, kind, before, after, fields);
    }
}
