namespace CivicLoop.Domain.Surveys;

/// <summary>小数保护: which groups of a table are not shown because few answered in them.</summary>
public static class SmallNumbers
{
    /// <summary>Hides groups below the least, and as many of the next smallest as it takes that
    /// what is hidden cannot be told by taking the others off the sum: at least two groups,
    /// together no fewer than the least (Hundepool et al., Statistical Disclosure Control, 2012,
    /// 4.2). A group without an answer tells nothing and stays.</summary>
    public static IReadOnlyList<bool> Hidden(IReadOnlyList<long> counts, int least)
    {
        var hidden = counts.Select(one => one > 0 && one < least).ToArray();
        foreach (var next in Enumerable.Range(0, counts.Count)
            .Where(n => !hidden[n] && counts[n] > 0).OrderBy(n => counts[n]))
        {
            var all = Enumerable.Range(0, counts.Count).Where(n => hidden[n]).ToList();
            if (all.Count == 0 || (all.Count > 1 && all.Sum(n => counts[n]) >= least))
            {
                break;
            }

            hidden[next] = true;
        }

        return hidden;
    }
}
