using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Command;
using CivicLoop.Domain.People;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Command;

/// <summary>Open and overdue cases of a district.</summary>
internal sealed record WallDistrict(string Code, int Open, int Overdue);

/// <summary>What the wall shows: numbers of the whole city, and what presses most. No addresses, no
/// descriptions, nobody's name.</summary>
/// <param name="Queue">Cases with the least time left.</param>
/// <param name="OpenPoints">Points the duty desks have to go on with.</param>
internal sealed record WallView(
    IReadOnlyDictionary<CentreShow, int> Counts, IReadOnlyList<WallDistrict> Districts,
    IReadOnlyList<Case> Queue, DirectiveCounts Directives, int OpenPoints);

/// <summary>Reads the wall for whoever was let in.</summary>
internal sealed class WallFigures(
    CityDatabase database, CentreFigures centre, TimeProvider time)
{
    private const int QueueShown = 8;

    // A city has some tens of districts and zones.
    private const int DistrictsMax = 60;

    private static readonly Caller Wall = new(
        "wall", null, null, [new Grant(Permission.CaseSee, Scope.City)]);

    public async Task<WallView> ReadAsync(CancellationToken stop)
    {
        var filter = new CentreFilter(CentreShow.Open, null, null);
        var now = time.GetUtcNow();
        await using var context = database.OpenContext();
        var districts = await context.Set<Case>().Where(row => row.IsOpen)
            .GroupBy(row => row.DistrictCode)
            .Select(group => new
            {
                Code = group.Key, Open = group.Count(),
                Overdue = group.Count(row => row.NextDueAt < now),
            })
            .OrderBy(row => row.Code).Take(DistrictsMax).ToListAsync(stop);
        var waiting = context.Set<DirectiveOrder>().Where(row => row.EndedAt == null);
        var owed = waiting.Where(row => row.State != DirectiveState.Reported);
        return new WallView(
            await centre.CountsAsync(filter, Wall, stop),
            [
                .. districts.Where(row => row.Code is not null)
                    .Select(row => new WallDistrict(row.Code!, row.Open, row.Overdue)),
            ],
            (await centre.QueueAsync(filter, Wall, null, QueueShown, stop)).Items,
            new DirectiveCounts(
                await waiting.CountAsync(stop),
                await owed.CountAsync(row => row.DueAt < now, stop),
                await waiting.CountAsync(row => row.State == DirectiveState.Issued, stop),
                await waiting.CountAsync(row => row.State == DirectiveState.Reported, stop)),
            await context.Set<DeskEntry>().CountAsync(
                row => row.IsOpen && !context.Set<DeskEntry>()
                    .Any(other => other.SupplementsId == row.Id && other.Settles), stop));
    }
}
