using CivicLoop.Domain;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Surveys;
using CsCheck;

namespace CivicLoop.Tests.Domain.Surveys;

/// <summary>What answers come to, and what is not shown of them.</summary>
public sealed class SurveyResultTests
{
    [Fact]
    public void A_stratum_counts_by_its_residents_and_not_by_how_many_answered()
    {
        // 10 young of 300 content, 30 old of 100 not: (300 × 1 + 100 × 0) ÷ 400.
        var result = Results(
            Asked(Stratum("w", "a", 300), Stratum("w", "b", 100)),
            ("w", "a", "1", 10), ("w", "b", "5", 30))[0];
        Assert.Equal(750_000, result.ScoreMicro);
        Assert.Equal([750_000, 0, 0, 0, 250_000], result.ChoicesMicro);
        // n Σ w² ÷ (Σ w)² = 40 × (10 × 30² + 30 × (10 ÷ 3)²) ÷ 400².
        Assert.Equal(2_333, result.DesignEffectMilli);
    }

    [Fact]
    public void Who_does_not_know_is_outside_the_denominator()
    {
        var asked = Asked(Stratum("w", "a", 1000));
        var without = Results(asked, ("w", "a", "1", 10), ("w", "a", "3", 10))[0];
        var with = Results(
            asked, ("w", "a", "1", 10), ("w", "a", "3", 10), ("w", "a", "d", 500))[0];
        Assert.Equal(750_000, without.ScoreMicro);
        Assert.Equal(without.ScoreMicro, with.ScoreMicro);
        Assert.Equal(without.LowMicro, with.LowMicro);
        Assert.Equal((20, 500), (with.Valid, with.Unknown));
    }

    [Fact]
    public void A_survey_with_no_answers_has_no_result_and_never_a_hundred()
    {
        var asked = Asked(Stratum("w", "a", 1000));
        Assert.All(
            new[] { Results(asked)[0], Results(asked, ("w", "a", "d", 90))[0] },
            one =>
            {
                Assert.Null(one.ScoreMicro);
                Assert.Empty(one.ChoicesMicro);
                Assert.All(one.Districts, group => Assert.Null(group.ScoreMicro));
                Assert.Equal(0, one.ReachedMilli);
            });
    }

    [Fact]
    public void Weights_sum_to_the_population() => Gen.Select(
        Gen.Int[1, 5_000_000].Array[1, 20], Gen.Long[1, 3_000]).Sample((residents, answers) =>
        {
            var asked = Asked([.. residents.Select((one, n) => Stratum("w", $"{n}", one))]);
            var counts = asked.Strata.Select((one, n) =>
                new SurveyCount(Guid.Empty, "w", one.Band, "", "", answers + n));
            var fulfilled = SurveyResult.Fulfilled(asked, counts);
            var sum = fulfilled.Sum(one => one.Answers * one.WeightMilli!.Value);
            // Each weight is rounded to a thousandth of a resident.
            var rounding = fulfilled.Sum(one => one.Answers) / 2.0;
            Assert.InRange(
                sum - (residents.Sum(one => (long)one) * 1000), -rounding, rounding);
        });

    [Fact]
    public void Where_all_answers_weigh_the_same_the_weights_widen_nothing()
    {
        var result = Results(
            Asked(Stratum("w", "a", 300), Stratum("w", "b", 100)),
            ("w", "a", "2", 30), ("w", "b", "4", 10))[0];
        Assert.Equal(1_000, result.DesignEffectMilli);
    }

    [Fact]
    public void The_interval_holds_the_score_and_nothing_is_uncertain_where_all_were_asked()
    {
        var few = Results(
            Asked(Stratum("w", "a", 100_000)), ("w", "a", "1", 40), ("w", "a", "5", 40))[0];
        Assert.InRange(few.LowMicro!.Value, 380_000, 400_000);
        Assert.InRange(few.HighMicro!.Value, 600_000, 620_000);
        var all = Results(
            Asked(Stratum("w", "a", 80)), ("w", "a", "1", 40), ("w", "a", "5", 40))[0];
        Assert.Equal((500_000, 500_000), (all.LowMicro, all.HighMicro));
    }

    [Fact]
    public void A_stratum_too_few_answered_in_is_hidden_and_cannot_be_told_from_the_others()
    {
        var result = Results(
            Asked(
                Stratum("w", "a", 500), Stratum("w", "b", 500), Stratum("w", "c", 500),
                Stratum("w", "d", 500)),
            ("w", "a", "1", 3), ("w", "b", "1", 9), ("w", "c", "2", 40))[0];
        Assert.Equal(
            [true, true, false, false], result.Strata.Select(one => one.IsHidden));
        Assert.All(result.Strata.Where(one => one.IsHidden), one => Assert.Null(one.ScoreMicro));
        Assert.Equal(750_000, result.Strata[2].ScoreMicro);
        Assert.False(result.Districts[0].IsHidden);
    }

    [Fact]
    public void A_district_too_few_answered_in_hides_another_one_too()
    {
        var result = Results(
            Asked(Stratum("w", "a", 500), Stratum("x", "a", 500), Stratum("y", "a", 500)),
            ("w", "a", "1", 4), ("x", "a", "1", 20), ("y", "a", "2", 40))[0];
        Assert.Equal([true, true, false], result.Districts.Select(one => one.IsHidden));
        Assert.Equal([true, true, false], result.Strata.Select(one => one.IsHidden));
        Assert.NotNull(result.ScoreMicro);
    }

    [Fact]
    public void What_is_hidden_is_never_one_group_alone_and_never_fewer_than_the_least() =>
        Gen.Select(Gen.Long[0, 40].Array[1, 12], Gen.Int[5, 20]).Sample((counts, least) =>
        {
            var hidden = SmallNumbers.Hidden(counts, least);
            var shut = counts.Where((_, n) => hidden[n]).ToList();
            Assert.All(counts.Where((_, n) => !hidden[n]), one => Assert.True(
                one == 0 || one >= least));
            Assert.True(
                shut.Count == 0 || shut.Count == counts.Count(one => one > 0)
                || (shut.Count > 1 && shut.Sum() >= least));
        });

    [Fact]
    public void An_item_whose_yes_is_bad_turns_its_points_round()
    {
        var asked = Asked(Stratum("w", "a", 1000)) with
        {
            Items =
            [
                new("Q1", new("扰民吗", "Bothered?"), SurveyItemKind.YesNo, [0, 100], true, null),
            ],
        };
        Assert.Equal(
            900_000, Results(asked, ("w", "a", "1", 2), ("w", "a", "2", 18))[0].ScoreMicro);
    }

    [Fact]
    public void The_response_rate_counts_whom_nobody_met_and_not_who_was_not_eligible()
    {
        var response = new SurveyResponse(7, 30, 120, 40, 25, 35, 50);
        Assert.Equal(400_000, response.InterviewMicro);
        Assert.Equal(250_000, response.CodeMicro);
        Assert.Equal((77, 150), (response.Answers, response.Attempts));
        Assert.Null(new SurveyResponse(7, 0, 0, 0, 0, 0, 3).InterviewMicro);
    }

    [Fact]
    public void A_needed_item_left_out_and_a_choice_there_is_not_are_refused()
    {
        var asked = Asked(Stratum("w", "a", 1000));
        Problem? Read(string? said) => SurveyAnswer.Read(
            asked, new Dictionary<string, string?> { ["Q1"] = said }).Problem;
        Assert.Equal(ProblemCode.FieldRequired, Read(null)?.Code);
        Assert.Equal(("Q1", ProblemCode.FieldInvalid), (Read("6")?.Field, Read("6")!.Code));
        Assert.Equal(ProblemCode.FieldInvalid, Read("12")?.Code);
        Assert.Null(Read("5"));
        Assert.Null(Read("d"));
    }

    [Fact]
    public void A_questionnaire_that_does_not_fit_together_is_refused_with_its_field()
    {
        var whole = Asked(Stratum("w", "a", 1000));
        var item = whole.Items[0];
        foreach (var (asked, code, field) in new[]
        {
            (whole with { Until = whole.From.AddDays(-1) }, ProblemCode.SurveyDaysUnfit, "until"),
            (whole with { LeastShown = 4 }, ProblemCode.SurveyLeastUnfit, "leastShown"),
            (whole with { Items = [item, item] }, ProblemCode.SurveyItemUnfit, "items"),
            (whole with { Items = [item with { Points = [1, 0] }] },
                ProblemCode.SurveyItemUnfit, "items"),
            (whole with { Strata = [Stratum("w", "z", 10)] },
                ProblemCode.SurveyStratumUnfit, "strata"),
            (whole with { Strata = [Stratum("w", "a", 0)] },
                ProblemCode.SurveyStratumUnfit, "strata"),
        })
        {
            Assert.Equal((code, field), (asked.Refuse()!.Code, asked.Refuse()!.Field));
        }

        Assert.Null(whole.Refuse());
        Assert.Equal(
            ProblemCode.FieldRequired,
            (whole with { Basis = "" }).RefuseStart(["w"], whole.From)?.Code);
    }

    [Fact]
    public void Results_hold_for_the_months_the_questionnaire_says()
    {
        var survey = new Survey
        {
            Id = Guid.Empty, Code = "s", N = 1, State = SurveyState.Closed,
            Asked = Asked() with { HoldsMonths = 2 }, MadeBy = "system", MadeAt = default,
        };
        var closed = new DateOnly(2026, 11, 30);
        Assert.Equal(
            [false, true, true, false],
            new[] { "2026-10-31", "2026-11-30", "2026-12-31", "2027-01-31" }
                .Select(day => survey.HoldsIn(closed, DateOnly.Parse(day, null))));
    }

    private static IReadOnlyList<ItemResult> Results(
        Questionnaire asked,
        params (string District, string Band, string Choice, long N)[] counts) =>
        SurveyResult.Of(
            asked,
            [
                .. counts.Select(one => new SurveyCount(
                    Guid.Empty, one.District, one.Band, "Q1", one.Choice, one.N)),
            ]);

    private static SurveyStratum Stratum(string district, string band, int residents) =>
        new(district, band, residents, Quota: 0);

    private static Questionnaire Asked(params SurveyStratum[] strata) => new()
    {
        Title = new LocalText("问卷", "Survey"), Intro = new LocalText("", ""),
        From = new DateOnly(2026, 11, 1), Until = new DateOnly(2026, 11, 30), Basis = "公报",
        Items =
        [
            new(
                "Q1", new LocalText("满意吗", "Content?"), SurveyItemKind.FiveStep,
                SurveyItem.UsualPoints(SurveyItemKind.FiveStep), true, null),
        ],
        Bands =
        [
            .. strata.Select(one => one.Band).Distinct()
                .Select(one => new SurveyBand(one, new LocalText(one, one))),
        ],
        Strata = strata,
    };
}
