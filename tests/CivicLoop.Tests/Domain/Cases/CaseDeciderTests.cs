using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Tests.City;

namespace CivicLoop.Tests.Domain.Cases;

/// <summary>The rules of the loop, one by one.</summary>
public sealed class CaseDeciderTests
{
    private static readonly DateTimeOffset Now = SampleCases.Now;

    [Fact]
    public void The_body_that_did_the_work_may_not_check_or_close_it()
    {
        var doer = With(Permission.CaseCheck) with
        {
            OrganizationCode = TestPack.WestBureau,
            OrganizationPath = $"/{TestPack.Department}/{TestPack.WestBureau}/",
        };
        var superior = doer with
        {
            OrganizationCode = TestPack.Department,
            OrganizationPath = $"/{TestPack.Department}/",
        };
        Assert.Equal(
            ProblemCode.CheckedByDoer,
            Refused(CaseState.Rectified, CaseCommand.PassCheck, doer).Code);
        Assert.Equal(
            ProblemCode.CheckedByDoer,
            Refused(CaseState.Rectified, CaseCommand.PassCheck, superior).Code);
    }

    [Fact]
    public void A_media_report_is_seen_on_site_before_it_is_opened()
    {
        var told = SampleCases.In(CaseState.Reported) with { Source = CaseSource.Media };
        var accept = SampleCases.Full(CaseCommand.Accept, With(Permission.CaseAccept));
        var refused = CaseDecider.Decide(told, accept, SampleCases.Rules, Now);
        Assert.Equal(ProblemCode.CommandNotAllowedNow, refused.Problem?.Code);
        Assert.Equal("source", refused.Problem?.Field);
        var seen = CaseDecider.Decide(
            told.In(CaseState.Confirmed), accept, SampleCases.Rules, Now);
        Assert.Equal(CaseState.Accepted, seen.Value.After.State);
    }

    [Fact]
    public void The_checkers_picture_is_asked_for_where_the_class_says_why()
    {
        var fixedCover = SampleCases.In(CaseState.Rectified) with { ClassCode = TestPack.Manhole };
        var check = SampleCases.Full(CaseCommand.PassCheck, With(Permission.CaseCheck)) with
        {
            Pictures = [],
        };
        var refused = CaseDecider.Decide(fixedCover, check, SampleCases.Rules, Now);
        Assert.Equal("pictures", refused.Problem?.Field);
        Assert.Null(CaseDecider.Decide(
            SampleCases.In(CaseState.Rectified), check, SampleCases.Rules, Now).Problem);
    }

    [Fact]
    public void The_doer_is_never_asked_for_a_picture()
    {
        var cover = SampleCases.In(CaseState.Dispatched) with { ClassCode = TestPack.Manhole };
        var rectify = SampleCases.Full(CaseCommand.Rectify, With(Permission.CaseRectify)) with
        {
            Pictures = [],
        };
        Assert.Null(CaseDecider.Decide(cover, rectify, SampleCases.Rules, Now).Problem);
    }

    [Fact]
    public void Rework_keeps_the_limit_as_if_the_unit_had_not_answered()
    {
        var answered = Done(CaseState.Dispatched, CaseCommand.Rectify, Permission.CaseRectify);
        Assert.False(answered.Line.IsRunning);
        var again = Decide(answered, CaseCommand.FailCheck, Permission.CaseCheck, Now.AddHours(5));
        Assert.Equal(answered.Line.DueAt, again.Line.DueAt);
        Assert.True(again.Line.IsRunning);
        Assert.False(again.Line.OnTime(Now.AddHours(5)));
        Assert.Equal(1, again.Reworks);
    }

    [Fact]
    public void Suspension_stops_both_clocks_and_resuming_goes_on_with_what_was_left()
    {
        var asked = SampleCases.In(CaseState.SuspensionAsked);
        var left = SampleCases.Calendar.Remaining(Now, asked.Line.DueAt!.Value, asked.Line.Kind);
        var stands = Decide(asked, CaseCommand.GrantSuspension, Permission.CaseApprove, Now);
        Assert.Null(stands.Line.DueAt);
        Assert.Null(stands.Territory.DueAt);
        var later = Now.AddDays(30);
        var goesOn = Decide(stands, CaseCommand.Resume, Permission.CaseApprove, later);
        Assert.Equal(
            SampleCases.Calendar.DueAt(later, left).At, goesOn.Line.DueAt!.Value);
    }

    [Fact]
    public void An_extension_is_asked_before_the_limit_ends_and_granted_once()
    {
        var dispatched = SampleCases.In(CaseState.Dispatched);
        var asked = Decide(
            dispatched, CaseCommand.AskExtension, Permission.CaseRectify, Now);
        var granted = Decide(asked, CaseCommand.GrantExtension, Permission.CaseApprove, Now);
        Assert.Equal(Now.AddDays(5), granted.Line.DueAt);
        Assert.True(granted.Territory.DueAt > granted.Line.DueAt);
        var twice = CaseDecider.Decide(
            granted, SampleCases.Full(CaseCommand.AskExtension, With(Permission.CaseRectify)),
            SampleCases.Rules, Now);
        Assert.Equal(ProblemCode.AlreadyExtended, twice.Problem?.Code);
        var late = CaseDecider.Decide(
            dispatched, SampleCases.Full(CaseCommand.AskExtension, With(Permission.CaseRectify)),
            SampleCases.Rules, Now.AddHours(5));
        Assert.Equal(ProblemCode.LimitAlreadyPast, late.Problem?.Code);
    }

    [Fact]
    public void A_return_without_cause_costs_the_unit_its_time()
    {
        var dispatched = SampleCases.In(CaseState.Dispatched);
        var returned = Decide(dispatched, CaseCommand.Return, Permission.CaseRectify, Now);
        var back = CaseDecider.Decide(
            returned,
            SampleCases.Full(CaseCommand.Adjudicate, With(Permission.CaseAdjudicate)) with
            {
                UnitOrg = TestPack.WestBureau,
            },
            SampleCases.Rules, Now.AddHours(1)).Value.After;
        Assert.Equal(dispatched.Line.DueAt, back.Line.DueAt);
        Assert.Equal(1, back.WrongReturns);
        var other = Decide(
            returned, CaseCommand.Adjudicate, Permission.CaseAdjudicate, Now.AddHours(1));
        Assert.Equal(TestPack.Water, other.UnitOrg);
        Assert.NotEqual(dispatched.Line.DueAt, other.Line.DueAt);
        Assert.Equal(0, other.WrongReturns);
    }

    [Fact]
    public void A_unit_may_return_a_case_only_inside_its_window() =>
        Assert.Equal(
            ProblemCode.ReturnWindowPast,
            CaseDecider.Decide(
                SampleCases.In(CaseState.Dispatched) with { DispatchedAt = Now.AddDays(-1) },
                SampleCases.Full(CaseCommand.Return, With(Permission.CaseRectify)),
                SampleCases.Rules, Now).Problem?.Code);

    [Fact]
    public void A_new_class_takes_a_dispatched_case_back_for_a_new_dispatch()
    {
        var moved = SampleCases.Setting with
        {
            ClassCode = TestPack.Manhole, LineOrg = TestPack.Water, UnitOrg = TestPack.Water,
        };
        var after = CaseDecider.Decide(
            SampleCases.In(CaseState.Dispatched),
            SampleCases.Full(CaseCommand.Reclassify, With(Permission.CaseEdit)) with
            {
                Setting = moved,
            },
            SampleCases.Rules, Now).Value.After;
        Assert.Equal(CaseState.Accepted, after.State);
        Assert.Equal(TestPack.Water, after.UnitOrg);
        Assert.Equal(CaseClock.Unset, after.Line);
    }

    [Fact]
    public void A_dissatisfied_reporter_reaches_the_unit_at_once_within_thirty_days()
    {
        var closed = SampleCases.In(CaseState.Closed);
        var again = Decide(closed, CaseCommand.DenyFixed, Permission.OwnReport, Now);
        Assert.Equal(CaseState.Dispatched, again.State);
        Assert.Equal(TestPack.WestBureau, again.UnitOrg);
        Assert.True(again.Line.IsRunning);
        Assert.Equal(1, again.Reopenings);
        var late = CaseDecider.Decide(
            closed, SampleCases.Full(CaseCommand.DenyFixed, With(Permission.OwnReport)),
            SampleCases.Rules, Now.AddDays(31));
        Assert.Equal(ProblemCode.LinkExpired, late.Problem?.Code);
    }

    [Fact]
    public void A_split_case_closes_only_when_its_parts_have_ended()
    {
        var close = SampleCases.Full(CaseCommand.Close, With(Permission.CaseClose));
        var split = SampleCases.In(CaseState.Split);
        Assert.Equal(
            "parts",
            CaseDecider.Decide(
                split, close with { PartsOpen = 1 }, SampleCases.Rules, Now).Problem?.Field);
        Assert.Equal(
            CaseState.Closed,
            CaseDecider.Decide(split, close, SampleCases.Rules, Now).Value.After.State);
    }

    [Fact]
    public void Merging_and_taking_it_back_leads_to_where_the_case_was()
    {
        var before = SampleCases.In(CaseState.Dispatched);
        var merged = Decide(before, CaseCommand.Merge, Permission.CaseMerge, Now);
        Assert.Null(merged.Line.DueAt);
        var apart = Decide(merged, CaseCommand.Unmerge, Permission.CaseMerge, Now);
        Assert.Equal(CaseState.Dispatched, apart.State);
        Assert.Equal(before.Line.DueAt, apart.Line.DueAt);
        Assert.Null(apart.MergedIntoId);
    }

    [Fact]
    public void Erasing_takes_the_words_and_leaves_the_problem()
    {
        var told = SampleCases.In(CaseState.Dispatched) with { Description = "张三的电话…" };
        var erased = Decide(told, CaseCommand.Erase, Permission.OwnReport, Now);
        Assert.Null(erased.Description);
        Assert.Equal(CaseState.Dispatched, erased.State);
        Assert.Equal(told.Lat, erased.Lat);
    }

    private static Caller With(Permission permission) => SampleCases.With(permission);

    private static Case Done(CaseState state, CaseCommand command, Permission permission) =>
        Decide(SampleCases.In(state), command, permission, Now);

    private static Case Decide(
        Case before, CaseCommand command, Permission permission, DateTimeOffset now) =>
        CaseDecider.Decide(
            before, SampleCases.Full(command, With(permission)), SampleCases.Rules, now)
            .Value.After;

    private static Problem Refused(CaseState state, CaseCommand command, Caller caller) =>
        CaseDecider.Decide(
            SampleCases.In(state), SampleCases.Full(command, caller), SampleCases.Rules, Now)
            .Problem!;
}
