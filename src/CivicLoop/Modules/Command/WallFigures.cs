using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Web;
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
    IReadOnlyList<Case> Queue, DirectiveCounts Directives, int OpenPoints,
    IReadOnlyList<RunningSituation> Situations);

/// <summary>Reads the wall for whoever was let in.</summary>
internal sealed class WallFigures(
    CityDatabase database, CentreFigures centre, DirectiveLists directives,
    SituationLists situations, TimeProvider time)
{
    private const int QueueShown = 8;

    // A city has some tens of districts and zones.
    private const int DistrictsMax = 60;

    // Many walls ask for the same again and again.
    private readonly KeptAnswers<string, IReadOnlyList<WallDistrict>> districts =
        new(time, TimeSpan.FromSeconds(30), database);

    private static readonly Caller Wall = new(
        "wall", null, null, [new Grant(Permission.CaseSee, Scope.City)]);

    public async Task<WallView> ReadAsync(CancellationToken stop)
    {
        var filter = new CentreFilter(CentreShow.Open, null, null);
        await using var context = database.OpenContext();
        return new WallView(
            await centre.CountsAsync(filter, Wall, stop),
            await districts.OfAsync("city", DistrictsAsync, stop),
            (await centre.QueueAsync(filter, Wall, null, QueueShown, stop)).Items,
            await directives.CountsOfAllAsync(stop),
            await DeskLists.OpenPoints(context).Take(BoundedCount.Max + 1).CountAsync(stop),
            await situations.RunningAsync(stop));
    }

    private async Task<IReadOnlyList<WallDistrict>> DistrictsAsync()
    {
        var now = time.GetUtcNow();
        await using var context = database.OpenContext();
        return await context.Set<Case>()
            .Where(row => row.IsOpen && row.DistrictCode != null)
            .GroupBy(row => row.DistrictCode!).OrderBy(group => group.Key).Take(DistrictsMax)
            .Select(group => new WallDistrict(
                group.Key, group.Count(), group.Count(row => row.NextDueAt < now)))
            .ToListAsync();
    }
}
