using System.Net;
using CivicLoop.Domain.Evidence;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Files;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Evidence.Contracts;

/// <summary>Pictures as other modules use them: taken in, put on cases, shown, taken off. Who may
/// see a case's pictures is for the module of the case to say.</summary>
internal sealed class Pictures(
    CityDatabase database, FileStore files, TakeInPicture takeIn, UploadRate rate)
{
    // A picture that stands on more cases than this is flagged on all of them.
    private const int UsesMax = 50;

    /// <summary>True where this sender may hand in one more picture now; asked before each.
    /// </summary>
    public bool MayTakeIn(Caller caller, IPAddress? address) => rate.Allows(caller, address);

    /// <summary>Takes in a picture that belongs to nothing yet; see <see cref="TakeInPicture"/>.
    /// </summary>
    public Task<Outcome<StoredPicture>> TakeInAsync(
        Stream source, string? fileName, CancellationToken stop) =>
        takeIn.RunAsync(source, fileName, stop);

    /// <summary>Puts pictures on a case in the case's own transaction, and flags those that were
    /// used before. Answers null, or the problem: too many, or one that was never taken in.
    /// </summary>
    public static async Task<Problem?> AttachAsync(
        WriteSession session, Guid caseId, PictureStage stage, IReadOnlyList<string> ids,
        string actor, DateTimeOffset now)
    {
        if (!(await FindAsync(session, ids)).Try(out var found, out var unfit))
        {
            return unfit;
        }

        if (found.Count == 0)
        {
            return null;
        }

        var last = await session.Reads.Set<CasePicture>().Where(row => row.CaseId == caseId)
            .MaxAsync(row => (int?)row.N) ?? 0;
        var attached = found.Keys.Select((id, index) => new CasePicture
        {
            CaseId = caseId, N = last + 1 + index, PictureId = id, Stage = stage,
            AttachedAt = now, ByActor = actor,
        }).ToList();

        // All flags before all rows: two shots of one step are no repetition of each other.
        var flags = new List<PictureFlag>();
        foreach (var row in attached)
        {
            flags.AddRange(await FlagsAsync(session, row, found[row.PictureId].Phash));
        }

        foreach (var row in attached)
        {
            await KeepAsync(session, [row.PictureId]);
            await session.InsertAsync(row);
        }

        foreach (var flag in flags)
        {
            await session.InsertAsync(flag);
        }

        return null;
    }

    /// <summary>Keeps pictures that come with something else than a case. Answers their ids, each
    /// once. Errors: too many, or one that was never taken in.</summary>
    public static async Task<Outcome<IReadOnlyList<string>>> TakeAsync(
        WriteSession session, IReadOnlyList<string> ids)
    {
        if (!(await FindAsync(session, ids)).Try(out var found, out var unfit))
        {
            return unfit;
        }

        await KeepAsync(session, found.Keys);
        return found.Keys.ToList();
    }

    // In the order they were named.
    private static async Task<Outcome<OrderedDictionary<string, Picture>>> FindAsync(
        WriteSession session, IReadOnlyList<string> ids)
    {
        var found = new OrderedDictionary<string, Picture>(StringComparer.Ordinal);
        if (ids.Count == 0)
        {
            return found;
        }

        if (ids.Count > PictureLimits.PerStepMax)
        {
            return new Problem(
                ProblemCode.LimitTooLarge, "pictures", PictureLimits.PerStepMax);
        }

        var wanted = ids.Select(id => id.Trim().ToLowerInvariant()).ToList();
        var known = await session.Reads.Set<Picture>().Where(row => wanted.Contains(row.Id))
            .ToDictionaryAsync(row => row.Id);
        for (var n = 0; n < wanted.Count; n++)
        {
            if (!known.TryGetValue(wanted[n], out var picture))
            {
                return new Problem(ProblemCode.NotFound, $"pictures[{n}]", wanted[n]);
            }

            found.TryAdd(wanted[n], picture);
        }

        return found;
    }

    /// <summary>Keeps pictures that stand somewhere from being swept away.</summary>
    public static async Task KeepAsync(WriteSession session, IEnumerable<string> ids)
    {
        foreach (var id in ids)
        {
            await session.RunLaterAsync(
                "UPDATE pictures SET is_attached = TRUE WHERE id = @id AND NOT is_attached",
                ("@id", id));
        }
    }

    /// <summary>Lets out the pictures a case has now; later ones wait for their own release.
    /// </summary>
    public static Task<int> ReleaseAsync(WriteSession session, Guid caseId, DateTimeOffset now) =>
        session.ExecuteAsync(
            """
            UPDATE case_pictures SET released_at = @now
            WHERE case_id = @case AND released_at IS NULL AND stage <> 'Update'
            """,
            ("@now", now), ("@case", caseId));

    /// <summary>Takes the reporter's own pictures off a case; a file that stands nowhere else is
    /// erased by the next sweep.</summary>
    public static async Task EraseReportersAsync(
        WriteSession session, Guid caseId, string reporter)
    {
        var own = await session.Reads.Set<CasePicture>()
            .Where(row => row.CaseId == caseId
                && (row.Stage == PictureStage.Report || row.ByActor == reporter))
            .ToListAsync();
        foreach (var row in own)
        {
            await session.ExecuteAsync(
                """
                DELETE FROM picture_flags WHERE (case_id = @case AND n = @n)
                OR (earlier_case_id = @case AND earlier_n = @n)
                """,
                ("@case", caseId), ("@n", row.N));
            await session.DeleteAsync(row);
            await session.ExecuteAsync(
                """
                UPDATE pictures SET is_attached = FALSE, stored_at = @past WHERE id = @id
                AND NOT EXISTS (SELECT 1 FROM case_pictures WHERE picture_id = @id)
                """,
                ("@past", ErasePictures.LongAgo), ("@id", row.PictureId));
        }
    }

    /// <summary>A case's pictures in the order they came.</summary>
    public async Task<IReadOnlyList<AttachedPicture>> OfCaseAsync(
        Guid caseId, CancellationToken stop)
    {
        await using var reads = database.OpenContext();
        return await reads.Set<CasePicture>().Where(row => row.CaseId == caseId)
            .Join(
                reads.Set<Picture>(), row => row.PictureId, picture => picture.Id,
                (row, picture) => new { row, picture })
            .OrderBy(one => one.row.N)
            .Select(one => new AttachedPicture(
                one.row.N, one.row.PictureId, one.row.Stage, one.row.AttachedAt,
                one.row.ByActor, one.row.ReleasedAt != null, one.picture.Width,
                one.picture.Height, one.picture.TakenAt, one.picture.Lon, one.picture.Lat,
                one.picture.Device))
            .ToListAsync(stop);
    }

    /// <summary>The pictures of many cases that were let out, in the order they came.</summary>
    public async Task<IReadOnlyList<ReleasedPicture>> ReleasedAsync(
        IReadOnlyList<Guid> cases, CancellationToken stop)
    {
        await using var reads = database.OpenContext();
        return await reads.Set<CasePicture>()
            .Where(row => cases.Contains(row.CaseId) && row.ReleasedAt != null
                && row.Stage != PictureStage.Update)
            .OrderBy(row => row.N)
            .Select(row => new ReleasedPicture(row.CaseId, row.PictureId, row.Stage))
            .ToListAsync(stop);
    }

    /// <summary>Width and height of pictures, upright.</summary>
    public async Task<IReadOnlyDictionary<string, (int Width, int Height)>> SizesAsync(
        IReadOnlyList<string> ids, CancellationToken stop)
    {
        await using var reads = database.OpenContext();
        return (await reads.Set<Picture>().Where(row => ids.Contains(row.Id))
                .Select(row => new { row.Id, row.Width, row.Height }).ToListAsync(stop))
            .ToDictionary(row => row.Id, row => (row.Width, row.Height));
    }

    /// <summary>The pictures many cases were reported with, in the order they came; for staff.
    /// </summary>
    public async Task<ILookup<Guid, string>> OfReportsAsync(
        IReadOnlyList<Guid> cases, CancellationToken stop)
    {
        await using var reads = database.OpenContext();
        return (await reads.Set<CasePicture>()
                .Where(row => cases.Contains(row.CaseId) && row.Stage == PictureStage.Report)
                .OrderBy(row => row.N).Select(row => new { row.CaseId, row.PictureId })
                .ToListAsync(stop))
            .ToLookup(row => row.CaseId, row => row.PictureId);
    }

    /// <summary>Where the first of these pictures that says so was taken, by its own file; null
    /// where none does.</summary>
    public async Task<GeoPoint?> PositionAsync(
        IReadOnlyList<string> ids, CancellationToken stop)
    {
        await using var reads = database.OpenContext();
        var found = await reads.Set<Picture>()
            .Where(row => ids.Contains(row.Id) && row.Lon != null && row.Lat != null)
            .OrderBy(row => row.TakenAt).ThenBy(row => row.Id)
            .Select(row => new { Lon = row.Lon!.Value, Lat = row.Lat!.Value })
            .FirstOrDefaultAsync(stop);
        return found is null ? null : new GeoPoint(found.Lon, found.Lat);
    }

    /// <summary>Which of a case's pictures were used before.</summary>
    public async Task<IReadOnlyList<FlaggedPicture>> FlagsOfCaseAsync(
        Guid caseId, CancellationToken stop)
    {
        await using var reads = database.OpenContext();
        return await reads.Set<PictureFlag>().Where(flag => flag.CaseId == caseId)
            .Join(
                reads.Set<CasePicture>(),
                flag => new { CaseId = flag.EarlierCaseId, N = flag.EarlierN },
                row => new { row.CaseId, row.N },
                (flag, row) => new { flag, row })
            .OrderBy(one => one.flag.N).ThenBy(one => one.row.AttachedAt)
            .Select(one => new FlaggedPicture(
                one.flag.N, one.flag.EarlierCaseId, one.flag.EarlierN, one.row.PictureId,
                one.row.Stage, one.row.AttachedAt, one.flag.Kind, one.flag.Distance))
            .ToListAsync(stop);
    }

    /// <summary>Cases reported with one of these pictures or one alike; a sign of the same problem.
    /// </summary>
    public async Task<IReadOnlySet<Guid>> CasesAlikeAsync(
        IReadOnlyList<string> ids, CancellationToken stop)
    {
        var cases = new HashSet<Guid>();
        await using var reads = database.OpenContext();
        foreach (var id in ids.Take(PictureLimits.PerStepMax))
        {
            var hash = await reads.Set<Picture>().Where(row => row.Id == id)
                .Select(row => row.Phash).FirstOrDefaultAsync(stop);
            var matches = await PictureMatches.FindAsync(reads, id, hash, stop);
            cases.UnionWith(matches
                .Where(match => match.Earlier.Stage == PictureStage.Report)
                .Select(match => match.Earlier.CaseId));
        }

        return cases;
    }

    /// <summary>Where a picture stands; empty where nobody attached it.</summary>
    public async Task<IReadOnlyList<PictureUse>> UsesAsync(string id, CancellationToken stop)
    {
        await using var reads = database.OpenContext();
        return await reads.Set<CasePicture>().Where(row => row.PictureId == id)
            .OrderByDescending(row => row.AttachedAt).Take(UsesMax)
            .Select(row => new PictureUse(
                row.CaseId, row.Stage, row.ByActor, row.ReleasedAt != null))
            .ToListAsync(stop);
    }

    /// <summary>Opens a copy; null where it is not kept. Whether the asker may see it is asked
    /// before.</summary>
    public async Task<OpenedPicture?> OpenAsync(
        string id, PictureSize size, CancellationToken stop)
    {
        var kind = PictureCopies.Kind;
        if (size == PictureSize.Original)
        {
            await using var reads = database.OpenContext();
            var stored = await reads.Set<Picture>().FirstOrDefaultAsync(row => row.Id == id, stop);
            if (stored is null)
            {
                return null;
            }

            kind = stored.Kind;
        }

        var content = await files.OpenAsync(PictureFiles.Key(id, size), stop);
        return content is null
            ? null
            : new OpenedPicture(content, PictureKinds.ContentType(kind));
    }

    private static async Task<IEnumerable<PictureFlag>> FlagsAsync(
        WriteSession session, CasePicture row, long? phash)
    {
        var matches = await PictureMatches.FindAsync(session.Reads, row.PictureId, phash);
        return matches.Select(match => new PictureFlag
        {
            CaseId = row.CaseId,
            N = row.N,
            EarlierCaseId = match.Earlier.CaseId,
            EarlierN = match.Earlier.N,
            Kind = match.Kind,
            Distance = match.Distance,
            FoundAt = row.AttachedAt,
        });
    }
}
