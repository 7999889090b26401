using System.Globalization;
using CivicLoop.Domain.Scores;

namespace CivicLoop.Modules.Scores;

/// <summary>Points and shares as pages write them.</summary>
internal static class ScoreWords
{
    private const string City = "city";
    private const string Territory = "t.";
    private const string Line = "l.";

    /// <summary>Thousandths of a point, all of them: what adds up must be seen to.</summary>
    public static string Points(long? milli) => milli is { } value
        ? (value / 1000m).ToString("0.000", CultureInfo.InvariantCulture)
        : "—";

    /// <summary>Points without digits that say nothing: 50, 0.2.</summary>
    public static string Short(int milli) =>
        (milli / 1000m).ToString("0.###", CultureInfo.InvariantCulture);

    /// <summary>A change of points with its sign.</summary>
    public static string Change(int milli) =>
        (milli / 1000m).ToString("+0.000;−0.000;0.000", CultureInfo.InvariantCulture);

    /// <summary>Millionths as per cent with two digits.</summary>
    public static string Percent(int? micro) => micro is { } value
        ? (value / 10_000m).ToString("0.00", CultureInfo.InvariantCulture) + " %"
        : "—";

    /// <summary>Points of a hundred as a share in per cent.</summary>
    public static string OfHundred(int milli) =>
        (milli / 1000m).ToString("0.#", CultureInfo.InvariantCulture) + " %";

    /// <summary>A weight as its share among its siblings.</summary>
    public static string Share(int weight, long sum) => sum == 0
        ? "—"
        : (weight * 100m / sum).ToString("0.##", CultureInfo.InvariantCulture) + " %";

    // Sources whose formulas have words; a city may name others.
    private static readonly string[] Sources =
    [
        "field", "material", "case", "recurrence", "survey", "statistic", "rating", "burden",
        DeductionRule.Source,
    ];

    /// <summary>Under which key a source's words stand.</summary>
    public static string Source(string source) => Sources.Contains(source) ? source : "other";

    /// <summary>How addresses name a unit: <c>city</c>, <c>t.AREA</c>, <c>l.ORGANISATION</c>.
    /// </summary>
    public static string Key(UnitKind kind, string unit) => kind switch
    {
        UnitKind.City => City,
        UnitKind.Territory => Territory + unit,
        UnitKind.Line => Line + unit,
    };

    /// <summary>The unit an address names; null where it names none.</summary>
    public static (UnitKind Kind, string Unit)? Read(string? key) => key switch
    {
        City => (UnitKind.City, ""),
        not null when key.StartsWith(Territory, StringComparison.Ordinal) =>
            (UnitKind.Territory, key[Territory.Length..]),
        not null when key.StartsWith(Line, StringComparison.Ordinal) =>
            (UnitKind.Line, key[Line.Length..]),
        _ => null,
    };
}
