using System.Globalization;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Domain.Standards;

/// <summary>How what was seen is counted.</summary>
public enum CountRuleKind
{
    /// <summary>Instances seen: 0, 1, 2, 3 and more make A, B, C, C#.</summary>
    Instances,

    /// <summary>Yes is A, no is C#.</summary>
    YesNo,

    /// <summary>Found ÷ required, at most the whole.</summary>
    Count,

    /// <summary>The inspector says the state: A, B, C or C#.</summary>
    State,

    /// <summary>A measured ratio ÷ the required ratio, at most the whole.</summary>
    Ratio,
}

/// <summary>What was seen, as its rule needs it.</summary>
/// <param name="Found">Instances, things found, or 1 for yes and 0 for no.</param>
/// <param name="Of">Of how many, for a ratio.</param>
/// <param name="State">The state, where the rule is described by states.</param>
public readonly record struct Seen(int Found, int Of = 1, Grade? State = null);

/// <summary>The rule of a check item or a measure.</summary>
/// <param name="Need">Required number for a count, required ratio in thousandths for a ratio,
/// otherwise 0.</param>
public readonly record struct CountRule(CountRuleKind Kind, int Need = 0)
{
    /// <summary>More than this of one thing is asked for nowhere; a typing mistake is.</summary>
    public const int NeedMax = 10_000;

    /// <summary>Reads <c>N</c> instances, <c>B</c> yes/no, <c>S</c> state, <c>C5</c> five are
    /// required, <c>R0.95</c> a ratio of 95 % is required. Error: it is none of these.</summary>
    public static Outcome<CountRule> Parse(string? text)
    {
        var word = text?.Trim().ToUpperInvariant() ?? "";
        return word switch
        {
            "N" => new CountRule(CountRuleKind.Instances),
            "B" => new CountRule(CountRuleKind.YesNo),
            "S" => new CountRule(CountRuleKind.State),
            ['C', .. var number] when int.TryParse(
                number, NumberStyles.None, CultureInfo.InvariantCulture, out var need)
                && need is > 0 and <= NeedMax => new CountRule(CountRuleKind.Count, need),
            ['R', .. var number] when decimal.TryParse(
                number, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture,
                out var share) && MilliOf(share) is { } milli =>
                new CountRule(CountRuleKind.Ratio, milli),
            _ => new Problem(ProblemCode.FieldInvalid, "rule", word),
        };
    }

    /// <summary>Share of the points that what was seen is worth, 0 to 1000 thousandths, rounded
    /// down. Errors: a negative count, a ratio of nothing, a state that was not said.</summary>
    public Outcome<int> ShareMilli(Seen seen)
    {
        if (seen.Found < 0)
        {
            return new Problem(ProblemCode.FieldInvalid, "found", seen.Found);
        }

        return Kind switch
        {
            CountRuleKind.Instances => Grades.OfInstances(seen.Found).ShareMilli(),
            CountRuleKind.YesNo => (seen.Found > 0 ? Grade.A : Grade.CSharp).ShareMilli(),
            CountRuleKind.Count =>
                (int)(Math.Min(seen.Found, Need) * (long)Grades.WholeMilli / Need),
            CountRuleKind.State => seen.State is { } state
                ? state.ShareMilli()
                : new Problem(ProblemCode.FieldRequired, "state"),
            CountRuleKind.Ratio => seen.Of > 0 && seen.Found <= seen.Of
                ? (int)Math.Min(
                    Grades.WholeMilli,
                    (long)seen.Found * Grades.WholeMilli * Grades.WholeMilli
                        / ((long)seen.Of * Need))
                : new Problem(ProblemCode.FieldInvalid, "of", seen.Of),
        };
    }

    /// <summary>As <see cref="Parse"/> reads it.</summary>
    public override string ToString() => Kind switch
    {
        CountRuleKind.Instances => "N",
        CountRuleKind.YesNo => "B",
        CountRuleKind.State => "S",
        CountRuleKind.Count => "C" + Need.ToString(CultureInfo.InvariantCulture),
        CountRuleKind.Ratio => "R" + (Need / (decimal)Grades.WholeMilli).ToString(
            "0.###", CultureInfo.InvariantCulture),
    };

    // Finer than a thousandth would be cut off in silence, and the rule be another one.
    private static int? MilliOf(decimal share) =>
        share is > 0 and <= 1 && share * Grades.WholeMilli % 1 == 0
            ? (int)(share * Grades.WholeMilli)
            : null;
}
