using System.Buffers.Binary;

namespace CivicLoop.Domain.Simulation;

/// <summary>Random draws that a seed and a number decide alone (SplitMix64): the same in every run,
/// on every machine, whatever was drawn for other cases.</summary>
public sealed class SeededDraws
{
    private const ulong Step = 0x9E3779B97F4A7C15;

    private ulong state;

    /// <param name="n">Number of the case, day or thing the draws are for.</param>
    public SeededDraws(long seed, long n)
    {
        state = Mix(unchecked((ulong)seed * Step)) ^ Mix(unchecked((ulong)n + Step));
    }

    /// <summary>From 0 up to but not including 1.</summary>
    public double Unit() => (Next() >> 11) * (1.0 / (1UL << 53));

    public bool Chance(double probability) => Unit() < probability;

    /// <summary>From <paramref name="from"/> up to but not including <paramref name="to"/>.
    /// </summary>
    public double Between(double from, double to) => from + ((to - from) * Unit());

    /// <summary>A whole number from 0 up to but not including <paramref name="count"/>.</summary>
    public int Below(int count) => (int)(Unit() * count);

    public T Pick<T>(IReadOnlyList<T> from) => from[Below(from.Count)];

    /// <summary>Place of one of the weights, the heavier the likelier.</summary>
    public int Weighted(IReadOnlyList<double> weights)
    {
        var at = Unit() * weights.Sum();
        for (var n = 0; n < weights.Count - 1; n++)
        {
            at -= weights[n];
            if (at < 0)
            {
                return n;
            }
        }

        return weights.Count - 1;
    }

    /// <summary>A UUIDv7 of an instant: sorts by it, and is the same in every run.</summary>
    public Guid Id(DateTimeOffset at)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteUInt64BigEndian(bytes, (ulong)at.ToUnixTimeMilliseconds() << 16);
        BinaryPrimitives.WriteUInt16BigEndian(bytes[6..], (ushort)Next());
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], Next());
        bytes[6] = (byte)((bytes[6] & 0x0F) | 0x70);
        bytes[8] = (byte)((bytes[8] & 0x3F) | 0x80);
        return new Guid(bytes, bigEndian: true);
    }

    public byte[] Bytes(int count)
    {
        var bytes = new byte[count];
        for (var n = 0; n < count; n++)
        {
            bytes[n] = (byte)(Next() >> 56);
        }

        return bytes;
    }

    /// <summary>A number for a text, the same on every machine.</summary>
    public static long Number(string text)
    {
        // FNV-1a, because string.GetHashCode differs from run to run.
        var hash = 14695981039346656037UL;
        foreach (var letter in text)
        {
            hash = unchecked((hash ^ letter) * 1099511628211UL);
        }

        return unchecked((long)hash);
    }

    private ulong Next()
    {
        state = unchecked(state + Step);
        return Mix(state);
    }

    private static ulong Mix(ulong z)
    {
        unchecked
        {
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
