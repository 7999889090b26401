using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Domain.Command;

/// <summary>What is done with an order.</summary>
public enum DirectiveCommand
{
    /// <summary>下达.</summary>
    Issue,

    /// <summary>签收.</summary>
    Acknowledge,

    /// <summary>转办: handed on to a unit below.</summary>
    Forward,

    /// <summary>收回: taken back by a unit that handed it on.</summary>
    TakeBack,

    /// <summary>反馈结果.</summary>
    Report,

    /// <summary>同意办结.</summary>
    Accept,

    /// <summary>退回重办.</summary>
    Return,

    /// <summary>延期.</summary>
    Extend,

    /// <summary>撤回.</summary>
    Withdraw,
}

/// <summary>On which side of an order somebody stands.</summary>
public enum DirectiveSide
{
    /// <summary>On neither.</summary>
    None,

    /// <summary>For the unit that has it now.</summary>
    Holder,

    /// <summary>For a unit that had it and handed it on.</summary>
    Forwarder,

    /// <summary>For the body that issued it, or one above that body.</summary>
    Issuer,
}

/// <summary>A step somebody takes.</summary>
/// <param name="ToUnit">The unit it is handed on to.</param>
/// <param name="DueAt">When the result is due from now on, of one that is returned or extended.
/// </param>
public sealed record DirectiveAction(
    DirectiveCommand Command, string? Words = null, Organization? ToUnit = null,
    DateTimeOffset? DueAt = null);

/// <summary>The way of an order: the unit acknowledges, hands on, takes back what it handed on, and
/// reports; the command body judges. Nobody judges what their own unit did.</summary>
public static class DirectiveWorkflow
{
    private const DirectiveState Issued = DirectiveState.Issued;
    private const DirectiveState Acknowledged = DirectiveState.Acknowledged;
    private const DirectiveState Reported = DirectiveState.Reported;
    private const DirectiveState Returned = DirectiveState.Returned;

    /// <summary>Every command but the first: from which states, to which one (null where it stays),
    /// and whose it is.</summary>
    public static IReadOnlyList<DirectiveWay> Ways { get; } =
    [
        new(DirectiveCommand.Acknowledge, [Issued], Acknowledged, DirectiveSide.Holder),
        new(DirectiveCommand.Report, [Acknowledged, Returned], Reported, DirectiveSide.Holder),
        new(DirectiveCommand.Forward, [Issued, Acknowledged, Returned], Issued,
            DirectiveSide.Holder),
        new(DirectiveCommand.TakeBack, [Issued, Acknowledged], Acknowledged,
            DirectiveSide.Forwarder),
        new(DirectiveCommand.Accept, [Reported], DirectiveState.Accepted, DirectiveSide.Issuer),
        new(DirectiveCommand.Return, [Reported], Returned, DirectiveSide.Issuer),
        new(DirectiveCommand.Extend, [Issued, Acknowledged, Returned], null,
            DirectiveSide.Issuer),
        new(DirectiveCommand.Withdraw, [Issued, Acknowledged, Reported, Returned],
            DirectiveState.Withdrawn, DirectiveSide.Issuer),
    ];

    /// <summary>The permission a side needs for what it does.</summary>
    public static Permission Needs(DirectiveSide side) =>
        side is DirectiveSide.Holder or DirectiveSide.Forwarder
            ? Permission.DirectiveWork : Permission.DirectiveIssue;

    /// <summary>Units that had an order and handed it on, the first one first; one it was taken
    /// back from is no longer among them, nor is the one that has it now.</summary>
    /// <param name="steps">Of this order, in their order.</param>
    public static IReadOnlyList<string> HandedOn(
        DirectiveOrder order, IEnumerable<DirectiveStep> steps)
    {
        List<string> chain = [order.UnitCode];
        foreach (var step in steps)
        {
            if (step is { Command: DirectiveCommand.Forward, ToUnit: { } below })
            {
                chain.Add(below);
            }
            else if (step.Command == DirectiveCommand.TakeBack
                && chain.IndexOf(step.Organization) is var at and >= 0)
            {
                chain.RemoveRange(at + 1, chain.Count - at - 1);
            }
        }

        return chain.GetRange(0, chain.Count - 1);
    }

    /// <summary>Where a caller stands. Who works for the unit that has it is never its judge, even
    /// where that unit stands below the body that issued it.</summary>
    /// <param name="steps">Of this order, in their order.</param>
    public static DirectiveSide SideOf(
        DirectiveOrder order, IEnumerable<DirectiveStep> steps, Caller caller,
        OrganizationChart chart) =>
        caller.OrganizationCode == order.HolderCode ? DirectiveSide.Holder
        : caller.OrganizationCode is { } own && HandedOn(order, steps).Contains(own)
            ? DirectiveSide.Forwarder
        : chart.PathOf(order.IssuerCode) is { } issuer && caller.OrganizationPath is { } path
            && issuer.StartsWith(path, StringComparison.Ordinal)
            ? DirectiveSide.Issuer
        : DirectiveSide.None;

    /// <summary>What a caller may do with it now.</summary>
    public static IReadOnlyList<DirectiveCommand> Open(
        DirectiveOrder order, Caller caller, DirectiveSide side) =>
    [
        .. Ways.Where(way => way.From.Contains(order.State) && Refuse(way, caller, side) is null)
            .Select(way => way.Command),
    ];

    /// <summary>Why a directive cannot be issued as wished; null where it can.</summary>
    /// <param name="units">Those it is addressed to.</param>
    /// <param name="copies">Those told of it.</param>
    public static Problem? RefuseNew(
        Directive wanted, IReadOnlyList<Organization> units,
        IReadOnlyList<Organization> copies, Organization issuer)
    {
        if ((TextRule.Needed(wanted.Title, "headline", Directive.TitleMax)
            ?? TextRule.Needed(wanted.Words, "text", Directive.WordsMax)
            ?? TextRule.Needed(wanted.BasisName, "basisName", Directive.BasisMax)) is { } unfit)
        {
            return unfit;
        }

        if (units.Count == 0)
        {
            return new Problem(ProblemCode.FieldRequired, "units");
        }

        if (units.Count > Directive.UnitsMax || copies.Count > Directive.UnitsMax)
        {
            return new Problem(
                ProblemCode.DirectiveUnitsTooMany,
                units.Count > Directive.UnitsMax ? "units" : "copies", Directive.UnitsMax);
        }

        // A body orders nothing of itself or of what stands above it.
        return units.FirstOrDefault(unit => unit.RetiredAt is not null
                || issuer.Path.StartsWith(unit.Path, StringComparison.Ordinal)) is { } wrong
            ? new Problem(ProblemCode.DirectiveUnitUnfit, "units", wrong.Code)
            : wanted.DueAt <= wanted.IssuedAt
                ? new Problem(ProblemCode.DirectiveDuePast, "due")
            : null;
    }

    /// <summary>The order after a step, and the step. Errors: not now; it is not the caller's;
    /// words are missing or too long; the unit it is handed on to does not stand below; the time
    /// does not fit.</summary>
    public static Outcome<(DirectiveOrder After, DirectiveStep Step)> Decide(
        DirectiveOrder before, DirectiveAction action, Caller caller, DirectiveSide side,
        Organization? holder, DateTimeOffset now)
    {
        if (Ways.FirstOrDefault(one => one.Command == action.Command) is not { } way)
        {
            return new Problem(ProblemCode.FieldRequired, "command");
        }

        var words = TextRule.Lines(action.Words);
        if ((Refuse(way, caller, side)
            ?? (way.From.Contains(before.State) ? null : new Problem(
                ProblemCode.DirectiveNotNow, "command", action.Command, before.State))
            ?? (IsSaid(action.Command)
                ? TextRule.Needed(words, "text", Directive.WordsMax)
                : TextRule.Short(words, "text", Directive.WordsMax))
            ?? RefuseUnit(action, holder)
            ?? RefuseDue(before, action, now)) is { } refused)
        {
            return refused;
        }

        var isForward = action.Command == DirectiveCommand.Forward;
        var isTaken = action.Command == DirectiveCommand.TakeBack;
        var state = way.To ?? before.State;
        var after = before with
        {
            State = state,
            HolderCode = isForward ? action.ToUnit!.Code
                : isTaken ? caller.OrganizationCode! : before.HolderCode,
            DueAt = IsDueAnew(action.Command) ? action.DueAt!.Value : before.DueAt,
            AcknowledgedAt = isForward ? null
                : isTaken || action.Command == DirectiveCommand.Acknowledge ? now
                : before.AcknowledgedAt,
            ReportedAt = action.Command == DirectiveCommand.Report ? now : before.ReportedAt,
            EndedAt = state is DirectiveState.Accepted or DirectiveState.Withdrawn ? now : null,
            Version = before.Version + 1,
        };
        return (after, new DirectiveStep(
            before.Id, after.Version, now, action.Command, caller.Actor,
            caller.OrganizationCode ?? "", isForward ? after.HolderCode : null, words));
    }

    private static Problem? Refuse(DirectiveWay way, Caller caller, DirectiveSide side) =>
        caller.Refuse(Needs(way.Side))
        ?? (way.Side == side ? null : new Problem(ProblemCode.DirectiveNotYours, null));

    // Acknowledging and accepting speak for themselves.
    private static bool IsSaid(DirectiveCommand command) =>
        command is DirectiveCommand.TakeBack or DirectiveCommand.Report
            or DirectiveCommand.Return or DirectiveCommand.Extend or DirectiveCommand.Withdraw;

    private static bool IsDueAnew(DirectiveCommand command) =>
        command is DirectiveCommand.Return or DirectiveCommand.Extend;

    private static Problem? RefuseUnit(DirectiveAction action, Organization? holder) =>
        action.Command != DirectiveCommand.Forward ? null
        : action.ToUnit is not { } unit ? new Problem(ProblemCode.FieldRequired, "unit")
        : unit.RetiredAt is null && holder is not null && unit.Code != holder.Code
            && unit.Path.StartsWith(holder.Path, StringComparison.Ordinal)
            ? null
        : new Problem(ProblemCode.DirectiveNotBelow, "unit", unit.Code);

    private static Problem? RefuseDue(
        DirectiveOrder before, DirectiveAction action, DateTimeOffset now)
    {
        var least = action.Command == DirectiveCommand.Extend && before.DueAt > now
            ? before.DueAt : now;
        return IsDueAnew(action.Command) && !(action.DueAt > least)
            ? new Problem(ProblemCode.DirectiveDuePast, "due")
            : null;
    }
}

/// <summary>A row of the way of an order.</summary>
/// <param name="To">Null where it stays as it is.</param>
/// <param name="Side">Whose step it is.</param>
public sealed record DirectiveWay(
    DirectiveCommand Command, IReadOnlyList<DirectiveState> From, DirectiveState? To,
    DirectiveSide Side);
