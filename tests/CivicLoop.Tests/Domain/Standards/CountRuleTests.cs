using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Standards;
using CsCheck;

namespace CivicLoop.Tests.Domain.Standards;

/// <summary>How what was seen becomes a share of the points.</summary>
public sealed class CountRuleTests
{
    private static readonly Gen<CountRule> Rules = Gen.OneOf(
        Gen.Const(new CountRule(CountRuleKind.Instances)),
        Gen.Const(new CountRule(CountRuleKind.YesNo)),
        Gen.Const(new CountRule(CountRuleKind.State)),
        Gen.Int[1, CountRule.NeedMax].Select(n => new CountRule(CountRuleKind.Count, n)),
        Gen.Int[1, 1000].Select(n => new CountRule(CountRuleKind.Ratio, n)));

    [Theory]
    [InlineData("N", 0, 1, 1000)]
    [InlineData("N", 1, 1, 660)]
    [InlineData("N", 2, 1, 330)]
    [InlineData("N", 3, 1, 0)]
    [InlineData("N", 40, 1, 0)]
    [InlineData("B", 1, 1, 1000)]
    [InlineData("B", 0, 1, 0)]
    [InlineData("C8", 6, 1, 750)]
    [InlineData("C5", 9, 1, 1000)]
    [InlineData("R0.95", 95, 100, 1000)]
    [InlineData("R0.95", 19, 40, 500)]
    [InlineData("R0.30", 0, 10, 0)]
    public void What_was_seen_is_worth_its_share(string rule, int found, int of, int share) =>
        Assert.Equal(share, CountRule.Parse(rule).Value.ShareMilli(new Seen(found, of)).Value);

    [Fact]
    public void A_state_is_worth_its_grade_and_a_missing_one_is_a_problem()
    {
        var rule = CountRule.Parse("S").Value;
        Assert.Equal(
            [1000, 660, 330, 0],
            Enum.GetValues<Grade>().Select(
                grade => rule.ShareMilli(new Seen(0, State: grade)).Value));
        Assert.Equal(
            ProblemCode.FieldRequired, rule.ShareMilli(new Seen(0)).Problem?.Code);
        Assert.Equal("C#", Grade.CSharp.Sign());
    }

    [Theory]
    [InlineData("")]
    [InlineData("X")]
    [InlineData("C")]
    [InlineData("C0")]
    [InlineData("C-3")]
    [InlineData("C10001")]
    [InlineData("R0")]
    [InlineData("R1.5")]
    [InlineData("R0.9555")]
    [InlineData("R1,0")]
    public void A_rule_nobody_can_count_by_is_refused(string rule) => Assert.Equal(
        (ProblemCode.FieldInvalid, "rule"),
        (CountRule.Parse(rule).Problem!.Code, CountRule.Parse(rule).Problem!.Field));

    [Fact]
    public void A_negative_count_and_a_ratio_above_the_whole_are_refused()
    {
        Assert.NotNull(CountRule.Parse("N").Value.ShareMilli(new Seen(-1)).Problem);
        Assert.NotNull(CountRule.Parse("R0.9").Value.ShareMilli(new Seen(1, 0)).Problem);
        Assert.NotNull(CountRule.Parse("R0.9").Value.ShareMilli(new Seen(3, 2)).Problem);
    }

    [Fact]
    public void Every_rule_is_read_as_it_was_written() => Rules.Sample(
        rule => CountRule.Parse(rule.ToString()).Value == rule);

    [Fact]
    public void A_share_is_never_less_than_nothing_nor_more_than_the_whole() =>
        Gen.Select(Rules, Gen.Int[0, 30_000], Gen.Int[0, 1000]).Sample((rule, found, more) =>
            rule.ShareMilli(new Seen(found, found + more + 1, Grade.B)).Value is >= 0 and <= 1000);

    [Fact]
    public void More_found_is_never_worth_less_where_finding_is_good() =>
        Gen.Select(Rules, Gen.Int[0, 500], Gen.Int[0, 500]).Sample((rule, one, other) =>
            rule.Kind is CountRuleKind.Instances or CountRuleKind.State
            || rule.ShareMilli(new Seen(Math.Min(one, other), 500)).Value
                <= rule.ShareMilli(new Seen(Math.Max(one, other), 500)).Value);

    [Fact]
    public void More_instances_are_never_worth_more() =>
        Gen.Select(Gen.Int[0, 50], Gen.Int[0, 50]).Sample((one, other) =>
            Grades.OfInstances(Math.Min(one, other)).ShareMilli()
                >= Grades.OfInstances(Math.Max(one, other)).ShareMilli());
}
