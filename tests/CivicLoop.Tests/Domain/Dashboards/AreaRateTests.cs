using CivicLoop.Domain.Dashboards;
using CsCheck;

namespace CivicLoop.Tests.Domain.Dashboards;

public sealed class AreaRateTests
{
    [Fact]
    public void A_rate_is_of_ten_thousand_residents_and_needs_to_know_them()
    {
        var rates = AreaRates.Of(
            [new("a", 300, 1_000_000), new("b", 100, 1_000_000), new("c", 50, null)],
            RateBase.Residents);
        Assert.Equal(2, rates.Whole!.Value, 9);
        Assert.Equal(3, rates.Areas[0].Rate!.Value, 9);
        Assert.True(rates.Areas[0].IsApart);
        Assert.Equal("c", rates.Areas[2].Area);
        Assert.Null(rates.Areas[2].Rate);
    }

    [Fact]
    public void Luck_of_a_small_area_is_drawn_to_the_whole_and_a_large_one_stands()
    {
        var rates = AreaRates.Of(
            [
                new("large", 400, 200), new("other", 100, 200), new("lucky", 0, 2),
                new("unlucky", 8, 2),
            ],
            RateBase.Sites);
        AreaRate Of(string area) => rates.Areas.Single(one => one.Area == area);
        Assert.InRange(Of("large").Drawn!.Value, 1.95, 2);
        Assert.InRange(Of("lucky").Drawn!.Value, 0.3, rates.Whole!.Value);
        Assert.True(Of("unlucky").Rate > 1.5 * Of("unlucky").Drawn);
        Assert.False(Of("lucky").IsApart);
    }

    [Theory]
    // Exact limits of Poisson counts: 0 (0–3.69), 5 (1.62–11.67), 100 (81.4–121.6).
    [InlineData(0, 0, 3.69)]
    [InlineData(5, 1.62, 11.67)]
    [InlineData(100, 81.4, 121.6)]
    public void The_interval_of_a_count_is_near_the_exact_one(long count, double low, double high)
    {
        var (from, to) = AreaRates.Interval(count);
        Assert.InRange(from, low - 0.1, low + 0.1);
        Assert.InRange(to, high - 0.1, high + 0.1);
    }

    [Fact]
    public void A_drawn_rate_lies_between_the_own_and_the_whole_and_an_interval_around_the_own()
    {
        var area = Gen.Select(Gen.Long[0, 500], Gen.Long[1, 2_000]);
        area.List[1, 20].Sample(counted =>
        {
            var rates = AreaRates.Of(
                counted.Select((one, n) => new AreaCount($"{n}", one.Item1, one.Item2)),
                RateBase.Sites);
            Assert.All(rates.Areas, one =>
            {
                Assert.InRange(
                    one.Drawn!.Value, Math.Min(one.Rate!.Value, rates.Whole!.Value) - 1e-9,
                    Math.Max(one.Rate.Value, rates.Whole.Value) + 1e-9);
                Assert.True(one.Low <= one.Rate && one.Rate <= one.High);
            });
        });
    }
}
