using CivicLoop.Domain;
using CivicLoop.Domain.Calendar;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Command;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Tests.Domain.Command;

/// <summary>When a situation is on, and what it does to limits.</summary>
public sealed class SituationTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 2, 0, 0, TimeSpan.Zero);

    [Fact]
    public void It_is_on_from_its_beginning_until_its_planned_end_or_until_it_was_ended()
    {
        var rain = Begun();
        Assert.False(rain.IsOn(Now.AddTicks(-1)));
        Assert.True(rain.IsOn(Now));
        Assert.True(rain.IsOn(Now.AddHours(2).AddTicks(-1)));
        Assert.False(rain.IsOn(Now.AddHours(2)));
        var ended = rain.End("预警解除", Now.AddHours(1)).Value;
        Assert.False(ended.IsOn(Now.AddHours(1)));
        Assert.Equal(rain.EndsAt, rain.Lapse().EndedAt);
    }

    [Fact]
    public void What_is_over_is_neither_moved_nor_ended()
    {
        var rain = Begun();
        var later = Now.AddHours(3);
        Assert.Equal(ProblemCode.SituationOver, rain.End("完", later).Problem!.Code);
        Assert.Equal(
            ProblemCode.SituationOver, rain.Move(later.AddHours(1), later).Problem!.Code);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData((15 * 24) + 1)]
    public void Its_end_lies_ahead_and_no_further_than_half_a_month(int hours)
    {
        var refused = Situation.Begin(
            Ids.New(Now), Package(), last: null, "c-hq", "暴雨预警", Now.AddHours(hours), "t",
            Now).Problem;
        Assert.Equal(
            (ProblemCode.SituationEndUnfit, "until"), (refused!.Code, refused.Field));
    }

    [Fact]
    public void A_package_is_on_once()
    {
        Assert.Equal(
            ProblemCode.SituationOn,
            Situation.Begin(
                Ids.New(Now), Package(), Begun(), "c-hq", "又一场", Now.AddHours(3), "t",
                Now.AddHours(1)).Problem!.Code);
        Assert.Null(Situation.Begin(
            Ids.New(Now), Package(), Begun(), "c-hq", "又一场", Now.AddHours(5), "t",
            Now.AddHours(2)).Problem);
    }

    [Theory]
    [InlineData(4, ClockKind.WorkingHours, 4)]
    [InlineData(2, ClockKind.WorkingDays, 48)]
    [InlineData(24, ClockKind.UrgentHours, 24)]
    public void An_urgent_limit_counts_every_hour_of_every_day(
        int amount, ClockKind kind, int hours)
    {
        Assert.Equal(
            new TimeLimit(hours, ClockKind.UrgentHours), new TimeLimit(amount, kind).ToUrgent());
    }

    [Theory]
    [InlineData(CaseState.Accepted, CaseCommand.Dispatch, true)]
    [InlineData(CaseState.Dispatched, CaseCommand.Rectify, false)]
    [InlineData(CaseState.Closed, CaseCommand.Dispatch, false)]
    public void Only_a_step_that_starts_a_clock_asks_what_is_urgent(
        CaseState state, CaseCommand command, bool starts)
    {
        Assert.Equal(starts, CaseWorkflow.StartsClock(state, command));
    }

    private static SituationPackage Package() => SituationPackage.Enter(
        new SituationWish("rain", "暴雨", null, "巡查积水点", null, ["E0406"], true, ["c-hq"]),
        before: null, Ids.New(Now), "t", _ => true, _ => true).Value;

    private static Situation Begun() => Situation.Begin(
        Ids.New(Now), Package(), last: null, "c-hq", "暴雨预警", Now.AddHours(2), "t", Now).Value;
}
