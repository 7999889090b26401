using CivicLoop.Domain.Cases;
using CivicLoop.Platform.Database;

namespace CivicLoop.Modules.Cases;

/// <summary>What a batch of cases changes on the map's cells, added up and stored once: many cases
/// of a batch lie in the same cell.</summary>
internal sealed class CellChanges
{
    private readonly SortedDictionary<(int Zoom, long Prefix), long> changes = [];

    public void Enter(Case row) => Count(row, 1);

    public void Leave(Case row) => Count(row, -1);

    public async Task StoreAsync(WriteSession session)
    {
        foreach (var ((zoom, prefix), by) in changes.Where(change => change.Value != 0))
        {
            await CaseCells.AddAsync(session, zoom, prefix, by);
        }
    }

    private void Count(Case row, long by)
    {
        foreach (var zoom in CaseCells.Zooms)
        {
            if (CaseCells.PrefixOf(row, zoom) is { } prefix)
            {
                changes[(zoom, prefix)] = changes.GetValueOrDefault((zoom, prefix)) + by;
            }
        }
    }
}
