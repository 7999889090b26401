using CivicLoop.Domain.Problems;

namespace CivicLoop.Domain.Appraisal;

/// <summary>A row of a list of targets.</summary>
/// <param name="Line">Its number in the file.</param>
/// <param name="Wish">What it says, or why that cannot be read.</param>
public sealed record TargetLine(int Line, Outcome<TargetWish> Wish);

/// <summary>What would become of one target, and which of its fields change.</summary>
/// <param name="Before">Null for a new one.</param>
public sealed record PlannedTarget(
    int Line, PlanKind Kind, AppraisalTarget? Before, AppraisalTarget After,
    IReadOnlyList<string> Fields);

/// <summary>Holds a list of targets against those that are set: what would be added and changed,
/// and which rows cannot be taken. What the list does not name stays.</summary>
public sealed record TargetPlan(
    IReadOnlyList<PlannedTarget> Rows, IReadOnlyList<RefusedLine> Refused)
{
    /// <param name="set">The targets of the year by unit and code.</param>
    /// <param name="newId">Ids of new targets.</param>
    public static TargetPlan Of(
        IEnumerable<TargetLine> lines,
        IReadOnlyDictionary<(string Unit, string Code), AppraisalTarget> set,
        TargetSurroundings around, Func<Guid> newId)
    {
        var rows = new List<PlannedTarget>();
        var refused = new List<RefusedLine>();
        var seen = new HashSet<(string, string)>();
        var counts = set.Keys.CountBy(key => key.Unit).ToDictionary();
        foreach (var (line, read) in lines)
        {
            if (!read.Try(out var wish, out var problem))
            {
                refused.Add(new(line, problem));
                continue;
            }

            var unit = around.Units.Meant(wish.Unit)?.Code ?? "";
            var key = (unit, wish.Code?.Trim() ?? "");
            var before = set.GetValueOrDefault(key);
            if (!seen.Add(key))
            {
                refused.Add(new(line, new Problem(ProblemCode.RowRepeated, "target", key.Item2)));
            }
            else if (before is null
                && counts.GetValueOrDefault(unit) >= TargetRules.PerUnitMax)
            {
                refused.Add(new(line, new Problem(
                    ProblemCode.LimitTooLarge, "target", TargetRules.PerUnitMax)));
            }
            else if (TargetRules.Enter(wish, before, around, before?.Id ?? newId())
                .Try(out var after, out problem))
            {
                rows.Add(Row(line, before, after));
                counts[unit] = counts.GetValueOrDefault(unit) + (before is null ? 1 : 0);
            }
            else
            {
                refused.Add(new(line, problem));
            }
        }

        return new TargetPlan(rows, refused);
    }

    private static PlannedTarget Row(
        int line, AppraisalTarget? before, AppraisalTarget after)
    {
        IReadOnlyList<string> fields = before is null
            ? []
            : TargetRules.Changes(before, after);
        var kind = before is null ? PlanKind.Added
            : fields.Count > 0 ? PlanKind.Changed
            : PlanKind.Same;
        return new PlannedTarget(line, kind, before, after, fields);
    }
}
