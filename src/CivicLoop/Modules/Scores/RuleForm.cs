using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Scores;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Scores;

/// <summary>A ground as it was typed.</summary>
/// <param name="Ground"><c>rate:</c> or <c>cases:</c> and a name; empty for none.</param>
/// <param name="FullAt">In per cent.</param>
internal sealed record TypedGround(string Ground, string FullAt, string Points)
{
    public static TypedGround Empty { get; } = new("", "", "");
}

/// <summary>For what points are taken off, as a form shows and sends it.</summary>
internal sealed record RuleForm(string Scope, string Base, IReadOnlyList<TypedGround> Grounds)
{
    private const string Rate = "rate:";
    private const string Cases = "cases:";
    private const int MilliOfPoint = 1000;
    private const int MilliOfPercent = 10;

    /// <summary>Empty rows behind those that are filled in.</summary>
    private const int Spare = 3;

    /// <summary>What may be chosen as a ground.</summary>
    public static IEnumerable<(string Key, bool IsRate, string Name)> Choices =>
        Indicator.Known.Select(one => (Rate + one.Name, true, one.Name))
            .Concat(DeductionRule.Faults.Select(one => ($"{Cases}{one}", false, $"{one}")));

    public IEnumerable<TypedGround> Rows => Grounds
        .Concat(Enumerable.Repeat(TypedGround.Empty, Spare)).Take(RuleWish.DeductionsMax);

    public static RuleForm Of(DeductionRule? rule) => rule is null
        ? new RuleForm($"{CaseScope.All}", "", [])
        : new RuleForm(
            $"{rule.Scope}", ScoreWords.Short(rule.BaseMilli),
            [
                .. rule.Deductions.Select(one => new TypedGround(
                    one.Rate is null ? $"{Cases}{one.Cases}" : Rate + one.Rate,
                    one.FullAtMilli is { } at ? ScoreWords.Short(at * 100) : "",
                    ScoreWords.Short(one.Milli))),
            ]);

    /// <summary>What was sent; rows left empty are none.</summary>
    public static RuleForm Of(IFormCollection form) => new(
        form["scope"].ToString(), form["base"].ToString(),
        [
            .. Enumerable.Range(0, RuleWish.DeductionsMax)
                .Select(n => new TypedGround(
                    form[$"ground.{n}"].ToString(), form[$"fullAt.{n}"].ToString(),
                    form[$"points.{n}"].ToString()))
                .Where(one => one != TypedGround.Empty),
        ]);

    /// <summary>What it says. Error: a number that is none.</summary>
    public Outcome<RuleWish> Read()
    {
        if (!TypedNumber.ReadWhole(Base, "base", MilliOfPoint).Try(out var full, out var wrong))
        {
            return wrong;
        }

        var wishes = new List<DeductionWish>();
        foreach (var (ground, fullAt, points) in Grounds)
        {
            if (!TypedNumber.ReadWhole(fullAt, $"fullAt.{wishes.Count}", MilliOfPercent)
                    .Try(out var from, out wrong)
                || !TypedNumber.ReadWhole(points, $"points.{wishes.Count}", MilliOfPoint)
                    .Try(out var milli, out wrong))
            {
                return wrong;
            }

            wishes.Add(new DeductionWish(
                After(ground, Rate), After(ground, Cases), from.Value, milli.Value));
        }

        return new RuleWish(Scope, full.Value, wishes);
    }

    private static string? After(string ground, string prefix) =>
        ground.StartsWith(prefix, StringComparison.Ordinal) ? ground[prefix.Length..] : null;
}
