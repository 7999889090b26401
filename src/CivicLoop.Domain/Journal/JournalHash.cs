using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace CivicLoop.Domain.Journal;

/// <summary>The digest a city's journal is chained with. SHA-256 is the default; a city bound to
/// the Chinese commercial algorithms puts SM3 here, which has the same length.</summary>
public delegate byte[] JournalDigest(ReadOnlySpan<byte> bytes);

/// <summary>Hashes entries into the chain of their subject: every hash covers the one before it, so
/// a changed, removed, inserted or re-ordered entry breaks all that follow.</summary>
public static class JournalHash
{
    /// <summary>Length of a digest, in bytes: that of SHA-256 and of SM3.</summary>
    public const int Bytes = 32;

    private const int FixedBytes = Bytes + 16 + sizeof(int) + sizeof(long) + 3 * sizeof(int);

    public static byte[] Sha256(ReadOnlySpan<byte> bytes) => SHA256.HashData(bytes);

    /// <summary>The hash of an entry that follows <paramref name="previous"/>. Every part is
    /// written with its length, so that no two different entries share their bytes.</summary>
    public static byte[] Of(
        JournalEntry entry, ReadOnlySpan<byte> previous, JournalDigest digest)
    {
        var length = FixedBytes
            + Encoding.UTF8.GetByteCount(entry.Actor)
            + Encoding.UTF8.GetByteCount(entry.Kind)
            + Encoding.UTF8.GetByteCount(entry.Body);
        var buffer = new byte[length];
        var rest = buffer.AsSpan();
        previous.CopyTo(rest);
        rest = rest[Bytes..];
        entry.SubjectId.TryWriteBytes(rest, bigEndian: true, out _);
        rest = rest[16..];
        BinaryPrimitives.WriteInt32BigEndian(rest, entry.N);
        rest = rest[sizeof(int)..];
        BinaryPrimitives.WriteInt64BigEndian(rest, Microseconds(entry.At));
        rest = rest[sizeof(long)..];
        rest = WriteText(rest, entry.Actor);
        rest = WriteText(rest, entry.Kind);
        WriteText(rest, entry.Body);
        return digest(buffer);
    }

    private static Span<byte> WriteText(Span<byte> target, string text)
    {
        var written = Encoding.UTF8.GetBytes(text, target[sizeof(int)..]);
        BinaryPrimitives.WriteInt32BigEndian(target, written);
        return target[(sizeof(int) + written)..];
    }

    private static long Microseconds(DateTimeOffset at) =>
        (at.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;
}
