using CivicLoop.Domain.Problems;

namespace CivicLoop.Domain.Markets;

/// <summary>A part of the score of markets, for example how a market is kept.</summary>
/// <param name="WeightMilli">Its weight in thousandths of the whole.</param>
/// <param name="Items">Codes of the check items that make it.</param>
public sealed record MarketPart(
    string Code, LocalText Name, int WeightMilli, IReadOnlyList<string> Items);

/// <summary>农贸市场评价办法: which kind of sites markets are, and the parts of their monthly score;
/// the city's data.</summary>
public sealed record MarketModel(
    string SiteKind, IReadOnlyList<MarketPart> Parts, string BasisName)
{
    public const int Whole = 1000;

    /// <summary>Why it scores nothing; null where it does.</summary>
    public Problem? Fault() =>
        string.IsNullOrWhiteSpace(SiteKind) || string.IsNullOrWhiteSpace(BasisName)
            || Parts.Sum(one => one.WeightMilli) != Whole
            || Parts.Any(one => one.WeightMilli <= 0 || one.Items.Count == 0)
            || Parts.Select(one => one.Code).Distinct().Count() != Parts.Count
            || Parts.SelectMany(one => one.Items).GroupBy(one => one)
                .Any(group => group.Count() > 1)
                ? new Problem(ProblemCode.MarketModelUnfit, "model")
                : null;
}

/// <summary>What a visit saw of one item.</summary>
/// <param name="PointsMilli">Points it can have.</param>
/// <param name="ShareMilli">Share of them it has, in thousandths.</param>
public sealed record MarketAnswer(string Item, int PointsMilli, int ShareMilli);

/// <summary>Score of one part.</summary>
/// <param name="ShareMilli">In thousandths; null where none of its items was looked at.</param>
public sealed record PartScore(MarketPart Part, int? ShareMilli);

/// <summary>Score of a market in a month.</summary>
/// <param name="ScoreMilli">In thousandths; null where nothing was looked at: a month without a
/// visit is missing, never whole.</param>
/// <param name="MeasuredMilli">Weight of the parts that were looked at; the score is that of these.
/// </param>
public sealed record MarketScore(
    IReadOnlyList<PartScore> Parts, int? ScoreMilli, int MeasuredMilli)
{
    /// <summary>Computes the score from what all visits of the month saw: each part is the points
    /// its items got out of those they could get, weighted.</summary>
    public static MarketScore Of(MarketModel model, IEnumerable<MarketAnswer> answers)
    {
        var seen = answers.ToLookup(one => one.Item);
        var parts = model.Parts.Select(part => new PartScore(part, ShareOf(part, seen))).ToList();
        var measured = parts.Where(one => one.ShareMilli is not null).ToList();
        var weight = measured.Sum(one => one.Part.WeightMilli);
        return new MarketScore(
            parts,
            weight == 0
                ? null
                : Rounded(
                    measured.Sum(one => (long)one.Part.WeightMilli * one.ShareMilli!.Value),
                    weight),
            weight);
    }

    private static int? ShareOf(MarketPart part, ILookup<string, MarketAnswer> seen)
    {
        var answers = part.Items.SelectMany(item => seen[item]).ToList();
        var points = answers.Sum(one => (long)one.PointsMilli);
        return points == 0
            ? null
            : Rounded(answers.Sum(one => (long)one.PointsMilli * one.ShareMilli), points);
    }

    // Half a thousandth goes up.
    private static int Rounded(long sum, long by) => (int)(((2 * sum) + by) / (2 * by));
}
