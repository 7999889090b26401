using CivicLoop.Domain.Appraisal;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Tests.City;

namespace CivicLoop.Tests.Domain.Appraisal;

public sealed class TargetRulesTests
{
    private static readonly TargetSurroundings Around = new(
        Appraised.Year, new OrganizationChart(TestPack.Create().Organizations),
        new HashSet<string> { "score", "field" });

    private static readonly TargetWish Wish = new()
    {
        Unit = TestPack.Water, Code = "T1", NameZh = "实地考察", NameEn = "On site",
        Kind = TargetKind.Figure, Node = "field", NeedMilli = 85_000,
        Due = new DateOnly(2026, 12, 31), PointsMilli = 10_000,
    };

    [Fact]
    public void A_figure_at_its_number_brings_all_points_and_below_it_in_proportion()
    {
        var target = Appraised.Figure(need: 80_000);
        Assert.Equal(10_000, target.ReachedMilli(80_000));
        Assert.Equal(10_000, target.ReachedMilli(99_000));
        Assert.Equal(5_000, target.ReachedMilli(40_000));
        Assert.Equal(9_999, target.ReachedMilli(79_999));
        Assert.Null(target.ReachedMilli(null));
        Assert.Null(Appraised.Deliverable().ReachedMilli(90_000));
    }

    [Theory]
    [InlineData(84_000, null, null)]
    [InlineData(82_000, null, null)]
    [InlineData(81_999, null, ProblemCode.AppraisalReasonNeeded)]
    [InlineData(90_000, null, ProblemCode.AppraisalReasonNeeded)]
    [InlineData(90_000, "统计口径不同", null)]
    [InlineData(100_001, "多", ProblemCode.FieldInvalid)]
    public void More_than_the_margin_from_the_computed_figure_needs_a_reason(
        int reached, string? reason, ProblemCode? problem)
    {
        var claimed = TargetRules.Claim(
            Appraised.Figure(), new TargetClaim(reached, "已完成", reason), 84_000, 2_000,
            "account:x", Appraised.Now);
        Assert.Equal(problem, claimed.Problem?.Code);
        if (problem is null)
        {
            Assert.Equal(84_000, claimed.Value.ClaimFigureMilli);
        }
    }

    [Fact]
    public void A_deliverable_has_no_computed_figure_and_a_figure_is_judged_by_nobody()
    {
        var claimed = TargetRules.Claim(
            Appraised.Deliverable(), new TargetClaim(100_000, "已印发", null), 10_000, 2_000,
            "account:x", Appraised.Now);
        Assert.Null(claimed.Value.ClaimFigureMilli);
        Assert.Equal(
            ProblemCode.AppraisalFigureComputed,
            TargetRules.Judge(Appraised.Figure(), 90_000, "好", "account:o", Appraised.Now)
                .Problem?.Code);
        Assert.Equal(
            ProblemCode.FieldRequired,
            TargetRules.Judge(
                Appraised.Deliverable(), 50_000, null, "account:o", Appraised.Now)
                .Problem?.Code);
    }

    [Fact]
    public void A_row_that_cannot_be_taken_says_why_and_the_others_are_taken()
    {
        TargetWish[] wishes =
        [
            Wish, Wish with { Unit = "nobody" }, Wish with { Node = "nothing", Code = "T2" },
            Wish, Wish with { Code = "T3", Kind = TargetKind.Deliverable },
            Wish with { Code = "T4", Kind = TargetKind.Deliverable, Node = "", NeedMilli = null },
            Wish with { Code = "T5", Due = new DateOnly(2027, 1, 1) },
        ];
        var plan = TargetPlan.Of(
            wishes.Select((one, n) => new TargetLine(n + 2, one)),
            new Dictionary<(string, string), AppraisalTarget>(), Around, Appraised.NewId);
        Assert.Equal([2, 7], plan.Rows.Select(one => one.Line));
        Assert.Equal(
            [
                ProblemCode.UnknownValue, ProblemCode.UnknownValue, ProblemCode.RowRepeated,
                ProblemCode.AppraisalTargetMisfit, ProblemCode.FieldInvalid,
            ],
            plan.Refused.Select(one => one.Problem.Code));
        // The same list again changes nothing.
        var again = TargetPlan.Of(
            [new TargetLine(2, Wish)],
            plan.Rows.ToDictionary(one => (one.After.UnitCode, one.After.Code), one => one.After),
            Around, Appraised.NewId);
        Assert.Equal(PlanKind.Same, Assert.Single(again.Rows).Kind);
    }

    [Fact]
    public void Points_need_a_document_that_was_written_and_time_to_answer()
    {
        var entry = Appraised.Entry(EntryKind.Deduction, 1_000);
        Assert.Null(EntryRules.Refuse(entry, Appraised.Today));
        Assert.Equal("basisName", Refused(entry with { BasisName = " " }).Field);
        Assert.Equal("basisNumber", Refused(entry with { BasisNumber = "" }).Field);
        Assert.Equal(
            "basisDay", Refused(entry with { BasisDay = Appraised.Today.AddDays(1) }).Field);
        Assert.Equal(
            ProblemCode.AppraisalAnswerShort,
            Refused(entry with { AnswerDay = Appraised.Today.AddDays(2) }).Code);
        Assert.Equal(
            ProblemCode.AppraisalAnswerRunning,
            EntryRules.Rule(entry, true, "维持", Appraised.Today, Appraised.Now).Problem?.Code);
    }

    [Fact]
    public void Thresholds_fall_and_days_follow_each_other()
    {
        Assert.Null(YearRules.Refuse(Appraised.Year, Appraised.Today));
        Assert.Equal(
            ProblemCode.AppraisalMarksUnfit,
            YearRules.Refuse(Appraised.Year with { GoodMilli = 90_000 }, Appraised.Today)?.Code);
        Assert.Equal(
            ProblemCode.DateOrder,
            YearRules.Refuse(
                Appraised.Year with { AppealDay = new DateOnly(2026, 12, 1) }, Appraised.Today)
                ?.Code);
        Assert.Equal(
            "period",
            YearRules.Refuse(Appraised.Year with { Period = "2025" }, Appraised.Today)?.Field);
    }

    private static Problem Refused(AppraisalEntry entry) =>
        EntryRules.Refuse(entry, Appraised.Today)!;
}
