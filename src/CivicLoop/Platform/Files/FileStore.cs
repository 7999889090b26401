using System.Buffers;
using System.Security.Cryptography;

namespace CivicLoop.Platform.Files;

/// <summary>Keeps the city's files by their content: on disk, or in an S3 bucket that many nodes
/// share. What is kept under a key never changes.</summary>
internal abstract class FileStore(string stagingFolder)
{
    private const int BufferBytes = 128 * 1024;

    // A program that was killed leaves what it was receiving; nothing takes longer than this.
    private static readonly TimeSpan StagedKept = TimeSpan.FromHours(24);

    /// <summary>The store the options name. Error: ArgumentException where they name no store.
    /// </summary>
    public static FileStore Open(CityOptions options)
    {
        var data = Path.GetFullPath(options.Data);
        return options.Files is { } place
            ? S3Files.Open(place, Path.Combine(data, "files", "tmp"))
            : new DiskFiles(Path.Combine(data, "files"));
    }

    /// <summary>Receives a stream, reading at most one byte more than may come.</summary>
    public async Task<StagedFile> StageAsync(Stream source, long bytesMax, CancellationToken stop)
    {
        Directory.CreateDirectory(stagingFolder);
        var path = Path.Combine(stagingFolder, Guid.CreateVersion7().ToString("N"));
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            await using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            long bytes = 0;
            while (bytes <= bytesMax)
            {
                var most = (int)Math.Min(BufferBytes, bytesMax + 1 - bytes);
                var read = await source.ReadAsync(buffer.AsMemory(0, most), stop);
                if (read == 0)
                {
                    break;
                }

                bytes += read;
                hash.AppendData(buffer.AsSpan(0, read));
                await file.WriteAsync(buffer.AsMemory(0, read), stop);
            }

            // On disk before anything is told to be kept: a rename alone survives no power cut.
            file.Flush(flushToDisk: true);
            return new StagedFile(
                path, Convert.ToHexStringLower(hash.GetHashAndReset()), bytes, bytes > bytesMax);
        }
        catch
        {
            File.Delete(path);
            throw;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    /// <summary>Throws away what programs that were killed had begun to receive.</summary>
    public void SweepStaged(DateTimeOffset now)
    {
        if (!Directory.Exists(stagingFolder))
        {
            return;
        }

        foreach (var path in Directory.EnumerateFiles(stagingFolder)
            .Where(path => File.GetLastWriteTimeUtc(path) < (now - StagedKept).UtcDateTime))
        {
            File.Delete(path);
        }
    }

    /// <summary>Keeps a staged file, which is staged no longer; nothing happens where its key is
    /// kept already.</summary>
    public abstract Task KeepAsync(StagedFile file, FileKey key, CancellationToken stop);

    /// <summary>Keeps a copy made in memory.</summary>
    public async Task KeepAsync(byte[] content, FileKey key, CancellationToken stop)
    {
        using var source = new MemoryStream(content, writable: false);
        using var staged = await StageAsync(source, content.Length, stop);
        await KeepAsync(staged, key, stop);
    }

    public abstract Task<bool> HasAsync(FileKey key, CancellationToken stop);

    /// <summary>Opens a file for reading; null where it is not kept.</summary>
    public abstract Task<Stream?> OpenAsync(FileKey key, CancellationToken stop);

    /// <summary>Throws a file away; nothing happens where it is not kept.</summary>
    public abstract Task EraseAsync(FileKey key, CancellationToken stop);
}
