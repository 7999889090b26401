using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Localisation;

namespace CivicLoop.Platform.Tables;

/// <summary>A row that was taken in, or would be.</summary>
/// <param name="Link">Where a new person sets a password: told this once.</param>
internal sealed record TakenRowView(
    int Line, PlanKind Kind, string Code, IReadOnlyList<string> Fields, string? Link = null);

/// <summary>A row that cannot be taken in, with its field and its fix.</summary>
internal sealed record RefusedRowView(
    int Line, string? Field, ProblemCode Problem, string Text, string Fix);

/// <summary>What became of a list, as the API answers it.</summary>
internal static class TakenList
{
    /// <summary>Rows told one by one; the counts tell of all, and new people's links of each.
    /// </summary>
    public const int ShownMax = 1_000;

    public static object View(
        HttpContext request, ProblemTexts texts, bool isDryRun,
        IReadOnlyList<TakenRowView> rows, IReadOnlyList<RefusedLine> refused)
    {
        var language = RequestLanguage.Of(request);
        var counts = rows.CountBy(row => row.Kind).ToDictionary();
        return new
        {
            dryRun = isDryRun,
            counts = Enum.GetValues<PlanKind>().ToDictionary(
                kind => kind.ToString(), counts.GetValueOrDefault),
            refusedCount = refused.Count,
            rows = rows.Where(row => row.Kind != PlanKind.Same)
                .Where((row, n) => n < ShownMax || row.Link is not null),
            refused = refused.Take(ShownMax).Select(one => new RefusedRowView(
                one.Line, one.Problem.Field, one.Problem.Code,
                texts.What(language, one.Problem), texts.Fix(language, one.Problem.Code))),
        };
    }
}
