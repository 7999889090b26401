using CivicLoop.Domain.Problems;

namespace CivicLoop.Domain.Cases;

/// <summary>Finds what a command still needs, in the words of the workflow table.</summary>
internal static class CaseRequirements
{
    public static Problem? Missing(
        Case before, CaseEdge edge, CaseAction action, CaseRules rules, DateTimeOffset now) =>
        MissingInput(edge.Needs, action, now)
        ?? Forbidden(before, edge.Needs, action, rules, now);

    private static Problem? MissingInput(CaseNeeds needs, CaseAction action, DateTimeOffset now)
    {
        if (action.Words?.Length > CaseAction.WordsMax)
        {
            return new Problem(
                ProblemCode.FieldTooLong, "words", CaseAction.WordsMax, action.Words.Length);
        }

        if (needs.HasFlag(CaseNeeds.Reason) && string.IsNullOrWhiteSpace(action.Words))
        {
            return new Problem(ProblemCode.FieldRequired, "reason");
        }

        if (needs.HasFlag(CaseNeeds.Text) && string.IsNullOrWhiteSpace(action.Words))
        {
            return new Problem(ProblemCode.FieldRequired, "text");
        }

        if (needs.HasFlag(CaseNeeds.Unit) && string.IsNullOrWhiteSpace(action.UnitOrg))
        {
            return new Problem(ProblemCode.FieldRequired, "unit");
        }

        if (needs.HasFlag(CaseNeeds.Until) || needs.HasFlag(CaseNeeds.ReviewDate))
        {
            return MissingDate(needs, action, now);
        }

        return MissingSubject(needs, action);
    }

    private static Problem? MissingDate(CaseNeeds needs, CaseAction action, DateTimeOffset now)
    {
        var field = needs.HasFlag(CaseNeeds.Until) ? "until" : "reviewDate";
        return action.Until is not { } until ? new Problem(ProblemCode.FieldRequired, field)
            : until <= now ? new Problem(ProblemCode.DateOrder, field)
            : null;
    }

    private static Problem? MissingSubject(CaseNeeds needs, CaseAction action)
    {
        if (needs.HasFlag(CaseNeeds.OtherCase) && action.OtherCaseId is null)
        {
            return new Problem(ProblemCode.FieldRequired, "otherCase");
        }

        if (needs.HasFlag(CaseNeeds.Parts) && action.Parts.Count < 2)
        {
            return new Problem(ProblemCode.FieldRequired, "parts");
        }

        if (needs.HasFlag(CaseNeeds.Class) && action.Setting is null)
        {
            return new Problem(ProblemCode.FieldRequired, "class");
        }

        return needs.HasFlag(CaseNeeds.Place) && action.Setting is null
            ? new Problem(ProblemCode.FieldRequired, "lat")
            : null;
    }

    private static Problem? Forbidden(
        Case before, CaseNeeds needs, CaseAction action, CaseRules rules, DateTimeOffset now)
    {
        if (action.UnitOrg is { Length: > 0 } unit && rules.PathOf(unit) is null)
        {
            return new Problem(ProblemCode.UnitNotKnown, "unit", unit);
        }

        if (needs.HasFlag(CaseNeeds.OtherBody) && IsDoer(before, action, rules))
        {
            return new Problem(ProblemCode.CheckedByDoer, null, before.UnitOrg!);
        }

        if (needs.HasFlag(CaseNeeds.SeenIfSourceSays)
            && before.State == CaseState.Reported && rules.SeenFirst.Contains(before.Source))
        {
            return new Problem(ProblemCode.CommandNotAllowedNow, "source", before.Source);
        }

        if (needs.HasFlag(CaseNeeds.PictureIfClassSays) && action.Pictures.Count == 0
            && rules.PictureReasonOf(before.ClassCode) is { } why)
        {
            return new Problem(ProblemCode.FieldRequired, "pictures", why);
        }

        if (needs.HasFlag(CaseNeeds.OwnFreshStep)
            && action.Last?.MayBeTakenBack(before, action.Caller.Actor, now) != true)
        {
            return new Problem(ProblemCode.TakeBackPast, null, LastStep.TakeBackMinutes);
        }

        if (action.Command == CaseCommand.Edit && before.State == CaseState.Confirmed
            && IsElsewhere(before, action.Setting))
        {
            return new Problem(
                ProblemCode.CommandNotAllowedNow, "lat", action.Command, before.State);
        }

        return OutOfTime(before, needs, rules, now) ?? WrongPartner(before, needs, action);
    }

    // Somebody went there and saw this class at this place; another one nobody has seen.
    private static bool IsElsewhere(Case before, CaseSetting? given) =>
        given is not null
        && (given.ClassCode != before.ClassCode || given.Lat != before.Lat
            || given.Lon != before.Lon);

    private static Problem? OutOfTime(
        Case before, CaseNeeds needs, CaseRules rules, DateTimeOffset now)
    {
        if (needs.HasFlag(CaseNeeds.BeforeDue) && before.Line.OnTime(now) == false)
        {
            return new Problem(ProblemCode.LimitAlreadyPast, "until", before.Line.DueAt!);
        }

        if (needs.HasFlag(CaseNeeds.Once) && before.Extensions > before.Reopenings)
        {
            return new Problem(ProblemCode.AlreadyExtended, null);
        }

        if (needs.HasFlag(CaseNeeds.ReturnWindow) && before.DispatchedAt is { } dispatched
            && now > rules.Calendar.DueAt(dispatched, rules.Stages.Return).At)
        {
            return new Problem(ProblemCode.ReturnWindowPast, null, rules.Stages.Return);
        }

        return needs.HasFlag(CaseNeeds.AnswerWindow)
            && now > before.ClosedAt?.AddDays(CaseRules.AnswerDays)
            ? new Problem(ProblemCode.LinkExpired, null, CaseRules.AnswerDays)
            : null;
    }

    private static Problem? WrongPartner(Case before, CaseNeeds needs, CaseAction action)
    {
        if (needs.HasFlag(CaseNeeds.OtherCase)
            && (action.OtherCaseId == before.Id || !action.OtherCaseFits))
        {
            return new Problem(ProblemCode.MergeIntoItself, "otherCase");
        }

        if (needs.HasFlag(CaseNeeds.PartsEnded) && action.PartsOpen > 0)
        {
            return new Problem(
                ProblemCode.CommandNotAllowedNow, "parts", action.Command, action.PartsOpen);
        }

        return needs.HasFlag(CaseNeeds.OrderOpen) && before.OrderDueAt is null
            ? new Problem(ProblemCode.CommandNotAllowedNow, "order", action.Command, before.State)
            : null;
    }

    // One body is the other's part: a superior that checks its own squad checks itself.
    private static bool IsDoer(Case before, CaseAction action, CaseRules rules) =>
        before.UnitOrg is { } unit
        && rules.PathOf(unit) is { } doer
        && action.Caller.OrganizationPath is { } checker
        && (checker.StartsWith(doer, StringComparison.Ordinal)
            || doer.StartsWith(checker, StringComparison.Ordinal));
}
