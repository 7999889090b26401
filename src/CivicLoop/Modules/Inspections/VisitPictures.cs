using CivicLoop.Domain.Inspections;
using CivicLoop.Domain.People;
using CivicLoop.Modules.Evidence.Contracts;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Inspections;

/// <summary>A visit's pictures are seen by whoever may see the visit.</summary>
internal sealed class VisitPictures(CityDatabase database) : IPictureViewers
{
    // The same picture at more visits than this is nobody's honest work.
    private const int UsesMax = 20;

    public async Task<bool> MaySeeAsync(string id, Caller caller, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var visits = await context.Set<VisitAnswer>().Where(row => row.PictureId == id)
            .Join(
                context.Set<Visit>(), row => row.VisitId, visit => visit.Id,
                (_, visit) => visit)
            .OrderByDescending(visit => visit.Id).Take(UsesMax).ToListAsync(stop);
        return visits.Exists(visit => VisitLists.MaySee(visit, caller));
    }
}
