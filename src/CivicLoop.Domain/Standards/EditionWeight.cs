using CivicLoop.Domain.Problems;

namespace CivicLoop.Domain.Standards;

/// <summary>What a weight is of.</summary>
public enum WeightPart
{
    /// <summary>The year itself, in the cycle.</summary>
    Year,

    Field,
    Material,
    Survey,
    Statistic,
}

/// <summary>A weight: of a method in a year of the cycle, or of that year in the cycle.</summary>
/// <param name="Year">Year of the cycle, from 1.</param>
/// <param name="ShareMilli">In thousandths of the whole.</param>
public sealed record EditionWeight(
    string EditionCode, int Year, WeightPart Part, int ShareMilli);

/// <summary>Weights of an edition: they are complete, and they add scores up.</summary>
public static class EditionWeights
{
    /// <summary>No cycle is longer.</summary>
    public const int YearsMax = 10;

    /// <summary>Null when the years' weights sum to 100 %, and the methods' weights of each year.
    /// </summary>
    public static Problem? Fault(IReadOnlyList<EditionWeight> weights)
    {
        var years = weights.Where(one => one.Part == WeightPart.Year).ToList();
        if (years.Sum(one => one.ShareMilli) != Grades.WholeMilli)
        {
            return Not(years);
        }

        foreach (var year in years)
        {
            var methods = weights.Where(
                one => one.Year == year.Year && one.Part != WeightPart.Year).ToList();
            if (methods.Sum(one => one.ShareMilli) != Grades.WholeMilli)
            {
                return Not(methods);
            }
        }

        return weights.FirstOrDefault(one => years.All(year => year.Year != one.Year)) is { } stray
            ? new Problem(ProblemCode.UnknownValue, "year", stray.Year)
            : null;
    }

    /// <summary>The score of a cycle in thousandths of the whole, rounded down at the end; a part
    /// without a score brings nothing.</summary>
    /// <param name="scoresMilli">Per year and method, 0 to 1000.</param>
    public static int TotalMilli(
        IReadOnlyList<EditionWeight> weights,
        IReadOnlyDictionary<(int Year, MeasureMethod Method), int> scoresMilli)
    {
        long sum = 0;
        foreach (var year in weights.Where(one => one.Part == WeightPart.Year))
        {
            foreach (var method in Enum.GetValues<MeasureMethod>())
            {
                var part = Enum.Parse<WeightPart>(method.ToString());
                var share = weights.FirstOrDefault(
                    one => one.Year == year.Year && one.Part == part)?.ShareMilli ?? 0;
                sum += (long)year.ShareMilli * share
                    * scoresMilli.GetValueOrDefault((year.Year, method));
            }
        }

        return (int)(sum / Grades.WholeMilli / Grades.WholeMilli);
    }

    private static Problem Not(IEnumerable<EditionWeight> weights) => new(
        ProblemCode.FieldInvalid, "share", $"{weights.Sum(one => one.ShareMilli) / 10m:0.#} %");
}
