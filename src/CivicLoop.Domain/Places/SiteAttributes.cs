using System.Globalization;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Domain.Places;

/// <summary>What is kept of a site beside its place and operator. Some attributes have a meaning
/// here and are checked; a city may keep others of its own, which are texts.</summary>
public static class SiteAttributes
{
    /// <summary>食品安全风险等级, A (lowest) to D: how often a food business is visited.</summary>
    public const string RiskGrade = "risk_grade";

    /// <summary>Number of the licence the operator works by.</summary>
    public const string Licence = "licence";

    /// <summary>Last day of the licence, yyyy-MM-dd.</summary>
    public const string LicenceUntil = "licence_until";

    /// <summary>Number of stalls of a market.</summary>
    public const string Stalls = "stalls";

    /// <summary>Number of lanes of a crossing.</summary>
    public const string Lanes = "lanes";

    public const int CountMax = 30;
    public const int KeyMax = 40;
    public const int ValueMax = 200;

    public static IReadOnlyList<string> Known { get; } =
        [Licence, LicenceUntil, RiskGrade, Stalls, Lanes];

    public static IReadOnlyList<string> RiskGrades { get; } = ["A", "B", "C", "D"];

    /// <summary>Why these attributes cannot be kept; null where they can.</summary>
    public static Problem? Refuse(IReadOnlyDictionary<string, string> attributes)
    {
        if (attributes.Count > CountMax)
        {
            return new Problem(ProblemCode.LimitTooLarge, "attributes", CountMax);
        }

        foreach (var (key, value) in attributes)
        {
            if (key.Length is 0 or > KeyMax
                || key.Any(sign => !char.IsAsciiLetterLower(sign) && !char.IsAsciiDigit(sign)
                    && sign != '_'))
            {
                return new Problem(ProblemCode.FieldInvalid, "attributes", key);
            }

            if (value.Length > ValueMax)
            {
                return new Problem(ProblemCode.FieldTooLong, key, ValueMax, value.Length);
            }

            if (!Fits(key, value))
            {
                return new Problem(ProblemCode.FieldInvalid, key, value);
            }
        }

        return null;
    }

    private static bool Fits(string key, string value) => key switch
    {
        RiskGrade => RiskGrades.Contains(value),
        LicenceUntil => DateOnly.TryParseExact(
            value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out _),
        Stalls or Lanes => int.TryParse(
            value, NumberStyles.None, CultureInfo.InvariantCulture, out _),
        _ => true,
    };
}
