namespace CivicLoop.Domain.Scores;

/// <summary>Why a node's points changed.</summary>
/// <param name="ByResultMilli">Because other things were seen.</param>
/// <param name="ByWeightMilli">Because it counts more or less: other weights, or other measures
/// with figures beside it.</param>
public sealed record ScorePart(string Code, int ByResultMilli, int ByWeightMilli)
{
    public int ChangeMilli => ByResultMilli + ByWeightMilli;
}

/// <summary>A part of a change where it stands between the points before and the points now.
/// </summary>
public sealed record ScoreStep(ScorePart Part, int FromMilli, int ToMilli);

/// <summary>What changed between two scores of a unit, as a waterfall: the parts sum to the change
/// of the whole.</summary>
public static class ScoreChange
{
    /// <summary>The children of a node, and those that were there before; parts without a change
    /// stand too. Their changes sum to the node's change.</summary>
    public static IReadOnlyList<ScorePart> Of(UnitScore before, UnitScore after, string node)
    {
        var old = Children(before, node);
        var now = Children(after, node);
        return
        [
            .. now.Keys.Union(old.Keys).Select(code =>
                Part(code, old.GetValueOrDefault(code), now.GetValueOrDefault(code))),
        ];
    }

    /// <summary>The parts one after the other: the first begins at the points before, each where
    /// the last ended, and the last ends at the points now.</summary>
    public static IReadOnlyList<ScoreStep> Steps(int beforeMilli, IEnumerable<ScorePart> parts)
    {
        var at = beforeMilli;
        var steps = new List<ScoreStep>();
        foreach (var part in parts)
        {
            steps.Add(new ScoreStep(part, at, at + part.ChangeMilli));
            at += part.ChangeMilli;
        }

        return steps;
    }

    private static Dictionary<string, ScoredNode> Children(UnitScore score, string node) =>
        score.Nodes.Where(one => one.ParentCode == node).ToDictionary(one => one.Code);

    // At the old weight the result's part; the rest of the change is the weight's.
    private static ScorePart Part(string code, ScoredNode? before, ScoredNode? after)
    {
        var change = (after?.ReachedMilli ?? 0) - (before?.ReachedMilli ?? 0);
        if (before?.ShareMicro is not { } was || after?.ShareMicro is not { } now)
        {
            return new ScorePart(code, 0, change);
        }

        var byResult = (int)((long)before.WorthMilli * (now - was) / Shares.WholeMicro);
        return new ScorePart(code, byResult, change - byResult);
    }
}
