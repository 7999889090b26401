using CivicLoop.Domain.Scores;
using static CivicLoop.Tests.Domain.Scores.SampleCards;

namespace CivicLoop.Tests.Domain.Scores;

/// <summary>Intervals of samples: stratified, with the finite population correction.</summary>
public sealed class SampleVarianceTests
{
    [Fact]
    public void A_stratums_variance_is_corrected_for_the_sites_that_were_seen()
    {
        // s² of 0.6, 0.7, 0.8, 0.9, 1.0 is 0.025; (1 − 5 ÷ 20) × 0.025 ÷ 5 = 0.00375.
        var stratum = Stratum("west", "S01", 20, 600, 700, 800, 900, 1000);
        var variance = new SampleVariance([stratum]).Of(stratum);
        Assert.Equal(0.00375, variance.OfMean, 8);
        Assert.Equal(4, variance.Freedom);
        Assert.Equal(0.005, new SampleVariance([stratum]).Of(
            stratum with { IsWhole = false }).OfMean, 8);
    }

    [Fact]
    public void A_mean_of_strata_weighs_each_by_its_sites()
    {
        var west = Stratum("west", "S01", 30, 1000, 1000, 1000, 1000, 900);
        var east = Stratum("east", "S01", 10, 500, 500, 500, 500, 400);
        // (30 × 0.98 + 10 × 0.48) ÷ 40 = 0.855.
        var score = Add(
            [Node("score", null), Node("streets", "score", 1, "field")],
            readings: MeasureReading.Sampled("streets", [west, east]));
        Assert.Equal(85_500, score.ScoreMilli);
        // v = 0.75² × (25 ÷ 30) × 0.002 ÷ 5 + 0.25² × (5 ÷ 10) × 0.002 ÷ 5 = 0.0002.
        var v = (0.5625 * 25 / 30 * 0.0004) + (0.0625 * 0.5 * 0.0004);
        var freedom = v * v / ((Math.Pow(0.5625 * 25 / 30 * 0.0004, 2) / 4)
            + (Math.Pow(0.0625 * 0.5 * 0.0004, 2) / 4));
        var width = Confidence.Factor(freedom) * Math.Sqrt(v);
        Assert.Equal(0.855 - width, score.Root.LowMicro!.Value / 1e6, 5);
        Assert.Equal(0.855 + width, score.Root.HighMicro!.Value / 1e6, 5);
    }

    [Fact]
    public void A_census_of_all_sites_is_certain()
    {
        var all = Stratum("west", "S01", 5, 1000, 900, 800, 700, 600);
        Assert.Equal(0, new SampleVariance([all]).Of(all).OfMean);
    }

    [Fact]
    public void Three_good_sites_of_twenty_are_not_certainty()
    {
        var few = Stratum("west", "S01", 20, 1000, 1000, 1000);
        Assert.True(new SampleVariance([few]).Of(few).OfMean > 0.01);
    }

    [Fact]
    public void A_stratum_with_one_visit_borrows_the_spread_of_its_kind()
    {
        var one = Stratum("east", "S01", 9, 1000);
        var kind = Stratum("west", "S01", 20, 600, 700, 800, 900, 1000);
        var variance = new SampleVariance([one, kind]).Of(one);
        Assert.Equal(8 / 9.0 * 0.025, variance.OfMean, 8);
        Assert.Equal("S01", variance.Source);
    }

    [Fact]
    public void Few_degrees_of_freedom_widen_an_interval()
    {
        Assert.Equal(12.706, Confidence.Factor(1.9));
        Assert.Equal(2.042, Confidence.Factor(30.5));
        Assert.Equal(1.959964, Confidence.Factor(1_000));
        Assert.Equal(8, Confidence.Freedom([(1, 4), (1, 4)]), 9);
    }
}
