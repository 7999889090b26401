using CivicLoop.Domain.Command;
using CivicLoop.Domain.Problems;
using CivicLoop.Tests.City;

namespace CivicLoop.Tests.Domain.Command;

public sealed class CommandRulesTests
{
    private static readonly DateOnly Day = new(2026, 11, 24);

    private static readonly CommandMember Member = new()
    {
        Id = new Guid("0198a000-0000-7000-8000-00000000bb01"), BodyCode = "c-hq", Title = "成员",
        OrganizationCode = TestPack.Water, FromDay = Day, BasisName = "组成方案",
        EnteredBy = "account:office", EnteredAt = TestCity.Start,
    };

    [Fact]
    public void A_member_is_an_organisation_or_an_account_with_a_post_and_a_document()
    {
        Assert.Null(CommandRules.Fault(Member));
        Assert.Null(CommandRules.Fault(
            Member with { OrganizationCode = null, SignIn = "leader" }));
        Assert.Equal(
            "organization", CommandRules.Fault(Member with { OrganizationCode = null })!.Field);
        Assert.Equal("title", CommandRules.Fault(Member with { Title = "" })!.Field);
        Assert.Equal("basisName", CommandRules.Fault(Member with { BasisName = " " })!.Field);
        Assert.Equal(
            ProblemCode.DateRangeInvalid,
            CommandRules.Fault(Member with { ToDay = Day.AddDays(-1) })!.Code);
    }

    [Fact]
    public void The_same_membership_stands_once_on_a_day()
    {
        Assert.True(CommandRules.Repeats(Member, Member with { FromDay = Day.AddDays(5) }));
        Assert.False(CommandRules.Repeats(
            Member with { ToDay = Day.AddDays(4) }, Member with { FromDay = Day.AddDays(5) }));
        Assert.False(CommandRules.Repeats(Member, Member with { Title = "组长" }));
    }

    [Fact]
    public void What_ended_does_not_end_later_and_nothing_ends_before_it_began()
    {
        Assert.Null(CommandRules.RefuseEnd(Day, null, Day));
        Assert.Equal(
            ProblemCode.DateRangeInvalid,
            CommandRules.RefuseEnd(Day, null, Day.AddDays(-1))!.Code);
        Assert.Equal(
            ProblemCode.DutyEnded, CommandRules.RefuseEnd(Day, Day, Day.AddDays(1))!.Code);
    }
}
