using CivicLoop.Domain.People;
using CivicLoop.Domain.Scores;
using CivicLoop.Modules.Evidence.Contracts;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Scores;

/// <summary>The pictures of an appeal are seen by whoever may read appeals: all staff.</summary>
internal sealed class AppealPictures(CityDatabase database) : IPictureViewers
{
    public async Task<bool> MaySeeAsync(string id, Caller caller, CancellationToken stop)
    {
        if (caller.RefuseUnlessStaff() is not null)
        {
            return false;
        }

        await using var context = database.OpenContext();
        return await context.Set<AppealPicture>().AnyAsync(row => row.PictureId == id, stop);
    }
}
