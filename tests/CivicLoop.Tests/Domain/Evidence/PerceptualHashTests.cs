using CivicLoop.Domain.Evidence;
using CsCheck;

namespace CivicLoop.Tests.Domain.Evidence;

public sealed class PerceptualHashTests
{
    private static readonly Gen<byte[]> Miniature =
        Gen.Byte.Array[PerceptualHash.Width * PerceptualHash.Height];

    [Fact]
    public void Each_bit_says_whether_the_right_neighbour_is_brighter()
    {
        var rising = Enumerable.Range(0, 72).Select(at => (byte)(at % 9 * 20)).ToArray();
        Assert.Equal(-1L, PerceptualHash.Of(rising));
        Assert.Equal(0L, PerceptualHash.Of([.. rising.Select(grey => (byte)(255 - grey))]));
    }

    [Fact]
    public void A_picture_that_shows_nothing_has_no_hash()
    {
        Assert.Null(PerceptualHash.Of(new byte[72]));
        Assert.Null(PerceptualHash.Of([.. Enumerable.Range(0, 72).Select(at => (byte)(at % 8))]));
    }

    [Fact]
    public void A_darker_or_brighter_copy_has_the_same_hash() => Miniature.Sample(grey =>
        Assert.Equal(
            PerceptualHash.Of([.. grey.Select(pixel => (byte)((pixel / 4 * 2) + 20))]),
            PerceptualHash.Of([.. grey.Select(pixel => (byte)((pixel / 4 * 2) + 90))])));

    [Fact]
    public void Every_hash_that_is_alike_is_found_by_a_band() => Gen.Select(
        Gen.Long, Gen.Int[0, 63].Array[0, PerceptualHash.AlikeMax]).Sample((hash, flipped) =>
        {
            var other = flipped.Aggregate(hash, (bits, at) => bits ^ (1L << at));
            Assert.True(PerceptualHash.AreAlike(hash, other));
            Assert.NotEmpty(
                PerceptualHash.ProbeKeys(hash).Intersect(PerceptualHash.BandKeys(other)));
        });

    [Fact]
    public void Eight_differing_bits_are_not_alike() =>
        Assert.False(PerceptualHash.AreAlike(0, 0xFF));

    [Fact]
    public void A_miniature_of_another_size_is_a_mistake() =>
        Assert.Throws<ArgumentException>(() => PerceptualHash.Of(new byte[64]));
}
