namespace CivicLoop.Domain.Cases;

/// <summary>How the children of a split case begin: already opened, under their parent.</summary>
public static class CaseOpening
{
    /// <summary>The child as it stands after the split: accepted with its parent's report time, its
    /// territory clock started.</summary>
    public static Case OfPart(Case reported, Case parent, CaseRules rules, DateTimeOffset now)
    {
        var accepted = reported.In(CaseState.Accepted) with
        {
            ParentId = parent.Id,
            AcceptedAt = now,
            ReportedAt = parent.ReportedAt,
            IsPrivate = parent.IsPrivate || reported.IsPrivate,
            StageDueAt = rules.Calendar.DueAt(now, rules.Stages.Dispatch).At,
        };
        var action = new CaseAction(CaseCommand.Split, People.Caller.Resident);
        var timed = CaseClocks.Apply(
            ClockEffect.StartTerritory, accepted, accepted, action, rules, now);
        return timed with { NextDueAt = CaseDecider.NextDue(timed) };
    }
}
