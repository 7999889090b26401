using CivicLoop.Domain.Dashboards;
using CsCheck;

namespace CivicLoop.Tests.Domain.Dashboards;

public sealed class ControlChartTests
{
    [Fact]
    public void Limits_of_shares_are_three_deviations_of_as_many_cases_as_the_week_had()
    {
        var chart = ControlChart.OfShares(Weeks((90, 100), (90, 100), (360, 400), (90, 100)));
        Assert.Equal(0.9, chart.Middle!.Value, 9);
        // 0.9 ± 3 √(0.9 · 0.1 ÷ 100) and ÷ 400.
        Assert.Equal(0.81, chart.Points[0].Low!.Value, 9);
        Assert.Equal(0.99, chart.Points[0].High!.Value, 9);
        Assert.Equal(0.855, chart.Points[2].Low!.Value, 9);
        Assert.Equal(0.945, chart.Points[2].High!.Value, 9);
        Assert.DoesNotContain(chart.Points, point => point.IsMoreThanNoise);
    }

    [Fact]
    public void A_week_beyond_the_limits_is_marked_and_a_small_one_that_looks_worse_is_not()
    {
        var chart = ControlChart.OfShares(
            Weeks((95, 100), (94, 100), (96, 100), (2, 3), (70, 100)));
        Assert.Empty(chart.Points[3].Signals);
        Assert.Contains(ControlSignal.Beyond, chart.Points[4].Signals);
        Assert.False(chart.Points[4].IsAbove);
    }

    [Fact]
    public void Eight_weeks_on_one_side_are_a_signal_at_the_eighth()
    {
        var counts = Enumerable.Repeat((52, 100), 8).Concat(Enumerable.Repeat((48, 100), 8));
        var chart = ControlChart.OfShares(Weeks([.. counts]));
        Assert.Equal(
            [7, 15],
            chart.Points.Select((point, n) => (point, n))
                .Where(one => one.point.Signals.Contains(ControlSignal.EightInRow))
                .Select(one => one.n));
    }

    [Fact]
    public void Two_of_three_and_four_of_five_weeks_far_out_are_signals()
    {
        // Shares of 100 about 0.5 have a deviation of 0.05 and a bit less of what the mean moves.
        var chart = ControlChart.OfShares(
            Weeks((50, 100), (39, 100), (50, 100), (39, 100), (61, 100), (61, 100)));
        Assert.Contains(ControlSignal.TwoOfThree, chart.Points[3].Signals);
        Assert.Contains(ControlSignal.TwoOfThree, chart.Points[5].Signals);
        var other = ControlChart.OfShares(
            Weeks((44, 100), (44, 100), (50, 100), (44, 100), (44, 100), (74, 100)));
        Assert.Contains(ControlSignal.FourOfFive, other.Points[4].Signals);
    }

    [Fact]
    public void Nothing_to_measure_has_no_value_and_few_weeks_or_cases_have_no_limits()
    {
        var none = ControlChart.OfShares(Weeks((0, 0), (0, 0)));
        Assert.Null(none.Middle);
        Assert.All(none.Points, point => Assert.Null(point.Value));
        Assert.False(ControlChart.OfShares(Weeks((90, 100), (90, 100), (9, 100))).HasLimits);
        Assert.False(ControlChart.OfShares(Weeks((1, 2), (1, 2), (1, 2), (1, 2))).HasLimits);
        // All on time: there is no noise to have limits of.
        Assert.False(ControlChart.OfShares(
            Weeks((50, 50), (50, 50), (50, 50), (50, 50))).HasLimits);
    }

    [Fact]
    public void Rates_have_limits_of_their_counts_and_never_below_zero()
    {
        var chart = ControlChart.OfRates(Weeks((7, 7), (7, 7), (7, 7), (35, 7)));
        Assert.Equal(2, chart.Middle!.Value, 9);
        Assert.Equal(2 + (3 * Math.Sqrt(2 / 7.0)), chart.Points[0].High!.Value, 9);
        Assert.Contains(ControlSignal.Beyond, chart.Points[3].Signals);
        var few = ControlChart.OfRates(Weeks((5, 7), (6, 7), (5, 7), (5, 7)));
        Assert.All(few.Points, point => Assert.Equal(0, point.Low));
    }

    [Fact]
    public void Weeks_that_scatter_more_than_their_counts_explain_widen_the_limits()
    {
        (int, int)[] even = [.. Enumerable.Range(0, 12).Select(n =>
            (n % 2 == 0 ? 9_200 : 8_800, 10_000))];
        var chart = ControlChart.OfShares(Weeks(even));
        Assert.True(chart.Spread > 5);
        Assert.DoesNotContain(
            chart.Points, point => point.Signals.Contains(ControlSignal.Beyond));
    }

    [Fact]
    public void Whatever_is_counted_limits_lie_in_range_around_the_middle_and_beyond_means_beyond()
    {
        var week = Gen.Int[0, 300].SelectMany(whole =>
            Gen.Int[0, whole].Select(part => new ControlCount(part, whole)));
        week.List[1, 30].Sample(counts =>
        {
            foreach (var chart in new[]
            {
                ControlChart.OfShares(counts), ControlChart.OfRates(counts),
            })
            {
                Assert.Equal(counts.Count, chart.Points.Count);
                Assert.All(chart.Points.Where(point => point.Low is not null), point =>
                {
                    Assert.InRange(point.Low!.Value, 0, chart.Middle!.Value);
                    Assert.True(point.High >= chart.Middle);
                    Assert.False(point.Signals.Contains(ControlSignal.Beyond)
                        && point.Value > point.Low && point.Value < point.High);
                });
            }
        });
    }

    private static List<ControlCount> Weeks(params (int Part, int Whole)[] counts) =>
        [.. counts.Select(one => new ControlCount(one.Part, one.Whole))];
}
