using CivicLoop.Domain.Evidence;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Files;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Evidence;

/// <summary>Erases pictures that stand on no case: uploaded and never attached, or taken off by
/// their reporter.</summary>
internal sealed class ErasePictures(CityDatabase database, FileStore files, TimeProvider time)
{
    // Ids looked up at a time; each goes in a transaction of its own.
    private const int BatchMax = 100;

    /// <summary>What a picture that must go at once is marked with: it has waited long enough.
    /// </summary>
    public static DateTimeOffset LongAgo { get; } = DateTimeOffset.UnixEpoch;

    /// <summary>Erases all that is due; answers how many.</summary>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        var now = time.GetUtcNow();
        files.SweepStaged(now);
        var before = Instants.Storable(now.AddHours(-PictureLimits.UnattachedHours));
        int erased = 0, last;
        do
        {
            last = erased;
            foreach (var id in await BatchAsync(before, stop))
            {
                var done = await database.WriteAsync(
                    session => EraseAsync(session, id, before, stop), stop);
                erased += done.Problem is null ? 1 : 0;
            }
        }
        while (erased > last);

        return erased;
    }

    private async Task<List<string>> BatchAsync(DateTimeOffset before, CancellationToken stop)
    {
        await using var reads = database.OpenContext();
        return await reads.Set<Picture>()
            .Where(row => !row.IsAttached && row.StoredAt <= before)
            .OrderBy(row => row.StoredAt).Select(row => row.Id).Take(BatchMax).ToListAsync(stop);
    }

    // The files go inside the transaction: an upload of the same picture waits for its row, and
    // then sees that they are gone. Error: somebody needs the picture after all.
    private async Task<Outcome<string>> EraseAsync(
        WriteSession session, string id, DateTimeOffset before, CancellationToken stop)
    {
        await session.ExecuteAsync(
            "DELETE FROM picture_bands WHERE picture_id = @id", ("@id", id));
        var gone = await session.ExecuteAsync(
            """
            DELETE FROM pictures
            WHERE id = @id AND stored_at <= @before AND NOT is_attached
            """,
            ("@id", id), ("@before", before));
        if (gone == 0)
        {
            return new Problem(ProblemCode.ChangedMeanwhile, "pictures", id);
        }

        await PictureFiles.EraseAsync(files, id, stop);
        return id;
    }
}
