using CivicLoop.Domain.Scores;
using CsCheck;

namespace CivicLoop.Tests.Domain.Scores;

/// <summary>Formulas of GB/T 30428.4, held against published figures and against luck.</summary>
public sealed class EvaluationTests
{
    /// <summary>Tianmen, December 2016, as its monthly bulletin published it.</summary>
    private static readonly Tally Tianmen = Of(
        (Measure.Reported, 1_054), (Measure.Accepted, 996), (Measure.CloseDue, 972),
        (Measure.Closed, 911), (Measure.ClosedOnTime, 737));

    [Fact]
    public void The_figures_of_Tianmen_come_out()
    {
        Assert.Equal(0.9450, Indicator.AcceptedRate.Of(Tianmen)!.Value, 4);
        Assert.Equal(0.9372, Indicator.ClosedRate.Of(Tianmen)!.Value, 4);
        Assert.Equal(0.7582, Indicator.ClosedOnTimeRate.Of(Tianmen)!.Value, 4);
    }

    [Fact]
    public void Events_and_components_of_Tianmen_add_up_to_the_whole()
    {
        var events = Of((Measure.CloseDue, 956), (Measure.Closed, 902));
        var components = Of((Measure.CloseDue, 16), (Measure.Closed, 9));
        Assert.Equal(0.9435, Indicator.ClosedRate.Of(events)!.Value, 4);
        Assert.Equal(0.5625, Indicator.ClosedRate.Of(components)!.Value, 4);
        Assert.Equal(
            Tianmen[Measure.CloseDue], events[Measure.CloseDue] + components[Measure.CloseDue]);
        Assert.Equal(
            Tianmen[Measure.Closed], events[Measure.Closed] + components[Measure.Closed]);
    }

    [Fact]
    public void One_case_closed_in_four_minutes_cannot_top_a_ranking()
    {
        var lucky = Of("lucky", (Measure.CloseDue, 1), (Measure.Closed, 1),
            (Measure.ClosedOnTime, 1));
        var steady = Of("steady", (Measure.CloseDue, 500), (Measure.Closed, 480),
            (Measure.ClosedOnTime, 470));
        var ranked = Ranking.Of([lucky, steady]);
        Assert.Equal("steady", ranked[0].Tally.Key);
        Assert.Null(ranked.Single(one => one.Tally.Key == "lucky").Rank);
    }

    [Fact]
    public void Open_overdue_cases_count_against_on_time()
    {
        // All that was closed was closed in time; ten lie open past their limit.
        var hiding = Of((Measure.CloseDue, 20), (Measure.Closed, 10), (Measure.ClosedOnTime, 10),
            (Measure.OpenOverdue, 10));
        Assert.Equal(0.5, Indicator.ClosedOnTimeRate.Of(hiding));
    }

    [Fact]
    public void Nothing_due_is_not_a_hundred_percent()
    {
        Assert.Null(Indicator.ClosedOnTimeRate.Of(Of()));
        Assert.Null(Ranking.Of([Of("idle")])[0].Rank);
    }

    [Fact]
    public void The_same_share_of_more_cases_never_ranks_lower() =>
        Gen.Select(Gen.Long[20, 5_000], Gen.Double[0, 1], Gen.Long[2, 20]).Sample(
            (due, share, times) =>
            {
                var onTime = (long)(due * share);
                var small = Of("small", (Measure.CloseDue, due), (Measure.ClosedOnTime, onTime));
                var large = Of("large", (Measure.CloseDue, due * times),
                    (Measure.ClosedOnTime, onTime * times));
                return Ranking.Of([small, large])[0].Tally.Key == "large" || onTime == 0;
            });

    [Fact]
    public void An_interval_holds_its_share_and_stays_between_nothing_and_all() =>
        Gen.Select(Gen.Long[1, 10_000], Gen.Double[0, 1]).Sample((whole, share) =>
        {
            var part = (long)(whole * share);
            var (low, high) = Ranking.Interval(part, whole);
            return low >= -1e-12 && high <= 1 + 1e-12 && low <= part / (double)whole + 1e-12
                && high >= part / (double)whole - 1e-12;
        });

    private static Tally Of(params (Measure Measure, long Count)[] counts) => Of("", counts);

    private static Tally Of(string key, params (Measure Measure, long Count)[] counts) =>
        new(key, counts.ToDictionary(one => one.Measure, one => one.Count));
}
