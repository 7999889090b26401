using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Cases.Contracts;

/// <summary>After boundaries moved: finds anew where open cases lie and who answers for them, by
/// the command a clerk would give. A case that a unit already has stays with it.</summary>
internal sealed class RelocateCases(CityDatabase database, CityHolder city, ActOnCase act)
{
    private static readonly Caller City = new(
        "system", null, null, [new Grant(Permission.CaseEdit, Scope.City)]);

    private static readonly CaseState[] NotYetHanded =
        [CaseState.Reported, CaseState.Verifying, CaseState.Confirmed, CaseState.Accepted];

    /// <summary>Answers how many lie elsewhere now.</summary>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        var moved = 0;
        foreach (var row in await MovedAsync(stop))
        {
            var outcome = await act.RunAsync(
                row.Id, CaseCommand.Relocate,
                new ActInput { Place = new PlaceInput { Lat = row.Lat, Lon = row.Lon } }, City,
                stop);
            moved += outcome.Problem is null ? 1 : 0;
        }

        return moved;
    }

    private async Task<IReadOnlyList<Case>> MovedAsync(CancellationToken stop)
    {
        var areas = city.Current.Areas;
        var found = new List<Case>();
        await using var context = database.OpenContext();
        var rows = context.Set<Case>().Where(row =>
            row.IsOpen && NotYetHanded.Contains(row.State) && row.Lon != null && row.Lat != null);
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(stop))
        {
            var now = areas.Locate(row.Lon!.Value, row.Lat!.Value);
            if (now.IsInside && !now.Codes.SequenceEqual(row.AreaCodes))
            {
                found.Add(row);
            }
        }

        return found;
    }
}
