using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Responsibilities;
using CivicLoop.Tests.City;
using static CivicLoop.Tests.Domain.Responsibilities.SampleDuties;

namespace CivicLoop.Tests.Domain.Responsibilities;

public sealed class DutyRulesTests
{
    [Fact]
    public void Each_kind_of_subject_has_its_own_roles()
    {
        foreach (var kind in Enum.GetValues<DutySubject>())
        {
            var edition = kind == DutySubject.Criterion ? "e-1" : "";
            foreach (var role in Enum.GetValues<DutyRole>())
            {
                var fault = DutyRules.Fault(
                    Of(new DutyTopic(kind, edition, "X"), role, TestPack.Water));
                Assert.Equal(
                    DutyRules.RolesOf(kind).Contains(role) ? null : ProblemCode.DutyRoleMisfit,
                    fault?.Code);
            }
        }
    }

    [Fact]
    public void A_duty_names_its_document_its_edition_and_who_answers()
    {
        var well = Lead(Clean, TestPack.Water);
        Assert.Null(DutyRules.Fault(well));
        Assert.Equal("basisName", DutyRules.Fault(well with { BasisName = " " })!.Field);
        Assert.Equal("edition", DutyRules.Fault(well with { EditionCode = "" })!.Field);
        Assert.Equal("holder", DutyRules.Fault(well with { HolderCode = null })!.Field);
        Assert.Equal(
            ProblemCode.DateRangeInvalid,
            DutyRules.Fault(well with { ToDay = new DateOnly(2025, 12, 31) })!.Code);
        Assert.Equal(
            ProblemCode.FieldTooLong,
            DutyRules.Fault(well with { BasisName = new string('文', 301) })!.Code);
    }

    [Fact]
    public void A_keeper_without_an_organisation_is_a_firm_and_a_post_and_never_a_telephone()
    {
        var keeper = Of(DutyTopic.Site("P-1"), DutyRole.SiteKeeper, null) with
        {
            HolderName = "市场公司", HolderTitle = "市场主任",
        };
        Assert.Null(DutyRules.Fault(keeper));
        Assert.Equal("holderTitle", DutyRules.Fault(keeper with { HolderTitle = "" })!.Field);
        Assert.Equal("holderName", DutyRules.Fault(keeper with { HolderName = "" })!.Field);
        Assert.Equal(
            ProblemCode.FieldInvalid,
            DutyRules.Fault(keeper with { HolderTitle = "主任 138-0013-8000" })!.Code);
    }

    [Fact]
    public void A_duty_ends_after_a_day_once_and_not_before_it_began()
    {
        var duty = Lead(Clean, TestPack.Water);
        var ended = DutyRules.End(duty, Day).Value;
        Assert.True(ended.HoldsOn(Day));
        Assert.False(ended.HoldsOn(Day.AddDays(1)));
        Assert.Equal(2, ended.Version);
        Assert.Equal(ProblemCode.DutyEnded, DutyRules.End(ended, Day.AddDays(9)).Problem!.Code);
        Assert.Equal(
            ProblemCode.DateRangeInvalid,
            DutyRules.End(duty, new DateOnly(2025, 12, 31)).Problem!.Code);
    }

    [Fact]
    public void A_duty_handed_over_has_one_holder_on_every_day()
    {
        var duty = Lead(Clean, TestPack.Water);
        var next = Lead(Clean, TestPack.Department) with { FromDay = Day };
        var done = DutyRules.HandOver(duty, next).Value;
        Assert.Equal(Day.AddDays(-1), done.Ended.ToDay);
        for (var day = Day.AddDays(-2); day < Day.AddDays(2); day = day.AddDays(1))
        {
            Assert.Single(BookOn(day, [done.Ended, done.Next]).Answer(Clean, null).Leads);
        }

        var early = next with { FromDay = new DateOnly(2026, 1, 1) };
        Assert.Equal("from", DutyRules.HandOver(duty, early).Problem!.Field);
    }

    [Fact]
    public void What_has_held_cannot_be_removed()
    {
        var duty = Lead(Clean, TestPack.Water);
        Assert.Equal(ProblemCode.DutyHasHeld, DutyRules.RefuseRemoval(duty, Day)!.Code);
        Assert.Null(DutyRules.RefuseRemoval(duty with { FromDay = Day }, Day));
    }
}
