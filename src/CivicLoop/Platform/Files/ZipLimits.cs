using System.IO.Compression;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Platform.Files;

/// <summary>Refuses archives that unpack to far more than they weigh, before anything else reads
/// them. What a header says of its length is not believed: the bytes are counted.</summary>
internal static class ZipLimits
{
    /// <summary>Most that an archive may unpack to.</summary>
    public const long UnpackedBytesMax = 300L * 1024 * 1024;

    private const int EntriesMax = 200;

    public static Problem? Refuse(byte[] archive)
    {
        try
        {
            using var zip = new ZipArchive(new MemoryStream(archive), ZipArchiveMode.Read);
            if (zip.Entries.Count > EntriesMax)
            {
                return Unreadable($"> {EntriesMax} files");
            }

            var left = UnpackedBytesMax;
            var buffer = new byte[1 << 16];
            foreach (var entry in zip.Entries)
            {
                using var unpacked = entry.Open();
                int read;
                while ((read = unpacked.Read(buffer, 0, buffer.Length)) > 0)
                {
                    left -= read;
                    if (left < 0)
                    {
                        return Unreadable($"> {UnpackedBytesMax / (1024 * 1024)} MB unpacked");
                    }
                }
            }

            return null;
        }
        catch (InvalidDataException)
        {
            return Unreadable("zip");
        }
    }

    public static bool IsZip(ReadOnlySpan<byte> file) => file is [0x50, 0x4B, 0x03, 0x04, ..];

    private static Problem Unreadable(string why) =>
        new(ProblemCode.FileUnreadable, "file", why);
}
