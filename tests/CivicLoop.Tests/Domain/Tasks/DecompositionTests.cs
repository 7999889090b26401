using CivicLoop.Domain.Burden;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Responsibilities;
using CivicLoop.Domain.Tasks;
using CivicLoop.Tests.City;
using CivicLoop.Tests.Domain.Responsibilities;

namespace CivicLoop.Tests.Domain.Tasks;

public sealed class DecompositionTests
{
    [Fact]
    public void Every_area_of_the_level_goes_to_its_owner_and_a_unit_is_asked_once()
    {
        var reach = Reach(SamplePlans.Plan());
        Assert.Equal(
            ["t-east", "t-west-1", "t-west-1-1"], reach.Units.Select(one => one.UnitCode));
        Assert.Equal(2, reach.Units[0].Areas.Count);
        Assert.Empty(reach.Gaps);
    }

    [Fact]
    public void Inside_an_area_only_its_own_units_are_asked() => Assert.Equal(
        ["t-west-1", "t-west-1-1"],
        Reach(SamplePlans.Plan() with { AreaCode = TestPack.West }).Units
            .Select(one => one.UnitCode));

    [Fact]
    public void An_area_nobody_owns_is_a_gap()
    {
        var reach = Reach(SamplePlans.Plan(), "t-east");
        Assert.Equal(
            [GapReason.NoTerritory, GapReason.NoTerritory],
            reach.Gaps.Select(gap => gap.Reason));
    }

    [Fact]
    public void A_gap_of_another_district_does_not_stop_a_plan()
    {
        var east = new CoverageGap(SampleDuties.Clean, TestPack.East, GapReason.NoLead);
        var west = east with { AreaCode = TestPack.West };
        var plan = SamplePlans.Plan() with { AreaCode = TestPack.WestCommunity };
        Assert.Equal([west], Reach(plan, [east, west]).Gaps);
    }

    [Fact]
    public void Sites_go_to_who_runs_them_and_else_to_their_territory()
    {
        var plan = SamplePlans.Plan(PlanTarget.SiteKind);
        var own = SampleDuties.Site("P-2") with { OperatorOrg = TestPack.Water };
        var reach = Decomposition.Reach(
            plan, Book(), Areas(), Chart(), [SampleDuties.Site(), own], []);
        Assert.Equal(
            [TestPack.Water, "t-west-1-1"],
            reach.Units.Select(one => one.UnitCode).Order(StringComparer.Ordinal));
        Assert.Contains(reach.Gaps, gap => gap.Reason == GapReason.NoLead);
    }

    [Fact]
    public void The_same_request_is_merged_the_known_is_not_asked_and_the_rest_is_new()
    {
        var plan = SamplePlans.Plan() with { Kind = AskKind.Form, Facts = "志愿者人数" };
        var made = Decomposition.Of(plan, Reach(plan), Ground(
            same: SamplePlans.Task() with { UnitCode = "t-east" },
            known: ("t-west-1", "志愿者人数")), holdsFull: false);
        Assert.Equal(
            [PlannedKind.Joined, PlannedKind.Known, PlannedKind.New],
            made.Tasks.Select(one => one.Kind));
    }

    [Fact]
    public void A_full_week_is_told_in_the_preview_and_held_back_in_a_later_round()
    {
        var plan = SamplePlans.Plan();
        var ground = Ground();
        var week = BurdenWeek.Of(plan.FirstDue);
        ground.Loads.Add("t-east", week, "somebody", AskKind.Task, 5, 60);
        var shown = Decomposition.Of(plan, Reach(plan), ground, holdsFull: false);
        var over = Assert.Single(shown.Over);
        Assert.Equal((week, CapKind.Tasks), (over.Week, over.Cap));
        Assert.Equal(["t-east"], over.Units);
        Assert.Equal(3, shown.Count(PlannedKind.New));
        var later = Decomposition.Of(plan, Reach(plan), ground, holdsFull: true);
        Assert.Equal(1, later.Count(PlannedKind.Held));
    }

    [Fact]
    public void Rounds_come_back_to_their_day_after_a_shorter_month()
    {
        var plan = SamplePlans.Plan() with
        {
            FirstDue = new DateOnly(2027, 1, 31), Repeat = PlanRepeat.Monthly,
            LastDue = new DateOnly(2027, 4, 1),
        };
        Assert.Equal(
            [new(2027, 1, 31), new(2027, 2, 28), new DateOnly(2027, 3, 31)],
            PlanRules.DueDays(plan));
        Assert.Equal(new DateOnly(2027, 2, 1), PlanRules.AskedOn(plan, 1));
    }

    private static PlanReach Reach(TaskPlan plan, params string[] gone) =>
        Decomposition.Reach(plan, Book(gone), Areas(), Chart(gone), [], []);

    private static PlanReach Reach(TaskPlan plan, IReadOnlyList<CoverageGap> proof) =>
        Decomposition.Reach(plan, Book(), Areas(), Chart(), [], proof);

    private static DutyBook Book(params string[] gone) => SampleDuties.Book(
        [SampleDuties.Lead(SampleDuties.Clean, TestPack.Water)], gone);

    private static AreaIndex Areas() => new(TestPack.Create().Areas);

    private static CivicLoop.Domain.People.OrganizationChart Chart(params string[] gone) =>
        new(TestPack.Create().Organizations.Where(one => !gone.Contains(one.Code)));

    private static PlanGround Ground(
        UnitTask? same = null, (string Unit, string Name)? known = null) => new(
        new LoadBook(), BurdenCaps.Usual,
        new[] { same }.OfType<UnitTask>().ToDictionary(one => one.UnitCode),
        new[] { known }.OfType<(string, string)>().ToHashSet());
}
