using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Planning;

/// <summary>Holds the cases that were marked on their arrival against the zones.</summary>
internal sealed class SeeArrivals(CityDatabase database, CityHolder city)
{
    private const int AtOnce = 200;

    /// <summary>Answers how many were looked at.</summary>
    public async Task<int> RunAsync(CancellationToken stop = default)
    {
        var all = 0;
        while (true)
        {
            var some = await IsAnyAsync(stop) ? await SomeAsync(stop) : 0;
            all += some;
            if (some < AtOnce)
            {
                return all;
            }
        }
    }

    // Most of the time there is none, and nobody's write should wait for that.
    private async Task<bool> IsAnyAsync(CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await context.Set<PlanningArrival>().AnyAsync(stop);
    }

    private async Task<int> SomeAsync(CancellationToken stop) =>
        (await database.WriteAsync(
            async session =>
            {
                var rows = await session.Reads.Set<PlanningArrival>()
                    .OrderBy(row => row.CaseId).Take(AtOnce)
                    .Join(
                        session.Reads.Set<Case>(), row => row.CaseId, one => one.Id,
                        (_, one) => one)
                    .ToListAsync(stop);
                foreach (var row in rows)
                {
                    // Another program of the city may have looked at it in the same moment.
                    if (await session.ExecuteAsync(
                        "DELETE FROM planning_arrivals WHERE case_id = @id", ("id", row.Id)) > 0)
                    {
                        await CheckGround.SeenAsync(
                            session, row, city.Current.DayOf(row.ReportedAt));
                    }
                }

                return (Outcome<int>)rows.Count;
            },
            stop)).Value;
}
