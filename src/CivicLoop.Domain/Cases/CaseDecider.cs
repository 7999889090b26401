using CivicLoop.Domain.Problems;

namespace CivicLoop.Domain.Cases;

/// <summary>Decides a command on a case: pure, so that the same case, command and time always give
/// the same end. The workflow table says what may happen; here is what it means.</summary>
public static class CaseDecider
{
    /// <summary>The case after the command, or the problem that forbids it. Errors: the command
    /// does not fit the state, the caller may not, or something needed is missing.</summary>
    public static Outcome<CaseDecision> Decide(
        Case before, CaseAction action, CaseRules rules, DateTimeOffset now)
    {
        if (CaseWorkflow.Find(before.State, action.Command) is not { } edge)
        {
            return new Problem(
                ProblemCode.CommandNotAllowedNow, "command", action.Command, before.State);
        }

        var standing = before.Standing(rules.PathOf);
        if (!action.Caller.May(edge.Permission, standing))
        {
            return action.Caller.MaySomewhere(edge.Permission)
                ? new Problem(ProblemCode.OutsideScope, null, before.Number)
                : new Problem(ProblemCode.NotPermitted, null, action.Command);
        }

        if (CaseRequirements.Missing(before, edge, action, rules, now) is { } missing)
        {
            return missing;
        }

        var moved = edge.To is { } to ? before.In(to) : before;
        var changed = CaseChanges.Apply(before, moved, action, now);
        var timed = CaseClocks.Apply(edge.Clock, before, changed, action, rules, now);
        var after = timed with
        {
            UpdatedAt = now,
            StageDueAt = edge.Command == CaseCommand.TakeBack ? timed.StageDueAt
                : timed.State == before.State ? before.StageDueAt
                : StageDue(timed.State, rules, now),
            Version = before.Version + 1,
        };
        return new CaseDecision(
            after with { NextDueAt = NextDue(after) }, Step(before, after, action));
    }

    /// <summary>When the next thing must be done by whoever has the case.</summary>
    internal static DateTimeOffset NextDue(Case now) => now.State switch
    {
        CaseState.Dispatched or CaseState.ExtensionAsked or CaseState.SuspensionAsked =>
            now.Line.DueAt,
        CaseState.Suspended => now.AskedUntil,
        CaseState.Split => now.Territory.DueAt,
        _ => now.StageDueAt,
    } ?? Case.NothingDue;

    private static DateTimeOffset? StageDue(
        CaseState state, CaseRules rules, DateTimeOffset now)
    {
        Calendar.TimeLimit? limit = state switch
        {
            CaseState.Reported or CaseState.Confirmed => rules.Stages.Accept,
            CaseState.Verifying => rules.Stages.Verify,
            CaseState.Accepted or CaseState.Returned => rules.Stages.Dispatch,
            CaseState.Rectified => rules.Stages.Check,
            CaseState.Passed => rules.Stages.Close,
            _ => null,
        };
        return limit is { } stage ? rules.Calendar.DueAt(now, stage).At : null;
    }

    private static CaseStep Step(Case before, Case after, CaseAction action)
    {
        var routed = before.UnitOrg != after.UnitOrg || before.LineOrg != after.LineOrg
            || before.TerritoryOrg != after.TerritoryOrg
            || after.State == CaseState.Dispatched;
        return new CaseStep
        {
            Command = action.Command.ToString(),
            From = before.State,
            To = after.State,
            ByOrg = action.Caller.OrganizationCode,
            Unit = routed ? after.UnitOrg : null,
            Line = routed ? after.LineOrg : null,
            Territory = routed ? after.TerritoryOrg : null,
            Rule = routed ? after.RouteRule : null,
            Class = before.ClassCode == after.ClassCode ? null : after.ClassCode,
            Condition = before.ConditionN == after.ConditionN ? null : after.ConditionN,
            Place = before.AreaCodes.FirstOrDefault() == after.AreaCodes.FirstOrDefault()
                ? null
                : after.AreaCodes.FirstOrDefault(),
            LineDue = before.Line.DueAt == after.Line.DueAt ? null : after.Line.DueAt,
            TerritoryDue = before.Territory.DueAt == after.Territory.DueAt
                ? null
                : after.Territory.DueAt,
            Undoes = action.Command == CaseCommand.TakeBack
                ? action.Last?.Command.ToString()
                : null,
            Until = action.Until,
            OtherCase = action.OtherCaseId,
            Parts = action.Parts.Count == 0 ? null : action.Parts,
            Pictures = action.Pictures.Count == 0 ? null : action.Pictures,
            Imported = action.Command == CaseCommand.RecordClosure ? true : null,
        };
    }
}
