using CivicLoop.Domain.Appraisal;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Scores.Contracts;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Appraisal;

/// <summary>What does not fit in a final list.</summary>
internal sealed record AppraisalCheck(
    int Year, int Revision, int Units, bool IsComputedAgain, IReadOnlyList<string> Faults);

/// <summary>Proves final lists: each by its hash and the journal, the one that stands also by
/// adding the year up again from targets, judgements, entries and published scores.</summary>
internal sealed class VerifyAppraisal(
    CityDatabase database, AppraisalFigures figures, AppraisalLists lists)
{
    // The first few say what is wrong; all of them say no more.
    private const int FaultsMax = 50;

    private const int ListsMax = 1_000;

    /// <summary>Error: no list of that year was fixed.</summary>
    /// <param name="year">Null for all years.</param>
    public async Task<Outcome<IReadOnlyList<AppraisalCheck>>> RunAsync(
        int? year, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var all = await context.Set<FixedList>()
            .Join(
                context.Set<AppraisalYear>(), row => row.AppraisalId, one => one.Id,
                (row, one) => new { List = row, Year = one })
            .Where(one => year == null || one.Year.Year == year)
            .OrderBy(one => one.Year.Year).ThenBy(one => one.List.Revision).Take(ListsMax)
            .ToListAsync(stop);
        if (all.Count == 0 && year is not null)
        {
            return new Problem(ProblemCode.NotFound, "list", $"{year}");
        }

        var checks = new List<AppraisalCheck>();
        foreach (var one in all)
        {
            var stands = one.Year.State == AppraisalState.Fixed
                && !all.Exists(other => other.Year.Id == one.Year.Id
                    && other.List.Revision > one.List.Revision);
            checks.Add(await CheckAsync(context, one.Year, one.List, stands, stop));
        }

        return checks;
    }

    /// <summary>The published scores a list rests on.</summary>
    public static ScoreSource? SourceOf(AppraisalYear year, FixedList list) =>
        list.PublicationId is { } id
            ? new ScoreSource(id, year.CardCode, list.ScorePeriod, list.ScoreRevision)
            : null;

    private async Task<AppraisalCheck> CheckAsync(
        CityContext context, AppraisalYear year, FixedList list, bool stands,
        CancellationToken stop)
    {
        var rows = (await context.Set<FixedRow>().Where(row => row.ListId == list.Id)
            .ToListAsync(stop)).ConvertAll(row => row.Row);
        var parts = (await lists.PartsAsync(list.Id, stop)).Select(row => row.Part).ToList();
        var faults = new List<string>();
        if (ListProof.HashOf(rows, parts) != list.Hash)
        {
            faults.Add("stored rows: do not make the fixed hash");
        }

        var id = $"{list.Id}";
        if (!await context.Set<StoredEntry>().AnyAsync(
            row => row.SubjectId == year.Id && row.Kind == "appraisal.Fixed"
                && row.Body.Contains(id) && row.Body.Contains(list.Hash), stop))
        {
            faults.Add("journal: knows no such list with this hash");
        }

        if (stands)
        {
            var targets = await ComputeFinal.TargetsAsync(context, year, stop);
            var book = await figures.OfAsync(SourceOf(year, list), targets, stop);
            var anew = await ComputeFinal.RunAsync(
                context, year, targets, book, list.LastDay, stop);
            faults.AddRange(Differences(
                ListProof.Lines(rows, parts), ListProof.Lines(anew.Rows, anew.Parts)));
        }

        return new AppraisalCheck(year.Year, list.Revision, rows.Count, stands, faults);
    }

    private static IEnumerable<string> Differences(
        IReadOnlyList<string> stored, IReadOnlyList<string> anew) =>
        stored.Except(anew).Select(line => $"fixed: {line.Replace('\t', ' ')}")
            .Concat(anew.Except(stored).Select(line => $"computed: {line.Replace('\t', ' ')}"))
            .Take(FaultsMax);
}
