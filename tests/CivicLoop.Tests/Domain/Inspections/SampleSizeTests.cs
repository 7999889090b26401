using CivicLoop.Domain.Inspections;
using CsCheck;

namespace CivicLoop.Tests.Domain.Inspections;

public sealed class SampleSizeTests
{
    // Krejcie and Morgan, Educational and Psychological Measurement 30 (1970), table 1: 95 %,
    // ± 5 %, rounded to the nearest where we round up.
    [Theory]
    [InlineData(10, 10)]
    [InlineData(100, 80)]
    [InlineData(200, 132)]
    [InlineData(500, 217)]
    [InlineData(1_000, 278)]
    [InlineData(1_200, 291)]
    [InlineData(2_000, 322)]
    [InlineData(10_000, 370)]
    [InlineData(20_000, 377)]
    public void The_sample_is_the_published_one_rounded_up(int population, int published) =>
        Assert.InRange(SampleSize.Of(population, 50, 95), published, published + 1);

    [Fact]
    public void A_smaller_margin_never_asks_for_fewer_sites_and_never_for_more_than_there_are() =>
        Gen.Select(
                Gen.Int[0, 20_000], Gen.Int[2, SampleSize.MarginMax],
                Gen.Int[0, 2])
            .Sample((population, margin, which) =>
            {
                var level = SampleSize.Levels[which];
                var n = SampleSize.Of(population, margin, level);
                return n <= population && n >= Math.Min(1, population)
                    && SampleSize.Of(population, margin - 1, level) >= n;
            });
}
