using CivicLoop.Domain.Calendar;

namespace CivicLoop.Domain.Cases;

/// <summary>What the workflow's clock effects do to the two clocks of a case.</summary>
internal static class CaseClocks
{
    public static Case Apply(
        ClockEffect effect, Case before, Case after, CaseAction action, CaseRules rules,
        DateTimeOffset now) =>
        effect switch
        {
            ClockEffect.None => after,
            ClockEffect.StartTerritory => StartTerritory(after, action, rules, now),
            ClockEffect.StartLine => StartLine(after, rules, now),
            ClockEffect.StartLineIfUnitChanges => before.UnitOrg == after.UnitOrg
                ? after
                : StartLine(after, rules, now),
            ClockEffect.StartBoth => StartLine(
                StartTerritory(after, action, rules, now), rules, now),
            ClockEffect.ClearLine => after with { Line = CaseClock.Unset },
            ClockEffect.Pause => after with
            {
                Line = Pause(after.Line, rules, now),
                Territory = Pause(after.Territory, rules, now),
            },
            ClockEffect.Resume => after with
            {
                Line = Resume(after.Line, rules, now),
                Territory = Resume(after.Territory, rules, now),
            },
            ClockEffect.Extend => Extend(after, before.AskedUntil ?? now, rules),
            ClockEffect.AnswerLine => after with { Line = after.Line with { EndedAt = now } },
            ClockEffect.ReviveLine => after with { Line = after.Line with { EndedAt = null } },
            ClockEffect.End => after with
            {
                Line = after.Line with { EndedAt = after.Line.EndedAt ?? now },
                Territory = after.Territory with { EndedAt = now },
            },
        };

    private static Case StartTerritory(
        Case after, CaseAction action, CaseRules rules, DateTimeOffset now)
    {
        var limit = rules.LimitOf(after.ClassCode, after.ConditionN);
        var due = action.AgreedDueAt ?? WholeWay(limit, rules, now);
        return after with
        {
            Territory = new CaseClock
            {
                StartedAt = now,
                DueAt = due,
                Kind = limit?.Kind ?? ClockKind.UrgentHours,
                LimitMilli = action.AgreedDueAt is null ? Milli(limit) : null,
            },
        };
    }

    // The territory answers until closing, so the stages around the unit's work are added to it.
    private static DateTimeOffset? WholeWay(
        TimeLimit? limit, CaseRules rules, DateTimeOffset now)
    {
        if (limit is not { } work)
        {
            return null;
        }

        var calendar = rules.Calendar;
        var dispatched = calendar.DueAt(now, rules.Stages.Dispatch).At;
        return AfterWork(calendar.DueAt(dispatched, work).At, rules);
    }

    private static DateTimeOffset AfterWork(DateTimeOffset rectified, CaseRules rules)
    {
        var seen = rules.Calendar.DueAt(rectified, rules.Stages.Check).At;
        return rules.Calendar.DueAt(seen, rules.Stages.Close).At;
    }

    private static Case StartLine(Case after, CaseRules rules, DateTimeOffset now)
    {
        // A limit agreed for the case stands on the territory's clock from its opening.
        var agreed = after.Territory is { StartedAt: not null, LimitMilli: null }
            ? after.Territory.DueAt
            : null;
        var limit = agreed is null ? rules.LimitOf(after.ClassCode, after.ConditionN) : null;
        return after with
        {
            Line = new CaseClock
            {
                StartedAt = now,
                DueAt = agreed ?? (limit is { } own ? rules.Calendar.DueAt(now, own).At : null),
                Kind = limit?.Kind ?? ClockKind.UrgentHours,
                LimitMilli = Milli(limit),
            },
        };
    }

    private static CaseClock Pause(CaseClock clock, CaseRules rules, DateTimeOffset now) =>
        clock is { IsRunning: true, DueAt: { } due }
            ? clock with
            {
                DueAt = null,
                LeftMilli = Milli(rules.Calendar.Remaining(now, due, clock.Kind)),
            }
            : clock;

    private static CaseClock Resume(CaseClock clock, CaseRules rules, DateTimeOffset now) =>
        clock.LeftMilli is { } left
            ? clock with
            {
                LeftMilli = null,
                DueAt = left > 0
                    ? rules.Calendar.DueAt(now, new TimeLimit(left / 1000m, clock.Kind)).At
                    : now,
            }
            : clock;

    private static Case Extend(Case after, DateTimeOffset until, CaseRules rules) =>
        after with
        {
            Line = after.Line with { DueAt = until },
            Territory = after.Territory.DueAt is null
                ? after.Territory
                : after.Territory with { DueAt = AfterWork(until, rules) },
        };

    private static long? Milli(TimeLimit? limit) =>
        limit is { } some ? (long)decimal.Round(some.Amount * 1000m) : null;
}
