using System.Text.RegularExpressions;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Domain.Scores;

/// <summary>When a version of a scorecard fits together, and when it may hold.</summary>
public static partial class ScorecardRules
{
    public const int NodesMax = 2000;
    public const int WeightMax = 10_000_000;
    public const int NameMax = 200;
    public const int ArgumentMax = 80;
    public const int BasisMax = 200;
    public const int LevelsMax = 8;

    /// <summary>Null where the tree can be added up. Errors: as <see cref="RefuseShape"/>; a
    /// measure with children or a group without; a measure that takes points off for nothing;
    /// siblings that all weigh nothing.</summary>
    public static Problem? Refuse(IReadOnlyList<ScoreNode> nodes)
    {
        if (RefuseShape(nodes) is { } misshapen)
        {
            return misshapen;
        }

        var children = nodes.ToLookup(node => node.ParentCode);
        return nodes.FirstOrDefault(node => node.IsGroup != children[node.Code].Any())
            is { } bare ? new Problem(ProblemCode.ScorecardUnfit, "nodes", bare.Code)
            : nodes.FirstOrDefault(node =>
                node.Source == DeductionRule.Source && node.Rule is null)
                is { } ruleless
                ? new Problem(ProblemCode.ScorecardUnfit, "rule", ruleless.Name)
            : nodes.FirstOrDefault(node => node.IsGroup
                && Enum.GetValues<UnitKind>().All(kind =>
                    children[node.Code].All(child => child.WeightFor(kind) == 0)))
                is { } idle ? new Problem(ProblemCode.ScorecardWeightless, "weights", idle.Code)
            : null;
    }

    /// <summary>Null where the nodes make a tree, complete or not. Errors: no root or two; a parent
    /// that is none or stands later; a weight that is none; a name that is missing; too many nodes
    /// or levels.</summary>
    public static Problem? RefuseShape(IReadOnlyList<ScoreNode> nodes)
    {
        if (nodes.Count == 0 || nodes[0].ParentCode is not null || !nodes[0].IsGroup)
        {
            return new Problem(ProblemCode.ScorecardUnfit, "root", "root");
        }

        if (nodes.Count > NodesMax)
        {
            return new Problem(ProblemCode.LimitTooLarge, "nodes", NodesMax);
        }

        var levels = new Dictionary<string, int>();
        foreach (var node in nodes)
        {
            if (Refuse(node, levels) is { } wrong)
            {
                return wrong;
            }
        }

        return null;
    }

    /// <summary>The version with other numbers and another document. Errors: it is published;
    /// numbers that make no sense; no document.</summary>
    public static Outcome<ScorecardVersion> Change(
        ScorecardVersion draft, string? basis, int leastN, int measuredMinMilli,
        int lineShareMilli) =>
        draft.State != ScorecardState.Draft
            ? new Problem(ProblemCode.ScorecardFixed, null, draft.N)
        : TextRule.Needed(basis, "basisName", BasisMax) is { } missing ? missing
        : leastN is < 1 or > ScorecardVersion.LeastMax
            ? new Problem(ProblemCode.FieldInvalid, "leastN", leastN)
        : measuredMinMilli is < 0 or > Shares.WholeMilli
            ? new Problem(ProblemCode.FieldInvalid, "measuredMinMilli", measuredMinMilli)
        : lineShareMilli is < 0 or > Shares.WholeMilli
            ? new Problem(ProblemCode.FieldInvalid, "lineShareMilli", lineShareMilli)
        : draft with
        {
            BasisName = basis!.Trim(), LeastN = leastN, MeasuredMinMilli = measuredMinMilli,
            LineShareMilli = lineShareMilli, Version = draft.Version + 1,
        };

    /// <summary>Makes a draft hold from a month on; months that have passed keep their version.
    /// Errors: it is published; the tree does not fit; no document; the month is none, has passed
    /// or does not come after the last version's; a first version may begin earlier.</summary>
    public static Outcome<ScorecardVersion> Publish(
        ScorecardVersion draft, IReadOnlyList<ScoreNode> nodes, string? fromMonth,
        IEnumerable<ScorecardVersion> others, DateOnly today, DateTimeOffset now)
    {
        if (draft.State != ScorecardState.Draft)
        {
            return new Problem(ProblemCode.ScorecardFixed, null, draft.N);
        }

        if ((TextRule.Needed(draft.BasisName, "basisName", BasisMax) ?? Refuse(nodes)) is { } unfit)
        {
            return unfit;
        }

        if (!ScorePeriod.Parse(fromMonth).Try(out var from, out _) || from.Months.Count != 1)
        {
            return new Problem(ProblemCode.FieldInvalid, "fromMonth", fromMonth ?? "");
        }

        var holding = others.Where(one => one.State == ScorecardState.Published).ToList();
        var isPast = string.CompareOrdinal(
            from.Months[0], ScorePeriod.MonthOf(today)) < 0;
        var isBehind = holding.Exists(one =>
            string.CompareOrdinal(one.FromMonth, from.Months[0]) >= 0);
        return isBehind || (isPast && holding.Count > 0)
            ? new Problem(ProblemCode.ScorecardMonthTaken, "fromMonth", from.Months[0])
            : draft with
            {
                State = ScorecardState.Published, FromMonth = from.Months[0], PublishedAt = now,
                Version = draft.Version + 1,
            };
    }

    /// <summary>The version a period is scored by: the last that holds in its first month.
    /// </summary>
    public static ScorecardVersion? Holding(
        IEnumerable<ScorecardVersion> versions, ScorePeriod period) =>
        versions.Where(one => one.State == ScorecardState.Published
                && string.CompareOrdinal(one.FromMonth, period.Months[0]) <= 0)
            .MaxBy(one => one.FromMonth, StringComparer.Ordinal);

    private static Problem? Refuse(ScoreNode node, Dictionary<string, int> levels)
    {
        if (!CodeShape().IsMatch(node.Code))
        {
            return new Problem(ProblemCode.FieldInvalid, "code", node.Code);
        }

        if (Enum.GetValues<UnitKind>().Any(kind => node.WeightFor(kind) is < 0 or > WeightMax))
        {
            return new Problem(ProblemCode.FieldInvalid, "weights", node.Code);
        }

        if ((TextRule.Needed(node.NameZh, "nameZh", NameMax)
            ?? TextRule.Needed(node.NameEn, "nameEn", NameMax))
            is { } unnamed)
        {
            return unnamed;
        }

        if (node.Source is { } source
            && (!SourceShape().IsMatch(source) || node.Argument.Length > ArgumentMax))
        {
            return new Problem(ProblemCode.FieldInvalid, "source", node.Code);
        }

        var level = 0;
        if ((levels.Count > 0) != (node.ParentCode is not null)
            || (node.ParentCode is { } parent && !levels.TryGetValue(parent, out level))
            || level >= LevelsMax || !levels.TryAdd(node.Code, level + 1))
        {
            return new Problem(ProblemCode.ScorecardUnfit, "nodes", node.Code);
        }

        return null;
    }

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9.-]{0,39}$")]
    private static partial Regex CodeShape();

    [GeneratedRegex("^[a-z][a-z-]{0,29}$")]
    private static partial Regex SourceShape();
}
