namespace CivicLoop.Domain.Inspections;

/// <summary>How far two who looked at the same things agree.</summary>
/// <param name="Pairs">Things both looked at.</param>
/// <param name="Same">Of these, judged alike.</param>
/// <param name="Kappa">Cohen's kappa; null where chance alone would make them always agree, so that
/// it says nothing.</param>
public sealed record Agreement(int Pairs, int Same, double? Kappa)
{
    /// <summary>Cohen's kappa, κ = (pₒ − pₑ) ÷ (1 − pₑ): how much more often two agree than by
    /// chance (Cohen, A coefficient of agreement for nominal scales, Educational and Psychological
    /// Measurement 20, 1960). Low agreement on an item says that the item is not clear.</summary>
    /// <param name="judged">What the one and the other said of each thing.</param>
    public static Agreement Of<T>(IReadOnlyCollection<(T One, T Other)> judged)
        where T : notnull
    {
        if (judged.Count == 0)
        {
            return new Agreement(0, 0, null);
        }

        double all = judged.Count;
        var same = judged.Count(pair => pair.One.Equals(pair.Other));
        var ones = judged.CountBy(pair => pair.One).ToDictionary();
        var others = judged.CountBy(pair => pair.Other).ToDictionary();
        var chance = ones.Sum(one => one.Value / all * others.GetValueOrDefault(one.Key) / all);
        const double certain = 1 - 1e-12;
        return new Agreement(
            judged.Count, same,
            chance >= certain ? null : ((same / all) - chance) / (1 - chance));
    }
}
