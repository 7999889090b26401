using CivicLoop.Domain.Materials;
using CivicLoop.Domain.Scores;
using CivicLoop.Modules.Scores.Contracts;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Materials;

/// <summary>材料审核 as figures of scores: needed documents signed off at a time ÷ needed documents
/// asked for by then. What was signed off later or opened again since does not change it.</summary>
internal sealed class MaterialMeasure(CityDatabase database) : IMeasureSource
{
    // An edition wants some hundred documents in a few rounds.
    private const int MaterialsMax = 20_000;

    public string Name => "material";

    public async Task<IReadOnlyList<UnitReading>> ReadAsync(
        MeasureAsk ask, CancellationToken stop)
    {
        // Documents are handed in for the city; districts answer for none of their own.
        if (ask.Kind == UnitKind.Territory)
        {
            return [];
        }

        await using var context = database.OpenContext();
        var asked = await context.Set<Material>()
            .Join(
                context.Set<Dossier>().Where(row =>
                    row.EditionCode == ask.EditionCode && row.OpenedAt < ask.To),
                row => row.DossierId, dossier => dossier.Id, (row, dossier) => row)
            .Where(row => row.IsNeeded).OrderBy(row => row.Id).Take(MaterialsMax)
            .Select(row => new { row.Id, row.MeasureCode }).ToListAsync(stop);
        var ids = asked.ConvertAll(one => one.Id);
        var steps = await context.Set<MaterialStep>()
            .Where(row => ids.Contains(row.MaterialId) && row.At < ask.To)
            .Select(row => new { row.MaterialId, row.N, row.ToState }).ToListAsync(stop);
        var signed = steps.GroupBy(one => one.MaterialId)
            .Where(group => group.MaxBy(one => one.N)!.ToState == MaterialState.SignedOff)
            .Select(group => group.Key).ToHashSet();
        var byMeasure = asked.ToLookup(one => one.MeasureCode);
        return
        [
            .. ask.Leaves.Where(leaf => byMeasure[leaf.Argument].Any())
                .Select(leaf => (
                    Unit: ask.Kind == UnitKind.City ? "" : ask.LeadOf(leaf.CriterionCode, null),
                    Reading: MeasureReading.Counted(
                        leaf.Code,
                        byMeasure[leaf.Argument].Count(one => signed.Contains(one.Id)),
                        byMeasure[leaf.Argument].Count())))
                .Where(one => one.Unit is not null)
                .Select(one => new UnitReading(one.Unit!, one.Reading)),
        ];
    }
}
