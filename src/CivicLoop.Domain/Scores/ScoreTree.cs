namespace CivicLoop.Domain.Scores;

/// <summary>What a unit is scored by.</summary>
/// <param name="Readings">By node; what is not there is missing.</param>
/// <param name="Theirs">Whether a measure is this unit's at all.</param>
/// <param name="City">Shares of the city in millionths, by node; null for the city itself.</param>
/// <param name="LeastN">With fewer observations a figure is drawn towards the city's.</param>
public sealed record ScoreInput(
    UnitKind Kind, string Unit, IReadOnlyDictionary<string, MeasureReading> Readings,
    Func<ScoreNode, bool> Theirs, IReadOnlyDictionary<string, int>? City, int LeastN);

/// <summary>Adds a scorecard's tree up for one unit: weights from the root down, figures from the
/// leaves up, in whole numbers, so that the same figures make the same score anywhere.</summary>
public static class ScoreTree
{
    // Points are divided this fine before they are rounded to thousandths.
    private const long FineOfPoints = 100_000_000_000;

    /// <param name="nodes">In the order of the tree: parents before their children.</param>
    public static UnitScore Of(
        IReadOnlyList<ScoreNode> nodes, ScoreInput input, SampleVariance variance)
    {
        var leaves = Weighed(nodes, input).Select(one => Leaf.Of(one.Node, one.Fine, input))
            .ToList();
        var planned = LargestRemainder.Split(
            leaves.Count == 0 ? 0 : Shares.FullMilli, [.. leaves.Select(one => one.Fine)]);
        var fine = leaves.ConvertAll(one => one.Share is null ? 0 : one.Fine);
        var (reached, lost) = Divided(leaves, fine);
        for (var i = 0; i < leaves.Count; i++)
        {
            leaves[i] = leaves[i] with
            {
                Planned = (int)planned[i], Worth = (int)(reached[i] + lost[i]),
                Reached = (int)reached[i],
                Measured = leaves[i].Share is null ? 0
                    : (int)Math.Min(
                        planned[i],
                        Math.Max(1, planned[i] * leaves[i].Seen / Shares.WholeMilli)),
            };
        }

        var under = Under(nodes, leaves);
        return new UnitScore(
            input.Kind, input.Unit,
            [.. nodes.Select(node => Add(node, under[node.Code], variance))]);
    }

    // The sum is rounded once, at the top; the leaves get what makes it up. What was reached and
    // what was lost are divided apart: a measure without a fault loses nothing to rounding.
    private static (long[] Reached, long[] Lost) Divided(List<Leaf> leaves, List<long> fine)
    {
        Int128 all = 0;
        Int128 got = 0;
        var reached = new long[leaves.Count];
        var lost = new long[leaves.Count];
        for (var i = 0; i < leaves.Count; i++)
        {
            all += fine[i];
            var part = (Int128)fine[i] * (leaves[i].Share ?? 0);
            got += part;
            reached[i] = (long)part;
            lost[i] = (long)((Int128)fine[i] * Shares.WholeMicro - part);
        }

        if (all == 0)
        {
            return (reached, lost);
        }

        var sum = (long)(((got * Shares.FullMilli / Shares.WholeMicro) + (all / 2)) / all);
        return (
            LargestRemainder.Split(sum, reached),
            LargestRemainder.Split(Shares.FullMilli - sum, lost));
    }

    private static List<(ScoreNode Node, long Fine)> Weighed(
        IReadOnlyList<ScoreNode> nodes, ScoreInput input)
    {
        var children = nodes.ToLookup(node => node.ParentCode);
        var counts = new Dictionary<string, bool>();
        foreach (var node in nodes.Reverse())
        {
            counts[node.Code] = (node.ParentCode is null || node.WeightFor(input.Kind) > 0)
                && (node.IsGroup
                    ? children[node.Code].Any(child => counts[child.Code])
                    : input.Theirs(node));
        }

        // Points come from above: what stands below a group that is left out gets none.
        var fine = nodes.Where(node => node.ParentCode is null && counts[node.Code])
            .ToDictionary(node => node.Code, _ => FineOfPoints);
        var leaves = new List<(ScoreNode, long)>();
        foreach (var node in nodes.Where(node => fine.ContainsKey(node.Code)))
        {
            if (!node.IsGroup)
            {
                leaves.Add((node, fine[node.Code]));
                continue;
            }

            var below = children[node.Code].Where(child => counts[child.Code]).ToList();
            var parts = LargestRemainder.Split(
                fine[node.Code], [.. below.Select(child => (long)child.WeightFor(input.Kind))]);
            for (var i = 0; i < below.Count; i++)
            {
                fine[below[i].Code] = parts[i];
            }
        }

        return leaves;
    }

    private static Dictionary<string, List<Leaf>> Under(
        IReadOnlyList<ScoreNode> nodes, List<Leaf> leaves)
    {
        var under = nodes.ToDictionary(node => node.Code, _ => new List<Leaf>());
        foreach (var leaf in leaves)
        {
            under[leaf.Code].Add(leaf);
        }

        foreach (var node in nodes.Reverse())
        {
            if (node.ParentCode is { } parent)
            {
                under[parent].AddRange(under[node.Code]);
            }
        }

        return under;
    }

    private static ScoredNode Add(ScoreNode node, List<Leaf> leaves, SampleVariance variance)
    {
        var measured = leaves.Where(leaf => leaf.Share is not null).ToList();
        var weights = measured.Sum(leaf => (double)leaf.Fine);
        int? share = measured.Count == 0 ? null : ShareOf(measured);
        var (low, high) = share is { } middle && weights > 0
            ? Interval(node, measured, weights, middle, variance)
            : (null, null);
        return new ScoredNode
        {
            Code = node.Code, ParentCode = node.ParentCode,
            PlannedMilli = leaves.Sum(leaf => leaf.Planned),
            MeasuredMilli = leaves.Sum(leaf => leaf.Measured),
            WorthMilli = leaves.Sum(leaf => leaf.Worth),
            ReachedMilli = leaves.Sum(leaf => leaf.Reached),
            ShareMicro = share, LowMicro = low, HighMicro = high,
            Count = leaves.Sum(leaf => leaf.Reading?.Count ?? 0),
            Part = leaves.Sum(leaf => leaf.Reading?.Good ?? 0),
            IsSmall = leaves.Exists(leaf => leaf.IsSmall),
            OwnMicro = node.IsGroup ? null : leaves.FirstOrDefault()?.Reading?.ShareMicro,
        };
    }

    private static int ShareOf(List<Leaf> leaves)
    {
        Int128 got = 0;
        Int128 all = 0;
        foreach (var leaf in leaves)
        {
            got += (Int128)leaf.Fine * leaf.Share!.Value;
            all += leaf.Fine;
        }

        return (int)(got / all);
    }

    // The strata's means enter several measures; each counts once, with all its weight.
    private static (int? Low, int? High) Interval(
        ScoreNode node, List<Leaf> leaves, double weights, int middle, SampleVariance variance)
    {
        if (!node.IsGroup
            && leaves is [{ Reading: { IsSample: false, Deducted: null } counted } only]
            && !only.IsSmall)
        {
            var (from, to) = Ranking.Interval(counted.Part, counted.Whole);
            var need = counted.NeedMilli / (double)Shares.WholeMilli;
            return (Micro(from / need), Micro(to / need));
        }

        var parts = new List<(double Variance, double Freedom)>();
        var means = new Dictionary<StratumSum, double>();
        foreach (var leaf in leaves)
        {
            var weight = leaf.Fine / weights * leaf.OwnShare
                * Shares.WholeMilli / leaf.Reading!.NeedMilli;
            if (!leaf.Reading.IsSample)
            {
                parts.Add((
                    weight * weight * (leaf.Reading.Deducted?.Variance
                        ?? Confidence.OfCount(leaf.Reading.Part, leaf.Reading.Whole)),
                    double.PositiveInfinity));
                continue;
            }

            var seen = leaf.Reading.Strata.Where(one => one.Visits > 0).ToList();
            double sites = seen.Sum(one => one.Sites);
            foreach (var one in seen)
            {
                means[one] = means.GetValueOrDefault(one) + (weight * one.Sites / sites);
            }
        }

        parts.AddRange(means.Select(one => (Weight: one.Value, Of: variance.Of(one.Key)))
            .GroupBy(one => one.Of.Source)
            .Select(group => (
                group.Sum(one => one.Weight * one.Weight * one.Of.OfMean),
                group.First().Of.Freedom)));
        var width = Confidence.Factor(Confidence.Freedom(parts))
            * Math.Sqrt(parts.Sum(part => part.Variance));
        var share = middle / (double)Shares.WholeMicro;
        return (Micro(share - width), Micro(share + width));
    }

    private static int Micro(double share) =>
        (int)Math.Round(Math.Clamp(share, 0, 1) * Shares.WholeMicro);

    /// <summary>A measure with its figures.</summary>
    private sealed record Leaf(string Code, long Fine, MeasureReading? Reading)
    {
        public int? Share { get; init; }

        public bool IsSmall { get; init; }

        // How much of the share is the unit's own.
        public double OwnShare { get; init; } = 1;

        public int Seen => Reading?.SeenMilli ?? 0;

        public int Planned { get; init; }

        public int Measured { get; init; }

        public int Worth { get; init; }

        public int Reached { get; init; }

        public static Leaf Of(ScoreNode node, long fine, ScoreInput input)
        {
            var reading = input.Readings.GetValueOrDefault(node.Code);
            var leaf = new Leaf(node.Code, fine, reading) { Share = reading?.ShareMicro };
            if (leaf.Share is not { } own || reading!.Count >= input.LeastN
                || input.City is null || !input.City.TryGetValue(node.Code, out var city))
            {
                return leaf;
            }

            return leaf with
            {
                Share = Shrinkage.Of(own, city, reading.Count, input.LeastN), IsSmall = true,
                OwnShare = reading.Count / (double)input.LeastN,
            };
        }
    }
}
