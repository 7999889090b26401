namespace CivicLoop.Domain.Scores;

/// <summary>95 % intervals of what is put together from samples and counts.</summary>
public static class Confidence
{
    /// <summary>Two-sided 95 % of the normal distribution.</summary>
    public const double Z = 1.959964;

    // Two-sided 95 % of Student's distribution for 1 to 30 degrees of freedom (Pearson and Hartley,
    // Biometrika Tables for Statisticians, table 12).
    private static readonly double[] Student =
    [
        12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228,
        2.201, 2.179, 2.160, 2.145, 2.131, 2.120, 2.110, 2.101, 2.093, 2.086,
        2.080, 2.074, 2.069, 2.064, 2.060, 2.056, 2.052, 2.048, 2.045, 2.042,
    ];

    /// <summary>The factor before the standard error; fractions of a degree count down.</summary>
    public static double Factor(double freedom) =>
        freedom >= Student.Length + 1 ? Z : Student[Math.Max(1, (int)freedom) - 1];

    /// <summary>Degrees of freedom of a sum of independent variances: (Σ v)² ÷ Σ (v² ÷ f)
    /// (Satterthwaite, Biometrics Bulletin 2, 1946).</summary>
    public static double Freedom(IEnumerable<(double Variance, double Freedom)> parts)
    {
        double sum = 0;
        double squares = 0;
        foreach (var (variance, freedom) in parts)
        {
            sum += variance;
            squares += double.IsPositiveInfinity(freedom) ? 0 : variance * variance / freedom;
        }

        return squares == 0 ? double.PositiveInfinity : sum * sum / squares;
    }

    /// <summary>Variance of a counted share by the adjusted share of Agresti and Coull (The
    /// American Statistician 52, 1998): what was counted is taken as how the unit works, and with
    /// few cases that is not known well.</summary>
    public static double OfCount(long part, long whole)
    {
        var all = whole + (Z * Z);
        var share = (part + (Z * Z / 2)) / all;
        return share * (1 - share) / all;
    }
}
