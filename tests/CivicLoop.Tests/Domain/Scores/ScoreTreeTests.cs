using CivicLoop.Domain.Scores;
using CivicLoop.Domain.Standards;
using CsCheck;
using static CivicLoop.Tests.Domain.Scores.SampleCards;

using CaseCount = CivicLoop.Domain.Scores.Measure;

namespace CivicLoop.Tests.Domain.Scores;

/// <summary>Scores add up on every node, promise no more than is known, and treat what is missing
/// as missing.</summary>
public sealed class ScoreTreeTests
{
    private static readonly Gen<(int[] Weights, (long Part, long Whole)[] Counts)> Trees =
        Gen.Select(
            Gen.Int[0, 30].Array[1, 40],
            Gen.Select(Gen.Long[0, 500], Gen.Long[0, 500]).Array[40],
            (weights, counts) => (
                weights, counts.Select(one => (Math.Min(one.Item1, one.Item2), one.Item2))
                    .ToArray()));

    [Fact]
    public void The_points_of_the_parts_sum_to_the_node_on_every_node() => Trees.Sample(made =>
    {
        var (nodes, readings) = Grown(made.Weights, made.Counts);
        var score = Add(nodes, readings: readings);
        return score.Nodes.All(node =>
        {
            var parts = score.Nodes.Where(one => one.ParentCode == node.Code).ToList();
            return parts.Count == 0
                || (parts.Sum(one => one.ReachedMilli) == node.ReachedMilli
                    && parts.Sum(one => one.WorthMilli) == node.WorthMilli
                    && parts.Sum(one => one.PlannedMilli) == node.PlannedMilli
                    && parts.Sum(one => one.MeasuredMilli) == node.MeasuredMilli);
        }) && score.Root.WorthMilli is 0 or Shares.FullMilli;
    });

    [Fact]
    public void A_waterfall_of_parts_sums_to_the_change_of_every_node() =>
        Gen.Select(Trees, Trees).Sample((then, now) =>
        {
            var (nodes, readings) = Grown(then.Weights, then.Counts);
            var before = Add(nodes, readings: readings);
            var (others, anew) = Grown(now.Weights, now.Counts);
            var after = Add(others, readings: anew);
            return after.Nodes.Where(node => others.Any(one => one.ParentCode == node.Code)
                    && before.Nodes.Any(one => one.Code == node.Code
                        && nodes.Any(part => part.ParentCode == one.Code)))
                .All(node =>
                {
                    var was = before.Nodes.First(one => one.Code == node.Code).ReachedMilli;
                    var steps = ScoreChange.Steps(
                        was, ScoreChange.Of(before, after, node.Code));
                    return steps[0].FromMilli == was && steps[^1].ToMilli == node.ReachedMilli
                        && steps.Zip(steps.Skip(1))
                            .All(two => two.First.ToMilli == two.Second.FromMilli);
                });
        });

    [Fact]
    public void A_share_lies_in_its_interval_and_that_between_nothing_and_all() =>
        Trees.Sample(made =>
        {
            var (nodes, readings) = Grown(made.Weights, made.Counts);
            return Add(nodes, readings: readings).Nodes.All(node => node.ShareMicro is null
                || (node.LowMicro >= 0 && node.HighMicro <= Shares.WholeMicro
                    && node.LowMicro <= node.ShareMicro + 1
                    && node.HighMicro >= node.ShareMicro - 1));
        });

    [Fact]
    public void What_was_not_measured_is_missing_and_never_a_hundred_per_cent()
    {
        var score = Add(
            Flat(("cases", 60), ("survey", 40)),
            readings: MeasureReading.Counted("cases", 10, 10));
        Assert.Equal(60_000, score.MeasuredMilli);
        var survey = score.Nodes.Single(one => one.Code == "survey");
        Assert.True(survey.IsMissing);
        Assert.Null(survey.ShareMicro);
        Assert.Equal(0, survey.WorthMilli);
        var nothing = Add(Flat(("cases", 60)), readings: MeasureReading.Counted("cases", 0, 0));
        Assert.Null(nothing.ScoreMilli);
        Assert.Null(ScoreRanks.Of([nothing], 0)[0].Best);
    }

    [Fact]
    public void A_count_is_held_against_the_ratio_required_and_more_is_worth_no_more()
    {
        const int need = 950;
        Assert.Equal(526_315, MeasureReading.Counted("m", 50, 100, need).ShareMicro);
        Assert.Equal(
            Shares.WholeMicro, MeasureReading.Counted("m", 97, 100, need).ShareMicro);
        var required = Add(
            Flat(("m", 1)), readings: MeasureReading.Counted("m", 50, 100, need)).Nodes[1];
        var plain = Add(
            Flat(("m", 1)), readings: MeasureReading.Counted("m", 50, 100)).Nodes[1];
        // The interval is as much wider as the share is higher.
        Assert.Equal(plain.LowMicro!.Value / 0.95, required.LowMicro!.Value, 1.5);
        Assert.Equal(plain.HighMicro!.Value / 0.95, required.HighMicro!.Value, 1.5);
        Assert.Equal((50, 100), (required.Part, required.Count));
    }

    [Fact]
    public void A_sample_is_held_against_the_ratio_required_and_more_is_worth_no_more()
    {
        StratumSum[] strata = [new("w", "S01", 100, 10, 10, 7_200, 5_400_000)];
        Assert.Equal(720_000, MeasureReading.Sampled("m", strata).ShareMicro);
        Assert.Equal(800_000, MeasureReading.Sampled("m", strata, 900).ShareMicro);
        Assert.Equal(Shares.WholeMicro, MeasureReading.Sampled("m", strata, 700).ShareMicro);
    }

    [Fact]
    public void Strata_nobody_has_been_to_make_a_measure_partial()
    {
        var score = Add(
            [Node("score", null), Node("streets", "score", 1, "field")],
            readings: MeasureReading.Sampled(
                "streets", [Stratum("west", "S01", 30, 900, 800), Stratum("east", "S01", 10)]));
        Assert.Equal(75_000, score.MeasuredMilli);
        Assert.True(score.Nodes[1].IsPartial);
        Assert.Equal(85_000, score.ScoreMilli);
    }

    [Fact]
    public void Grades_are_worth_100_66_33_and_nothing()
    {
        var scores = new[] { Grade.A, Grade.B, Grade.C, Grade.CSharp }
            .Select(grade => grade.ShareMilli()).ToArray();
        Assert.Equal([1000, 660, 330, 0], scores);
        var score = Add(
            [Node("score", null), Node("streets", "score", 1, "field")],
            readings: MeasureReading.Sampled("streets", [Stratum("west", "S01", 4, scores)]));
        // (100 + 66 + 33 + 0) ÷ 4, and every site was seen.
        Assert.Equal(49_750, score.ScoreMilli);
        Assert.Equal((49_750, 49_750), (score.LowMilli, score.HighMilli));
    }

    [Fact]
    public void Tianmens_months_figures_come_out_as_its_bulletin_has_them()
    {
        var tally = new Tally("", new Dictionary<CaseCount, long>
        {
            [CaseCount.Reported] = 1_054, [CaseCount.Accepted] = 996, [CaseCount.CloseDue] = 972,
            [CaseCount.Closed] = 911, [CaseCount.ClosedOnTime] = 737,
        });
        var onTime = Counted("on-time", Indicator.ClosedOnTimeRate, tally);
        Assert.Equal(758_230, onTime.ShareMicro);
        Assert.Equal(937_242, Counted("closed", Indicator.ClosedRate, tally).ShareMicro);
        Assert.Equal(75_823, Add(Flat(("on-time", 1)), readings: onTime).ScoreMilli);
    }

    [Fact]
    public void Jinhua_takes_cases_set_aside_with_leave_off_those_due()
    {
        var tally = new Tally("", new Dictionary<CaseCount, long>
        {
            [CaseCount.CloseDue] = 100, [CaseCount.Suspended] = 10, [CaseCount.ClosedOnTime] = 81,
        });
        Assert.Equal(
            900_000,
            Counted("on-time", Indicator.Find("closed-on-time-less-suspended")!, tally).ShareMicro);
    }

    [Fact]
    public void A_rate_that_should_be_small_is_turned_round()
    {
        var tally = new Tally("", new Dictionary<CaseCount, long>
        {
            [CaseCount.Closed] = 200, [CaseCount.Recurred] = 10,
        });
        var recurrence = Indicator.All.Single(one => one.Name == "recurrence-rate");
        Assert.Equal(950_000, Counted("stays", recurrence, tally).ShareMicro);
    }

    [Fact]
    public void A_small_number_is_drawn_towards_the_city_and_marked()
    {
        var city = new Dictionary<string, int> { ["cases"] = 800_000 };
        var lucky = Add(
            Flat(("cases", 1)), UnitKind.Territory, "lucky", city, least: 20,
            readings: MeasureReading.Counted("cases", 1, 1));
        Assert.True(lucky.Root.IsSmall);
        Assert.Equal(81_000, lucky.ScoreMilli);
        Assert.Equal(1_000_000, lucky.Nodes[1].OwnMicro);
        var enough = Add(
            Flat(("cases", 1)), UnitKind.Territory, "enough", city, least: 20,
            readings: MeasureReading.Counted("cases", 20, 20));
        Assert.False(enough.Root.IsSmall);
        Assert.Equal(100_000, enough.ScoreMilli);
    }

    [Fact]
    public void A_weight_of_nothing_leaves_a_measure_out_for_that_kind_of_unit()
    {
        ScoreNode[] nodes =
        [
            Node("score", null), Node("cases", "score", 3, "case"),
            Node("survey", "score", 1, "survey", line: 0),
        ];
        var line = Add(
            nodes, UnitKind.Line, "bureau", readings: MeasureReading.Counted("cases", 1, 2));
        Assert.Equal(Shares.FullMilli, line.MeasuredMilli);
        var city = Add(nodes, readings: MeasureReading.Counted("cases", 1, 2));
        Assert.Equal(75_000, city.MeasuredMilli);
    }

    [Fact]
    public void A_group_of_no_weight_is_left_out_with_all_that_stands_below_it()
    {
        ScoreNode[] nodes =
        [
            Node("score", null), Node("cases", "score", 3, "case"),
            Node("papers", "score", 1, line: 0), Node("part", "papers", 5),
            Node("paper", "part", 5, "material"),
        ];
        MeasureReading[] readings =
            [MeasureReading.Counted("cases", 3, 4), MeasureReading.Counted("paper", 0, 4)];
        var line = Add(nodes, UnitKind.Line, "bureau", readings: readings);
        Assert.Equal(75_000, line.ScoreMilli);
        Assert.Equal([100_000, 100_000, 0, 0, 0], line.Nodes.Select(one => one.PlannedMilli));
        Assert.Equal(56_250, Add(nodes, readings: readings).ScoreMilli);
    }

    [Fact]
    public void Every_node_has_the_share_of_its_parent_that_its_weight_says() =>
        Gen.Select(Trees, Gen.Int[0, 3], Gen.Int[0, 3]).Sample((made, odd, even) =>
        {
            var (grown, readings) = Grown(made.Weights, made.Counts);
            ScoreNode[] nodes =
            [
                .. grown.Select(node => node.Code switch
                {
                    "odd" => node with { CityWeight = odd },
                    "even" => node with { CityWeight = even },
                    _ => node,
                }),
            ];
            var planned = Add(nodes, readings: readings).Nodes
                .ToDictionary(one => one.Code, one => one.PlannedMilli);
            return nodes.Where(node => node.ParentCode is not null).All(node =>
            {
                // A group of which nothing weighs anything leaves its points to its siblings.
                bool Counts(ScoreNode one) => one.CityWeight > 0
                    && (!one.IsGroup || nodes.Any(part =>
                        part.ParentCode == one.Code && Counts(part)));
                var siblings = nodes
                    .Where(one => one.ParentCode == node.ParentCode && Counts(one)).ToList();
                var share = Counts(node)
                    ? planned[node.ParentCode!] * (double)node.CityWeight
                        / siblings.Sum(one => one.CityWeight)
                    : 0;
                // Largest remainders move each of its measures by less than a thousandth.
                return Math.Abs(planned[node.Code] - share) <= made.Weights.Length + 1;
            });
        });

    // Two groups with the measures by turns.
    private static (IReadOnlyList<ScoreNode> Nodes, MeasureReading[] Readings) Grown(
        int[] weights, (long Part, long Whole)[] counts) => (
        [
            Node("score", null), Node("odd", "score", 2), Node("even", "score", 3),
            .. weights.Select((weight, n) =>
                Node($"m{n}", n % 2 == 0 ? "even" : "odd", weight, "case")),
        ],
        [
            .. weights.Select((_, n) =>
                MeasureReading.Counted($"m{n}", counts[n].Part, counts[n].Whole)),
        ]);

    private static MeasureReading Counted(string leaf, Indicator indicator, Tally tally) =>
        Modules.Scores.CaseMeasure.Good(leaf, indicator, tally);
}
