using CivicLoop.Domain.Problems;

namespace CivicLoop.Domain.Scores;

/// <summary>What somebody wants to have in a scorecard's tree.</summary>
/// <param name="Parent">Code of the group it belongs to.</param>
/// <param name="Source">Who measures it; null for a group.</param>
/// <param name="Criterion">The criterion it stands for; empty where the source knows the lines.
/// </param>
public sealed record NodeWish(
    string? Parent, string? Source, string Argument, string Criterion, string? NameZh,
    string? NameEn, int CityWeight, int TerritoryWeight, int LineWeight)
{
    /// <summary>How points are taken off, where it is a <see cref="DeductionRule"/>; may come
    /// later.</summary>
    public DeductionRule? Rule { get; init; }
}

/// <summary>Puts measures and groups into a draft's tree and takes them out. A group may stand
/// empty for a while; it keeps the draft from holding.</summary>
public static class ScorecardTree
{
    // What a city adds is numbered apart from what came out of an edition.
    private const string OwnCode = "own-";

    /// <summary>The node that is wanted, behind its siblings. Errors: there is no such group; its
    /// parent has the same measure already; as <see cref="ScorecardRules.RefuseShape"/>.</summary>
    /// <param name="nodes">The draft's tree.</param>
    public static Outcome<ScoreNode> Add(IReadOnlyList<ScoreNode> nodes, NodeWish wish)
    {
        if (nodes.FirstOrDefault(one => one.IsGroup && one.Code == wish.Parent) is not { } parent)
        {
            return new Problem(ProblemCode.UnknownValue, "parent", wish.Parent ?? "");
        }

        // Two rules may take points off for different things.
        if (wish.Source is not (null or DeductionRule.Source) && nodes.FirstOrDefault(one =>
            one.ParentCode == parent.Code && one.Source == wish.Source
            && one.Argument == wish.Argument) is { } same)
        {
            return new Problem(ProblemCode.AlreadyExists, "measure", same.Code);
        }

        var added = parent with
        {
            Code = OwnCode + NextN(nodes), ParentCode = parent.Code,
            Position = 1 + nodes.Max(one => one.Position), Source = wish.Source,
            Argument = wish.Argument, CriterionCode = wish.Criterion,
            NameZh = wish.NameZh?.Trim() ?? "", NameEn = wish.NameEn?.Trim() ?? "",
            CityWeight = wish.CityWeight, TerritoryWeight = wish.TerritoryWeight,
            LineWeight = wish.LineWeight, Rule = wish.Rule,
        };
        return ScorecardRules.RefuseShape([.. nodes, added]) is { } unfit ? unfit : added;
    }

    /// <summary>A measure with another rule. Errors: there is none, or it takes no points off; as
    /// <see cref="RuleWish.Make"/>.</summary>
    public static Outcome<ScoreNode> Rule(
        IReadOnlyList<ScoreNode> nodes, string code, RuleWish wish)
    {
        if (nodes.FirstOrDefault(one =>
            one.Code == code && one.Source == DeductionRule.Source) is not { } node)
        {
            return new Problem(ProblemCode.NotFound, "node", code);
        }

        return wish.Make().Try(out var rule, out var wrong) ? node with { Rule = rule } : wrong;
    }

    /// <summary>A node and all that stands below it. Errors: there is none; the root stays.
    /// </summary>
    public static Outcome<IReadOnlyList<ScoreNode>> Below(
        IReadOnlyList<ScoreNode> nodes, string code)
    {
        if (nodes.FirstOrDefault(one => one.Code == code) is not { } top)
        {
            return new Problem(ProblemCode.NotFound, "node", code);
        }

        if (top.ParentCode is null)
        {
            return new Problem(ProblemCode.ScorecardUnfit, "root", code);
        }

        // Parents stand before their children.
        var below = new Dictionary<string, ScoreNode> { [code] = top };
        foreach (var one in nodes.Where(one =>
            one.ParentCode is { } parent && below.ContainsKey(parent)))
        {
            below.Add(one.Code, one);
        }

        return below.Values.ToList();
    }

    private static int NextN(IReadOnlyList<ScoreNode> nodes) => 1 + nodes
        .Where(one => one.Code.StartsWith(OwnCode, StringComparison.Ordinal))
        .Select(one => int.TryParse(one.Code.AsSpan(OwnCode.Length), out var n) ? n : 0)
        .DefaultIfEmpty().Max();
}
