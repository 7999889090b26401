using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Scores;
using CsCheck;
using static CivicLoop.Tests.Domain.Scores.SampleCards;

namespace CivicLoop.Tests.Domain.Scores;

/// <summary>Rules by which cities take points off, as Jinhua's trial rules of digital city
/// management and a district's have them.</summary>
public sealed class DeductionTests
{
    private static readonly DeductionRule OnTime = Rule(
        50_000, Below("closed-on-time-less-suspended", 700, 1000));

    private static readonly DeductionRule Faults = Rule(
        5000, Each(Measure.ReworkedFew, 200), Each(Measure.ReworkedOften, 500),
        Each(Measure.Faked, 1000), Each(Measure.ReturnedWrong, 1000));

    [Theory]
    [InlineData(140, 1_000_000)]
    [InlineData(200, 1_000_000)]
    [InlineData(130, 900_000)]
    [InlineData(129, 890_000)]
    [InlineData(40, 0)]
    [InlineData(0, 0)]
    public void Jinhua_takes_a_point_off_fifty_for_each_percentage_point_below_seventy(
        int onTime, int share)
    {
        var tally = Counts(
            (Measure.CloseDue, 210), (Measure.Suspended, 10), (Measure.ClosedOnTime, onTime));
        Assert.Equal(share, OnTime.Read("on-time", [tally]).ShareMicro);
    }

    [Fact]
    public void Jinhua_takes_closed_and_closed_on_time_off_the_same_ten_points_of_urgent_cases()
    {
        var urgent = Rule(
            10_000, Below("closed-rate", 1000, 500), Below("closed-on-time-rate", 950, 500));
        // 95 closed of 100 take 2.5 points off, 90 on time take 2.5 more.
        var tally = Counts(
            (Measure.CloseDue, 100), (Measure.Closed, 95), (Measure.ClosedOnTime, 90));
        Assert.Equal(500_000, urgent.Read("urgent", [tally]).ShareMicro);
        Assert.Equal([2500, 2500], urgent.Taken(tally).Select(one => one.TakenMilli));
    }

    [Fact]
    public void Jinhua_takes_off_a_little_for_a_rework_more_for_the_third_and_a_point_for_faking()
    {
        var tally = Counts(
            (Measure.RectifyDue, 40), (Measure.ReworkedFew, 3), (Measure.ReworkedOften, 1),
            (Measure.Faked, 1));
        // 5 − 3 × 0.2 − 0.5 − 1 = 2.9
        Assert.Equal(580_000, Faults.Read("faults", [tally]).ShareMicro);
    }

    [Fact]
    public void Jinhua_takes_twice_as_much_off_for_cases_the_media_told_of()
    {
        var doubled = Faults with
        {
            Scope = CaseScope.Referred,
            Deductions = [.. Faults.Deductions.Select(one => one with { Milli = 2 * one.Milli })],
        };
        var tally = Counts((Measure.RectifyDue, 9), (Measure.ReworkedFew, 2));
        Assert.Equal(920_000, Faults.Read("faults", [tally]).ShareMicro);
        Assert.Equal(840_000, doubled.Read("faults", [tally]).ShareMicro);
    }

    [Fact]
    public void A_district_gives_sixty_points_times_the_rate_closed_on_time()
    {
        var sixty = Rule(60_000, Below("closed-on-time-rate", 1000, 600));
        var tianmen = Counts((Measure.CloseDue, 972), (Measure.ClosedOnTime, 737));
        Assert.Equal(758_230, sixty.Read("ordinary", [tianmen]).ShareMicro);
    }

    [Fact]
    public void A_rate_that_should_be_small_takes_points_off_above_its_threshold()
    {
        var extended = Rule(10_000, Below("extension-rate", 100, 1000));
        Assert.Equal(
            500_000,
            extended.Read("x", [Counts((Measure.CloseDue, 20), (Measure.Extended, 3))])
                .ShareMicro);
        Assert.Equal(
            1_000_000,
            extended.Read("x", [Counts((Measure.CloseDue, 20), (Measure.Extended, 2))])
                .ShareMicro);
    }

    [Fact]
    public void Who_had_no_such_case_has_no_figure_and_never_full_points()
    {
        var none = Faults.Read("faults", [Counts()]);
        Assert.Null(none.ShareMicro);
        Assert.True(
            Add([Node("score", null), Node("faults", "score", 1, DeductionRule.Source)],
                readings: none).Root.IsMissing);
    }

    [Fact]
    public void A_city_has_the_mean_of_its_districts_and_no_district_pays_for_another()
    {
        var bad = Counts((Measure.RectifyDue, 90), (Measure.ReworkedOften, 80));
        var good = Counts((Measure.RectifyDue, 10));
        var city = Faults.Read("faults", [bad, good, Counts()]);
        Assert.Equal(500_000, city.ShareMicro);
        Assert.Equal(100, city.Count);
    }

    [Fact]
    public void A_quarter_has_three_months_points_to_lose()
    {
        // Three months with one rework each are as good as one month with one.
        var month = Counts((Measure.RectifyDue, 10), (Measure.ReworkedFew, 1));
        var quarter = Counts((Measure.RectifyDue, 30), (Measure.ReworkedFew, 3));
        Assert.Equal(
            Faults.Read("faults", [month]).ShareMicro,
            Faults.Read("faults", [quarter], months: 3).ShareMicro);
        // A rate is of all three months, and costs the same share of them.
        var late = Counts((Measure.CloseDue, 210), (Measure.Suspended, 10),
            (Measure.ClosedOnTime, 130));
        Assert.Equal(900_000, OnTime.Read("on-time", [late], months: 3).ShareMicro);
        Assert.Equal(15_000, OnTime.Taken(late, months: 3).Sum(one => one.TakenMilli));
    }

    [Fact]
    public void A_rate_far_above_its_threshold_is_certain_and_one_near_it_is_not()
    {
        ScoreNode[] nodes =
            [Node("score", null), Node("on-time", "score", 1, DeductionRule.Source)];
        var far = Add(nodes, readings: OnTime.Read(
            "on-time", [Counts((Measure.CloseDue, 200), (Measure.ClosedOnTime, 198))]));
        Assert.Equal((100_000, 100_000), (far.LowMilli, far.HighMilli));
        var near = Add(nodes, readings: OnTime.Read(
            "on-time", [Counts((Measure.CloseDue, 200), (Measure.ClosedOnTime, 138))]));
        Assert.Equal(98_000, near.ScoreMilli);
        Assert.True(near.LowMilli < 95_000 && near.HighMilli == 100_000);
    }

    [Fact]
    public void What_the_grounds_take_sums_to_what_is_missing_and_a_fault_more_is_never_worth_more()
    {
        Gen.Select(Gen.Int[1, 500], Gen.Int[0, 500], Gen.Int[0, 9], Gen.Int[0, 4]).Sample(
            (due, onTime, few, often) =>
            {
                var rule = Rule(
                    20_000, Below("closed-on-time-rate", 900, 333),
                    Each(Measure.ReworkedFew, 170), Each(Measure.ReworkedOften, 501));
                var reading = rule.Read("x", [Seen(few)]);
                var left = rule.LeftMilli(Seen(few), months: 1);
                Assert.InRange(reading.ShareMicro!.Value - (left * 50), -50, 50);
                Assert.True(rule.Read("x", [Seen(few + 1)]).ShareMicro <= reading.ShareMicro);

                Tally Seen(int reworked) => Counts(
                    (Measure.CloseDue, due), (Measure.ClosedOnTime, Math.Min(due, onTime)),
                    (Measure.ReworkedFew, reworked), (Measure.ReworkedOften, often));
            });
    }

    [Theory]
    [InlineData("Nobody", 5000, "closed-rate", null, 900, 200, "scope", ProblemCode.UnknownValue)]
    [InlineData("All", null, "closed-rate", null, 900, 200, "base", ProblemCode.FieldRequired)]
    [InlineData("All", 0, "closed-rate", null, 900, 200, "base", ProblemCode.FieldInvalid)]
    [InlineData("All", 5000, "luck", null, 900, 200, "ground.0", ProblemCode.UnknownValue)]
    [InlineData("All", 5000, null, "Closed", null, 200, "ground.0", ProblemCode.UnknownValue)]
    [InlineData(
        "All", 5000, "closed-rate", "Faked", 900, 200, "ground.0", ProblemCode.UnknownValue)]
    [InlineData("All", 5000, "closed-rate", null, null, 200, "fullAt.0", ProblemCode.FieldRequired)]
    [InlineData("All", 5000, "closed-rate", null, 1001, 200, "fullAt.0", ProblemCode.FieldInvalid)]
    [InlineData("All", 5000, "rework-rate", null, 1000, 200, "fullAt.0", ProblemCode.FieldInvalid)]
    [InlineData("All", 5000, null, "Faked", null, null, "points.0", ProblemCode.FieldRequired)]
    [InlineData("All", 5000, null, "Faked", null, 5001, "points.0", ProblemCode.FieldInvalid)]
    public void A_rule_that_cannot_be_meant_is_refused_by_its_field(
        string scope, int? full, string? rate, string? cases, int? fullAt, int? points,
        string field, ProblemCode code)
    {
        var wish = new RuleWish(scope, full, [new DeductionWish(rate, cases, fullAt, points)]);
        Assert.Equal((code, field), (wish.Make().Problem?.Code, wish.Make().Problem?.Field));
    }

    [Fact]
    public void A_rule_takes_off_for_something_and_for_each_thing_once()
    {
        Assert.Equal("ground.0", new RuleWish("All", 5000, []).Make().Problem?.Field);
        var twice = new DeductionWish(null, "Faked", null, 500);
        Assert.Equal(
            (ProblemCode.AlreadyExists, "ground.1"),
            new RuleWish("All", 5000, [twice, twice]).Make().Problem is { } problem
                ? (problem.Code, problem.Field)
                : default);
    }

    [Fact]
    public void A_card_never_holds_with_a_measure_that_takes_points_off_for_nothing()
    {
        ScoreNode[] bare =
            [Node("score", null), Node("faults", "score", 1, DeductionRule.Source)];
        Assert.Equal(
            (ProblemCode.ScorecardUnfit, "rule"),
            ScorecardRules.Refuse(bare) is { } problem ? (problem.Code, problem.Field) : default);
        Assert.Null(ScorecardRules.Refuse([bare[0], bare[1] with { Rule = Faults }]));
    }

    private static DeductionRule Rule(int full, params Deduction[] grounds) =>
        new(CaseScope.All, full, grounds);

    private static Deduction Below(string rate, int fullAt, int points) =>
        new(rate, null, fullAt, points);

    private static Deduction Each(Measure cases, int points) => new(null, cases, null, points);

    private static Tally Counts(params (Measure Measure, long N)[] counts) =>
        new("west", counts.ToDictionary(one => one.Measure, one => one.N));
}
