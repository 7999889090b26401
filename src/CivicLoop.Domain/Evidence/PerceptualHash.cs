using System.Numerics;

namespace CivicLoop.Domain.Evidence;

/// <summary>64 bits that stay nearly the same when a picture is scaled or compressed anew: for each
/// pixel of a 9×8 grey miniature, whether its right neighbour is brighter (difference hash).
/// </summary>
public static class PerceptualHash
{
    public const int Width = 9;

    public const int Height = 8;

    /// <summary>Most differing bits of pictures called alike. Unrelated photos differ in about 32
    /// of 64 bits; a photo sent on by a messenger in 0 to 5. Seven is also what the bands below
    /// find without fail.</summary>
    public const int AlikeMax = 7;

    /// <summary>Bands of 16 bits. Two hashes that differ in at most seven bits have a band that
    /// differs in at most one, so looking up a band and its one-bit neighbours misses none.
    /// </summary>
    public const int Bands = 4;

    private const int BandBits = 16;

    // Below this spread of grey a picture is a wall or a black pocket and resembles every other.
    private const int SpreadMin = 16;

    /// <summary>The hash of a miniature, row by row; null where the picture shows next to nothing.
    /// Error: ArgumentException when it is not 9×8.</summary>
    public static long? Of(ReadOnlySpan<byte> grey)
    {
        if (grey.Length != Width * Height)
        {
            throw new ArgumentException($"{Width}×{Height} pixels are needed.", nameof(grey));
        }

        byte darkest = byte.MaxValue, brightest = 0;
        foreach (var pixel in grey)
        {
            darkest = Math.Min(darkest, pixel);
            brightest = Math.Max(brightest, pixel);
        }

        return brightest - darkest < SpreadMin ? null : unchecked((long)Bits(grey));
    }

    /// <summary>How many of the 64 bits differ.</summary>
    public static int Distance(long one, long other) =>
        BitOperations.PopCount(unchecked((ulong)(one ^ other)));

    public static bool AreAlike(long one, long other) => Distance(one, other) <= AlikeMax;

    /// <summary>The keys a hash is found by: each band's value with the band's number before it.
    /// </summary>
    public static IReadOnlyList<int> BandKeys(long hash) =>
        [.. Enumerable.Range(0, Bands).Select(band => Key(band, Value(hash, band)))];

    /// <summary>The keys under which everything alike stands: every band's value and its one-bit
    /// neighbours.</summary>
    public static IReadOnlyList<int> ProbeKeys(long hash) =>
    [
        .. Enumerable.Range(0, Bands).SelectMany(band =>
            Enumerable.Range(0, BandBits).Select(bit => Value(hash, band) ^ (1 << bit))
                .Prepend(Value(hash, band))
                .Select(value => Key(band, value))),
    ];

    private static ulong Bits(ReadOnlySpan<byte> grey)
    {
        ulong bits = 0;
        for (var row = 0; row < Height; row++)
        {
            for (var column = 0; column < Width - 1; column++)
            {
                var at = (row * Width) + column;
                bits = (bits << 1) | (grey[at + 1] > grey[at] ? 1UL : 0);
            }
        }

        return bits;
    }

    private static int Value(long hash, int band) =>
        (int)((unchecked((ulong)hash) >> (band * BandBits)) & 0xFFFF);

    private static int Key(int band, int value) => (band << BandBits) | value;
}
