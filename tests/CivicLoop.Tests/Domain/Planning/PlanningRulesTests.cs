using CivicLoop.Domain.Planning;
using CivicLoop.Domain.Problems;
using NetTopologySuite.Geometries;
using static CivicLoop.Tests.Domain.Planning.SamplePlans;

namespace CivicLoop.Tests.Domain.Planning;

public sealed class PlanningRulesTests
{
    private static readonly ExceptionDocument Document =
        new("批复", "2026-7", Today, new string('a', 64), "批复.pdf");

    [Fact]
    public void Ground_inside_a_zone_breaks_it_and_ground_beside_it_does_not()
    {
        Assert.Single(Broken(Box(102.03, 102.05)));
        Assert.Single(Broken(Point(102.03)));
        Assert.Empty(Broken(Box(102.05, 102.06)));
        // Neighbours share a border.
        Assert.Empty(Broken(Box(102.04, 102.06)));
        Assert.Empty(Broken(Point(102.04)));
    }

    [Fact]
    public void A_zone_counts_on_the_days_it_holds_only()
    {
        var past = Zone(from: Today.AddDays(-9), to: Today.AddDays(-1));
        Assert.Empty(PlanningRules.Broken([past], Point(102.03), Today, null));
        Assert.Single(PlanningRules.Broken([past], Point(102.03), Today.AddDays(-1), Today));
        var later = Zone(from: Today.AddDays(5));
        Assert.Empty(PlanningRules.Broken([later], Point(102.03), Today, Today.AddDays(4)));
        Assert.Single(PlanningRules.Broken([later], Point(102.03), Today, null));
    }

    [Fact]
    public void Several_zones_are_several_breaches_by_line_and_code() => Assert.Equal(
        ["R", "A", "B"],
        PlanningRules.Broken(
            [
                Zone("B"), Zone("A"), Zone("R", line: ControlLine.Red),
            ],
            Point(102.03), Today, null).Select(zone => zone.Code));

    [Fact]
    public void A_stall_goes_by_a_permit_that_holds_on_all_its_days()
    {
        var permit = Use(LandUseKind.Permit, "P1", Today, Today.AddDays(30));
        LandUse Stall(string number, int from, int to) => Use(
            LandUseKind.TemporaryStall, number, Today.AddDays(from), Today.AddDays(to));
        Assert.False(PlanningRules.IsBeyondPermit(Stall("P1", 0, 30), [permit]));
        Assert.True(PlanningRules.IsBeyondPermit(Stall("P1", 0, 31), [permit]));
        Assert.True(PlanningRules.IsBeyondPermit(Stall("P1", -1, 30), [permit]));
        Assert.True(PlanningRules.IsBeyondPermit(Stall("P2", 0, 30), [permit]));
        Assert.True(PlanningRules.IsBeyondPermit(Stall("", 0, 30), []));
        Assert.False(PlanningRules.IsBeyondPermit(Use(LandUseKind.Project), []));
        Assert.True(PlanningRules.IsBeyondPermit(Use(LandUseKind.Project, "P1"), [permit]));
        Assert.False(PlanningRules.IsBeyondPermit(permit, []));
    }

    [Fact]
    public void A_use_says_what_it_is_who_has_it_and_how_long_a_stall_stands()
    {
        Assert.Null(Use(LandUseKind.Project).Fault());
        Assert.Equal("to", Use(LandUseKind.TemporaryStall).Fault()?.Field);
        Assert.Equal("permitNumber", Use(LandUseKind.Permit).Fault()?.Field);
        Assert.Equal("holderName",
            (Use(LandUseKind.Project) with { HolderName = "" }).Fault()?.Field);
        Assert.Equal(
            ProblemCode.DateRangeInvalid,
            Use(LandUseKind.Project, to: Today.AddDays(-1)).Fault()?.Code);
    }

    [Fact]
    public void An_exception_needs_its_document_and_another_body()
    {
        var voice = new FindingVoice("account:x", "supervisor", Now);
        Assert.Equal(
            ProblemCode.ExceptionNeedsDocument,
            PlanningRules.Except(Finding(), null, "理由", voice).Problem?.Code);
        Assert.Equal(
            "documentNumber",
            PlanningRules.Except(Finding(), Document with { Number = "" }, "理由", voice)
                .Problem?.Field);
        Assert.Equal(
            "reason", PlanningRules.Except(Finding(), Document, " ", voice).Problem?.Field);
        Assert.Equal(
            ProblemCode.FindingOfOwn,
            PlanningRules.Except(
                Finding(), Document, "理由", voice with { Organization = "office" })
                .Problem?.Code);
        var done = PlanningRules.Except(Finding(), Document, "理由", voice).Value;
        Assert.Equal((FindingState.Excepted, "2026-7"), (done.State, done.DocumentNumber));
        Assert.Equal(
            ProblemCode.FindingEnded,
            PlanningRules.Settle(done, "拆除", voice).Problem?.Code);
    }

    [Fact]
    public void What_is_put_right_says_how()
    {
        var voice = new FindingVoice("account:x", "supervisor", Now);
        Assert.Equal(
            "reason", PlanningRules.Settle(Finding(), "", voice).Problem?.Field);
        Assert.Equal(
            FindingState.Settled, PlanningRules.Settle(Finding(), "已迁出", voice).Value.State);
    }

    private static IReadOnlyList<ControlZone> Broken(Geometry ground) =>
        PlanningRules.Broken([Zone()], ground, Today, null);
}
