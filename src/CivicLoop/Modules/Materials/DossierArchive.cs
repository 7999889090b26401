using System.IO.Compression;
using System.Security.Cryptography;
using CivicLoop.Domain.Materials;

namespace CivicLoop.Modules.Materials;

/// <summary>Puts files into an archive and hashes them on the way.</summary>
internal sealed class DossierArchive(ZipArchive zip, DateTimeOffset at)
{
    private const int BufferBytes = 128 * 1024;

    public async Task<ManifestFile> AddAsync(
        string path, byte[] content, CancellationToken stop)
    {
        using var source = new MemoryStream(content, writable: false);
        return await AddAsync(path, source, stop);
    }

    public async Task<ManifestFile> AddAsync(
        string path, Stream source, CancellationToken stop)
    {
        var entry = zip.CreateEntry(path, CompressionLevel.Fastest);
        entry.LastWriteTime = at;
        await using var packed = await entry.OpenAsync(stop);
        return await HashAsync(path, source, packed, stop);
    }

    /// <summary>Reads a stream to its end, hashing it.</summary>
    /// <param name="into">Gets the same bytes; null where nobody wants them.</param>
    public static async Task<ManifestFile> HashAsync(
        string path, Stream source, Stream? into, CancellationToken stop)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[BufferBytes];
        long bytes = 0;
        int read;
        while ((read = await source.ReadAsync(buffer, stop)) > 0)
        {
            hash.AppendData(buffer.AsSpan(0, read));
            bytes += read;
            if (into is not null)
            {
                await into.WriteAsync(buffer.AsMemory(0, read), stop);
            }
        }

        return new ManifestFile(
            path, Convert.ToHexStringLower(hash.GetHashAndReset()), bytes);
    }
}
