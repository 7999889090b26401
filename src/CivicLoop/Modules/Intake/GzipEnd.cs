using System.Buffers.Binary;

namespace CivicLoop.Modules.Intake;

/// <summary>Tells a gzip file that was cut off: the decompressor ends quietly where the bytes do.
/// </summary>
internal static class GzipEnd
{
    // RFC 1952: ten bytes of header, eight of trailer, the last four of them the length.
    private const int HeaderBytes = 10;
    private const int TrailerBytes = 8;
    private const int BlockBytes = 1 << 16;
    private const byte OsUnknown = 255;
    private const byte OsMax = 13;

    /// <param name="length">Bytes that came out of it.</param>
    public static bool IsCutOff(string path, long length)
    {
        using var file = File.OpenRead(path);
        if (file.Length < HeaderBytes + TrailerBytes)
        {
            return true;
        }

        file.Seek(-sizeof(uint), SeekOrigin.End);
        Span<byte> end = stackalloc byte[sizeof(uint)];
        file.ReadExactly(end);
        return BinaryPrimitives.ReadUInt32LittleEndian(end) != (uint)length
            && !HasSecondMember(file);
    }

    // Of several members joined into one file the last length tells nothing of the whole.
    private static bool HasSecondMember(FileStream file)
    {
        file.Seek(1, SeekOrigin.Begin);
        var buffer = new byte[BlockBytes];
        var kept = 0;
        while (file.Read(buffer, kept, buffer.Length - kept) is > 0 and var read)
        {
            var block = buffer.AsSpan(0, kept + read);
            for (var n = 0; n + HeaderBytes <= block.Length; n++)
            {
                if (IsHeader(block.Slice(n, HeaderBytes)))
                {
                    return true;
                }
            }

            kept = Math.Min(HeaderBytes - 1, block.Length);
            block[^kept..].CopyTo(buffer);
        }

        return false;
    }

    private static bool IsHeader(ReadOnlySpan<byte> at) =>
        at is [0x1F, 0x8B, 0x08, < 0x20, _, _, _, _, 0 or 2 or 4, <= OsMax or OsUnknown];
}
