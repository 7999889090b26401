using CivicLoop.Domain.Command;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Tests.Domain.Command;

/// <summary>Whose step it is in every state of an order, and what a step needs.</summary>
public sealed class DirectiveRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 2, 0, 0, TimeSpan.Zero);

    private static readonly Organization Hq = Body("c-hq", "/c-hq/");
    private static readonly Organization Sub = Body("c-sub", "/c-hq/c-sub/");
    private static readonly Organization Unit = Line("u", "/u/");
    private static readonly Organization Below = Line("u-1", "/u/u-1/");
    private static readonly Organization Other = Line("v", "/v/");

    private static readonly OrganizationChart Chart = new([Hq, Sub, Unit, Below, Other]);

    // State, side and what may be done: the table on paper, without the program's own.
    private static readonly (DirectiveState State, DirectiveSide Side, string May)[] Paper =
    [
        (DirectiveState.Issued, DirectiveSide.Holder, "Acknowledge Forward"),
        (DirectiveState.Issued, DirectiveSide.Forwarder, "TakeBack"),
        (DirectiveState.Issued, DirectiveSide.Issuer, "Extend Withdraw"),
        (DirectiveState.Acknowledged, DirectiveSide.Holder, "Report Forward"),
        (DirectiveState.Acknowledged, DirectiveSide.Forwarder, "TakeBack"),
        (DirectiveState.Acknowledged, DirectiveSide.Issuer, "Extend Withdraw"),
        (DirectiveState.Reported, DirectiveSide.Issuer, "Accept Return Withdraw"),
        (DirectiveState.Returned, DirectiveSide.Holder, "Report Forward"),
        (DirectiveState.Returned, DirectiveSide.Issuer, "Extend Withdraw"),
    ];

    public static TheoryData<DirectiveState, DirectiveCommand> Pairs
    {
        get
        {
            var data = new TheoryData<DirectiveState, DirectiveCommand>();
            foreach (var state in Enum.GetValues<DirectiveState>())
            {
                foreach (var command in Enum.GetValues<DirectiveCommand>())
                {
                    data.Add(state, command);
                }
            }

            return data;
        }
    }

    [Theory, MemberData(nameof(Pairs))]
    public void Every_command_is_one_sides_with_its_permission_and_in_its_states(
        DirectiveState state, DirectiveCommand command)
    {
        foreach (var side in Enum.GetValues<DirectiveSide>())
        {
            foreach (var permission in new[]
            {
                Permission.DirectiveIssue, Permission.DirectiveWork, Permission.CaseSee,
            })
            {
                var isOwn = permission
                    == (side is DirectiveSide.Holder or DirectiveSide.Forwarder
                        ? Permission.DirectiveWork : Permission.DirectiveIssue);
                var may = isOwn && Paper.Any(row => row.State == state && row.Side == side
                    && row.May.Split(' ').Contains(command.ToString()));
                var caller = Caller(Unit, permission);
                var decided = Decide(
                    Order() with { State = state }, Whole(command), caller, side);
                Assert.Equal(may, decided.Problem is null);
                Assert.Equal(
                    may,
                    DirectiveWorkflow.Open(Order() with { State = state }, caller, side)
                        .Contains(command));
            }
        }
    }

    [Fact]
    public void A_unit_hands_it_on_only_to_one_below_it_and_that_one_acknowledges_anew()
    {
        var unit = Caller(Unit, Permission.DirectiveWork);
        var order = Order() with { State = DirectiveState.Acknowledged, AcknowledgedAt = Now };
        foreach (var wrong in new[] { Other, Unit, Hq, Below with { RetiredAt = Now } })
        {
            Assert.Equal(
                ProblemCode.DirectiveNotBelow,
                Decide(
                    order, new DirectiveAction(DirectiveCommand.Forward, null, wrong), unit,
                    DirectiveSide.Holder).Problem?.Code);
        }

        var (after, step) = Decide(
            order, new DirectiveAction(DirectiveCommand.Forward, "请办理", Below), unit,
            DirectiveSide.Holder).Value;
        Assert.Equal(
            ("u", "u-1", DirectiveState.Issued), (after.UnitCode, after.HolderCode, after.State));
        Assert.Null(after.AcknowledgedAt);
        Assert.Equal(("u-1", 2), (step.ToUnit, step.N));
        Assert.Equal(
            DirectiveSide.Forwarder, DirectiveWorkflow.SideOf(after, [step], unit, Chart));
        Assert.Equal(
            DirectiveSide.Holder,
            DirectiveWorkflow.SideOf(
                after, [step], Caller(Below, Permission.DirectiveWork), Chart));
    }

    [Fact]
    public void Whoever_handed_it_on_may_take_it_back_with_a_word_and_has_it_again()
    {
        var unit = Caller(Unit, Permission.DirectiveWork);
        var held = Order() with
        {
            State = DirectiveState.Acknowledged, HolderCode = Below.Code, Version = 3,
        };
        Assert.Equal(
            "text",
            Decide(
                held, new DirectiveAction(DirectiveCommand.TakeBack, " "), unit,
                DirectiveSide.Forwarder).Problem?.Field);
        var (after, step) = Decide(
            held, new DirectiveAction(DirectiveCommand.TakeBack, "由本单位直接办理"), unit,
            DirectiveSide.Forwarder).Value;
        Assert.Equal(
            (Unit.Code, DirectiveState.Acknowledged, Now),
            (after.HolderCode, after.State, after.AcknowledgedAt));
        Assert.Null(step.ToUnit);
    }

    [Fact]
    public void Who_it_was_taken_back_from_did_not_hand_it_on_any_more()
    {
        var order = Order();
        var (toBelow, toLow, back, again) = (
            Step(2, DirectiveCommand.Forward, "u", "u-1"),
            Step(3, DirectiveCommand.Forward, "u-1", "u-1-1"),
            Step(4, DirectiveCommand.TakeBack, "u", null),
            Step(5, DirectiveCommand.Forward, "u", "u-2"));
        Assert.Empty(DirectiveWorkflow.HandedOn(order, []));
        Assert.Equal(["u"], DirectiveWorkflow.HandedOn(order, [toBelow]));
        Assert.Equal(["u", "u-1"], DirectiveWorkflow.HandedOn(order, [toBelow, toLow]));
        Assert.Empty(DirectiveWorkflow.HandedOn(order, [toBelow, toLow, back]));
        Assert.Equal(["u"], DirectiveWorkflow.HandedOn(order, [toBelow, toLow, back, again]));
    }

    [Fact]
    public void The_body_that_issued_it_or_one_above_judges_and_never_the_unit_itself()
    {
        var order = Order() with { IssuerCode = Sub.Code };
        Assert.Equal(
            DirectiveSide.Issuer,
            DirectiveWorkflow.SideOf(order, [], Caller(Hq, Permission.DirectiveIssue), Chart));
        Assert.Equal(
            DirectiveSide.None,
            DirectiveWorkflow.SideOf(
                order with { IssuerCode = Hq.Code }, [], Caller(Sub, Permission.DirectiveIssue),
                Chart));
        Assert.Equal(
            DirectiveSide.Holder,
            DirectiveWorkflow.SideOf(
                order with { IssuerCode = Hq.Code, HolderCode = Sub.Code }, [],
                Caller(Sub, Permission.DirectiveIssue), Chart));
    }

    [Fact]
    public void A_result_is_said_in_words_and_a_returned_one_is_due_anew()
    {
        var unit = Caller(Unit, Permission.DirectiveWork);
        var order = Order() with { State = DirectiveState.Acknowledged };
        Assert.Equal(
            "text",
            Decide(
                order, new DirectiveAction(DirectiveCommand.Report, " "), unit,
                DirectiveSide.Holder).Problem?.Field);
        var body = Caller(Hq, Permission.DirectiveIssue);
        var reported = order with { State = DirectiveState.Reported };
        Assert.Equal(
            ProblemCode.DirectiveDuePast,
            Decide(
                reported, new DirectiveAction(DirectiveCommand.Return, "不全", DueAt: Now), body,
                DirectiveSide.Issuer).Problem?.Code);
        var returned = Decide(
            reported,
            new DirectiveAction(DirectiveCommand.Return, "不全", DueAt: Now.AddHours(4)), body,
            DirectiveSide.Issuer).Value.After;
        Assert.True(returned.IsOverdue(Now.AddHours(5)));
        Assert.False(returned.IsOverdue(Now.AddHours(3)));
        // An extension ends after the present limit, not only after now.
        Assert.Equal(
            ProblemCode.DirectiveDuePast,
            Decide(
                order,
                new DirectiveAction(
                    DirectiveCommand.Extend, "等待材料", DueAt: order.DueAt.AddMinutes(-1)),
                body, DirectiveSide.Issuer).Problem?.Code);
    }

    [Fact]
    public void A_body_orders_nothing_of_itself_or_of_what_stands_above_it()
    {
        var wanted = Wanted();
        Assert.Null(DirectiveWorkflow.RefuseNew(wanted, [Unit, Sub], [], Hq));
        Assert.Equal(
            ProblemCode.DirectiveUnitUnfit,
            DirectiveWorkflow.RefuseNew(wanted, [Hq], [], Sub)?.Code);
        Assert.Equal(
            ProblemCode.DirectiveUnitUnfit,
            DirectiveWorkflow.RefuseNew(wanted, [Unit, Sub], [], Sub)?.Code);
        Assert.Equal("units", DirectiveWorkflow.RefuseNew(wanted, [], [], Hq)?.Field);
        Assert.Equal(
            ProblemCode.DirectiveUnitsTooMany,
            DirectiveWorkflow.RefuseNew(
                wanted, [.. Enumerable.Repeat(Unit, Directive.UnitsMax + 1)], [], Hq)?.Code);
        Assert.Equal(
            "due", DirectiveWorkflow.RefuseNew(wanted with { DueAt = Now }, [Unit], [], Hq)?.Field);
        Assert.Equal(
            "basisName",
            DirectiveWorkflow.RefuseNew(wanted with { BasisName = " " }, [Unit], [], Hq)?.Field);
    }

    private static Outcome<(DirectiveOrder After, DirectiveStep Step)> Decide(
        DirectiveOrder order, DirectiveAction action, Caller caller, DirectiveSide side) =>
        DirectiveWorkflow.Decide(order, action, caller, side, Unit, Now);

    private static DirectiveAction Whole(DirectiveCommand command) =>
        new(command, "已按要求办理", Below, Now.AddDays(5));

    private static DirectiveStep Step(
        long n, DirectiveCommand command, string by, string? to) =>
        new(Guid.Empty, n, Now, command, "account:1", by, to, "请办");

    private static DirectiveOrder Order() => new()
    {
        Id = Guid.Empty, DirectiveId = Guid.Empty, IssuerCode = Hq.Code, UnitCode = Unit.Code,
        HolderCode = Unit.Code, State = DirectiveState.Issued, DueAt = Now.AddDays(1),
    };

    private static Directive Wanted() => new()
    {
        Id = Guid.Empty, IssuerCode = Hq.Code, Title = "清理积水", Words = "立即排查",
        BasisName = "防汛预案", DueAt = Now.AddHours(8), IssuedBy = "account:1", IssuedAt = Now,
    };

    private static Caller Caller(Organization of, Permission permission) =>
        new("account:1", of.Code, of.Path, [new Grant(permission, Scope.City)]);

    private static Organization Body(string code, string path) => new(
        code, OrganizationTree.Command, null, path, code, code, "headquarters", null);

    private static Organization Line(string code, string path) => new(
        code, OrganizationTree.Line, null, path, code, code, "department", null);
}
