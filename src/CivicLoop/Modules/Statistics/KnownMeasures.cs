using CivicLoop.Domain;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Scores;
using CivicLoop.Domain.Standards;
using CivicLoop.Domain.Statistics;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

using Measure = CivicLoop.Domain.Standards.Measure;

namespace CivicLoop.Modules.Statistics;

/// <summary>What figures can be handed in of.</summary>
/// <param name="Edition">Empty for service ratings.</param>
/// <param name="Criterion">Empty for service ratings.</param>
/// <param name="NeedMilli">Thousandths of the total that have to be in order for all points.
/// </param>
internal sealed record KnownMeasure(
    string Edition, string Code, string Criterion, LocalText Name, int NeedMilli)
{
    /// <summary>As forms, tables and programs name it.</summary>
    public string Key => KeyOf(Edition, Code);

    public static string KeyOf(string edition, string code) =>
        edition.Length == 0 ? code : $"{edition}/{code}";
}

/// <summary>The measures by statistics of all published editions, and the service ratings.
/// </summary>
internal sealed class KnownMeasures(CityDatabase database)
{
    // Some dozens an edition.
    private const int MeasuresMax = 5_000;

    /// <summary>In the order of editions and codes, the ratings last.</summary>
    public async Task<IReadOnlyList<KnownMeasure>> AllAsync(CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var measures = await context.Set<Measure>()
            .Where(row => row.Method == MeasureMethod.Statistic)
            .Join(
                context.Set<Edition>().Where(row => row.State == EditionState.Published),
                row => row.EditionCode, edition => edition.Code, (row, edition) => row)
            .OrderBy(row => row.EditionCode).ThenBy(row => row.Position).Take(MeasuresMax)
            .ToListAsync(stop);
        return
        [
            .. measures.Select(one => new KnownMeasure(
                one.EditionCode, one.Code, one.CriterionCode, one.Name,
                one.NeedMilli)),
            .. ServiceRating.All.Select(one => new KnownMeasure(
                "", one.Code, "", one.Name, Shares.WholeMilli)),
        ];
    }

    /// <summary>The measure that is meant: by its key, or by its code where one edition alone has
    /// it. Errors: none is said; nobody knows it.</summary>
    public static Outcome<KnownMeasure> Find(IEnumerable<KnownMeasure> known, string? text)
    {
        if (TextRule.Blank(text) is not { } word)
        {
            return new Problem(ProblemCode.FieldRequired, "measure");
        }

        var meant = known.Where(one => one.Key == word || one.Code == word)
            .OrderBy(one => one.Key != word).Take(2).ToList();
        return meant.Count == 1 || (meant.Count > 1 && meant[0].Key == word)
            ? meant[0]
            : new Problem(ProblemCode.UnknownValue, "measure", word);
    }
}
