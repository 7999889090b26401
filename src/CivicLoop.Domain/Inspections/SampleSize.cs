namespace CivicLoop.Domain.Inspections;

/// <summary>How many sites must be visited, so that the share of those in good order is known
/// within a margin of error.</summary>
public static class SampleSize
{
    /// <summary>Margins are given in thousandths; half of everything says nothing.</summary>
    public const int MarginMax = 500;

    /// <summary>The confidence levels, in per cent, a plan may ask for.</summary>
    public static IReadOnlyList<int> Levels { get; } = [90, 95, 99];

    /// <summary>n = n₀ ÷ (1 + (n₀ − 1) ÷ N) with n₀ = z² ÷ (4 e²), rounded up: Cochran, Sampling
    /// Techniques, 3rd ed. 1977, 4.1 and 4.2, for the share that needs the most (one half). In
    /// whole numbers, so that every machine gets the same: ⌈N z² ÷ (4 e² (N − 1) + z²)⌉, z and e in
    /// thousandths. It is the formula behind the table of Krejcie and Morgan (1970).</summary>
    /// <param name="population">Sites there are, 0 or more.</param>
    /// <param name="marginMilli">Margin of error in thousandths, 1 to <see cref="MarginMax"/>: 50
    /// is ± 5 %.</param>
    /// <param name="confidence">One of <see cref="Levels"/>.</param>
    /// <returns>At most the population.</returns>
    public static int Of(int population, int marginMilli, int confidence)
    {
        if (population == 0)
        {
            return 0;
        }

        long z = Deviate(confidence);
        long e = marginMilli;
        var whole = population * z * z;
        var part = (4 * e * e * (population - 1)) + (z * z);
        return (int)Math.Min(population, (whole + part - 1) / part);
    }

    // Two-sided deviates of the normal distribution in thousandths.
    private static int Deviate(int confidence) => confidence switch
    {
        90 => 1645,
        95 => 1960,
        99 => 2576,
        _ => throw new ArgumentOutOfRangeException(nameof(confidence)),
    };
}
