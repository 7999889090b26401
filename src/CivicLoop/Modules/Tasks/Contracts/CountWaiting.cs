using CivicLoop.Domain.People;
using CivicLoop.Domain.Tasks;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Tasks.Contracts;

/// <summary>How many tasks wait for the unit somebody acts for: asked or returned, and not in hand.
/// </summary>
internal sealed class CountWaiting(CityDatabase database)
{
    /// <summary>At most one more than <paramref name="max"/>; nought for who does not work on
    /// tasks.</summary>
    public async Task<int> OfAsync(Caller caller, int max, CancellationToken stop)
    {
        if (caller.OrganizationCode is not { } unit || !caller.MaySomewhere(Permission.TaskWork))
        {
            return 0;
        }

        await using var context = database.OpenContext();
        return await context.Set<UnitTask>()
            .Where(row => row.UnitCode == unit
                && (row.State == TaskState.Sent || row.State == TaskState.Returned))
            .Take(max + 1).CountAsync(stop);
    }
}
