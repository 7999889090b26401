using CivicLoop.Domain.Evidence;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Evidence.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Files;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Evidence;

/// <summary>Takes in a picture: counts, checks, keeps the original, makes the copies others may
/// see. It belongs to nothing until a report or a step names it.</summary>
internal sealed class TakeInPicture(
    CityDatabase database, CityHolder city, FileStore files, TimeProvider time) : IDisposable
{
    // An unpacked picture takes up to 150 MB: no more at once than there are processors.
    private readonly SemaphoreSlim unpacking = new(Environment.ProcessorCount);

    public void Dispose() => unpacking.Dispose();

    /// <summary>Errors, all on the field <c>file</c>: nothing arrived, too large, no picture of
    /// ours, HEIC, too many pixels, damaged.</summary>
    public async Task<Outcome<StoredPicture>> RunAsync(
        Stream source, string? fileName, CancellationToken stop)
    {
        using var staged = await files.StageAsync(source, PictureLimits.BytesMax, stop);
        if (staged.IsCut)
        {
            return new Problem(ProblemCode.FileTooLarge, "file", PictureLimits.MegabytesMax);
        }

        if (staged.Bytes == 0)
        {
            return new Problem(ProblemCode.FileMissing, "file");
        }

        if (!PictureKinds.Of(await HeadAsync(staged, stop), fileName)
            .Try(out var kind, out var unfit))
        {
            return unfit;
        }

        await using var reads = database.OpenContext();
        var known = await reads.Set<Picture>()
            .FirstOrDefaultAsync(row => row.Id == staged.Sha256, stop);
        if (known is not null && await files.HasAsync(
            PictureFiles.Key(known.Id, PictureSize.Original), stop))
        {
            return await StoreAsync(known with { StoredAt = Now() }, staged, copies: null, stop);
        }

        return await UnpackAsync(staged, kind, stop);
    }

    private async Task<Outcome<StoredPicture>> UnpackAsync(
        StagedFile staged, PictureKind kind, CancellationToken stop)
    {
        await unpacking.WaitAsync(stop);
        PictureCopies copies;
        try
        {
            if (!PictureCopies.Make(staged.Path, kind).Try(out var made, out var unreadable))
            {
                return unreadable;
            }

            copies = made;
        }
        finally
        {
            unpacking.Release();
        }

        var facts = PictureFacts.Read(staged.Path, city.Current.TimeZone);
        var picture = new Picture
        {
            Id = staged.Sha256,
            Kind = kind,
            Bytes = staged.Bytes,
            Width = copies.Width,
            Height = copies.Height,
            TakenAt = facts.TakenAt is { } at ? Instants.Storable(at) : null,
            Lon = facts.Position?.Lon,
            Lat = facts.Position?.Lat,
            Device = facts.Device,
            Phash = copies.Phash,
            StoredAt = Now(),
        };
        return await StoreAsync(picture, staged, copies, stop);
    }

    // Files first: a row without its files would be a broken picture, files without a row are found
    // by the next upload of the same picture.
    private async Task<Outcome<StoredPicture>> StoreAsync(
        Picture picture, StagedFile staged, PictureCopies? copies, CancellationToken stop)
    {
        if (copies is not null)
        {
            await files.KeepAsync(
                copies.Public, PictureFiles.Key(picture.Id, PictureSize.Public), stop);
            await files.KeepAsync(
                copies.Thumb, PictureFiles.Key(picture.Id, PictureSize.Thumb), stop);
            await files.KeepAsync(
                staged, PictureFiles.Key(picture.Id, PictureSize.Original), stop);
        }

        var stored = await database.WriteAsync(
            async session => (Outcome<int>)await InsertAsync(session, picture), stop);
        if (stored.Problem is { } problem)
        {
            return problem;
        }

        // The sweep of unattached pictures may have taken the files in the same moment.
        return await files.HasAsync(PictureFiles.Key(picture.Id, PictureSize.Original), stop)
            ? new StoredPicture(picture.Id, picture.Width, picture.Height)
            : new Problem(ProblemCode.FileMissing, "file");
    }

    private static async Task<int> InsertAsync(WriteSession session, Picture picture)
    {
        var known = await session.ExecuteAsync(
            "UPDATE pictures SET stored_at = @at WHERE id = @id",
            ("@at", picture.StoredAt), ("@id", picture.Id));
        if (known > 0)
        {
            return 0;
        }

        await session.InsertAsync(picture);
        if (picture.Phash is { } hash)
        {
            foreach (var key in PerceptualHash.BandKeys(hash))
            {
                await session.InsertAsync(
                    new PictureBand { BandKey = key, Phash = hash, PictureId = picture.Id });
            }
        }

        return 1;
    }

    private static async Task<byte[]> HeadAsync(StagedFile staged, CancellationToken stop)
    {
        var head = new byte[PictureKinds.HeadBytes];
        await using var file = File.OpenRead(staged.Path);
        var read = await file.ReadAtLeastAsync(
            head, head.Length, throwOnEndOfStream: false, stop);
        return head[..read];
    }

    private DateTimeOffset Now() => Instants.Storable(time.GetUtcNow());
}
