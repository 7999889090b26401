using CivicLoop.Domain;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Scores;
using CsCheck;
using static CivicLoop.Tests.Domain.Scores.SampleCards;

namespace CivicLoop.Tests.Domain.Scores;

/// <summary>Ranks, periods, parts that sum, and when a scorecard holds.</summary>
public sealed class ScoreRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Units_whose_intervals_overlap_are_tied()
    {
        var places = ScoreRanks.Of(
            [Unit("best", 900, 1000), Unit("near", 880, 1000), Unit("far", 200, 1000)], 0);
        Assert.Equal(
            [("best", 1, 2), ("near", 1, 2), ("far", 3, 3)],
            places.Select(one => (one.Score.Unit, one.Best!.Value, one.Worst!.Value)));
        Assert.True(places[0].IsTied);
        Assert.False(places[2].IsTied);
    }

    [Fact]
    public void One_case_closed_in_four_minutes_tops_no_ranking()
    {
        // It overlaps with everybody, so it is not surely better than anybody.
        var places = ScoreRanks.Of([Unit("lucky", 1, 1), Unit("steady", 470, 500)], 0);
        Assert.All(places, place => Assert.Equal((1, 2), (place.Best, place.Worst)));
    }

    [Fact]
    public void Overdue_cases_that_lie_open_cannot_be_hidden()
    {
        // All that was closed was in time; half of what was due lies open.
        var hiding = Unit("hiding", 10, 20);
        Assert.Equal(50_000, hiding.ScoreMilli);
    }

    [Fact]
    public void Who_is_measured_too_little_is_not_ranked()
    {
        var half = Add(
            Flat(("cases", 40), ("survey", 60)), UnitKind.Territory, "half",
            readings: MeasureReading.Counted("cases", 10, 10));
        var place = Assert.Single(ScoreRanks.Of([half], 500));
        Assert.Null(place.Best);
    }

    [Fact]
    public void Parts_sum_to_the_whole_and_none_is_off_by_one_or_more() =>
        Gen.Select(Gen.Long[0, 100_000], Gen.Long[0, 1_000_000].Array[1, 50]).Sample(
            (total, weights) =>
            {
                var parts = LargestRemainder.Split(total, weights);
                var sum = weights.Sum();
                return sum == 0
                    ? parts.All(part => part == 0)
                    : parts.Sum() == total && parts.Zip(weights).All(one =>
                        Math.Abs(one.First - (one.Second * (double)total / sum)) < 1);
            });

    [Fact]
    public void Adding_one_visit_gives_what_adding_all_would() =>
        Gen.Int[0, 1000].Array[0, 200].Sample(scores =>
        {
            var cell = new ScoreCell("2026-11", Guid.Empty, "west", "S01", 0, 0, 0);
            foreach (var score in scores)
            {
                cell = cell.With(score);
            }

            var stratum = Stratum("west", "S01", 300, scores);
            return (cell.Visits, cell.SumMilli, cell.SquaresMilli)
                == (stratum.Visits, stratum.SumMilli, stratum.SquaresMilli);
        });

    [Theory]
    [InlineData("2026-11", "2026-11-01", "2026-11-30", "2026-10")]
    [InlineData("2026-q1", "2026-01-01", "2026-03-31", "2025-Q4")]
    [InlineData("2026", "2026-01-01", "2026-12-31", "2025")]
    public void A_period_is_a_month_a_quarter_or_a_year(
        string text, string first, string last, string before)
    {
        var period = ScorePeriod.Parse(text).Value;
        Assert.Equal(
            (first, last), ($"{period.FirstDay:yyyy-MM-dd}", $"{period.LastDay:yyyy-MM-dd}"));
        Assert.Equal(before, $"{period.Before}");
    }

    [Theory]
    [InlineData("2026-13")]
    [InlineData("2026-Q5")]
    [InlineData("26")]
    [InlineData("")]
    [InlineData("2026-11-01")]
    public void What_is_no_period_is_refused(string text) =>
        Assert.Equal(ProblemCode.FieldInvalid, ScorePeriod.Parse(text).Problem!.Code);

    [Fact]
    public void A_tree_without_a_root_a_group_without_parts_and_a_loop_are_refused()
    {
        Assert.NotNull(ScorecardRules.Refuse([]));
        Assert.NotNull(ScorecardRules.Refuse([Node("score", null, source: "case")]));
        Assert.NotNull(ScorecardRules.Refuse([Node("score", null), Node("empty", "score")]));
        Assert.NotNull(ScorecardRules.Refuse(
            [Node("score", null), Node("a", "b"), Node("b", "a")]));
        Assert.Equal(
            ProblemCode.ScorecardWeightless,
            ScorecardRules.Refuse(Flat(("a", 0), ("b", 0)))!.Code);
        Assert.Null(ScorecardRules.Refuse(Flat(("a", 1), ("b", 0))));
    }

    [Fact]
    public void A_version_holds_from_its_month_and_months_that_passed_keep_theirs()
    {
        var first = Draft(1);
        var nodes = Flat(("a", 1));
        var today = new DateOnly(2026, 11, 24);
        // The first may begin earlier: there is nothing it would change.
        var holding = ScorecardRules.Publish(first, nodes, "2026-01", [], today, Now).Value;
        Assert.Equal(
            ProblemCode.ScorecardMonthTaken,
            ScorecardRules.Publish(Draft(2), nodes, "2026-10", [holding], today, Now)
                .Problem!.Code);
        var next = ScorecardRules.Publish(Draft(2), nodes, "2026-12", [holding], today, Now).Value;
        Assert.Equal(1, HoldingIn("2026-11"));
        Assert.Equal(2, HoldingIn("2026-12"));
        Assert.Null(HoldingIn("2025-12"));
        Assert.Equal(
            ProblemCode.ScorecardFixed,
            ScorecardRules.Change(next, "文件", 5, 500, 500).Problem!.Code);

        int? HoldingIn(string month) => ScorecardRules.Holding(
            [holding, next], ScorePeriod.Parse(month).Value)?.N;
    }

    private static ScorecardVersion Draft(int n) => new()
    {
        ScorecardId = Guid.Empty, N = n, State = ScorecardState.Draft, BasisName = "办法",
        LeastN = 5, MeasuredMinMilli = 500, LineShareMilli = 500, MadeBy = "x", MadeAt = Now,
    };

    private static UnitScore Unit(string code, long part, long whole) => Add(
        Flat(("cases", 1)), UnitKind.Territory, code,
        readings: MeasureReading.Counted("cases", part, whole));
}
