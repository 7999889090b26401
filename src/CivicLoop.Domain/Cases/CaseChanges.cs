using static CivicLoop.Domain.Cases.CaseCommand;

namespace CivicLoop.Domain.Cases;

/// <summary>What each command writes on the case beside its state and its clocks.</summary>
internal static class CaseChanges
{
    public static Case Apply(Case before, Case moved, CaseAction action, DateTimeOffset now) =>
        action.Command switch
        {
            ConfirmOnSite or DenyOnSite => moved with { VerifiedOnTime = InStage(before, now) },
            Accept => moved with
            {
                AcceptedAt = now,
                AcceptedOnTime = InStage(before, now),
                ConditionN = action.Setting?.ConditionN ?? before.ConditionN,
            },
            Dispatch => Handed(moved, action, now) with { DispatchedOnTime = InStage(before, now) },
            Return => moved with { Returns = before.Returns + 1 },
            Adjudicate => Handed(moved, action, now) with
            {
                WrongReturns = before.WrongReturns + (action.UnitOrg == before.UnitOrg ? 1 : 0),
                DispatchedAt = action.UnitOrg == before.UnitOrg ? before.DispatchedAt : now,
            },
            Redirect => Handed(moved, action, now) with { RectifiedAt = null, AskedUntil = null },
            Rectify => moved with { RectifiedAt = now, AskedUntil = null },
            AskExtension or AskSuspension => moved with { AskedUntil = action.Until },
            GrantExtension => moved with { Extensions = before.Extensions + 1, AskedUntil = null },
            RefuseExtension or RefuseSuspension => moved with { AskedUntil = null },
            GrantSuspension => moved with { Suspensions = before.Suspensions + 1 },
            Resume => moved with { AskedUntil = null },
            PassCheck => moved with
            {
                CheckedAt = now,
                CheckedOnTime = InStage(before, now),
                IndependentlyChecked = true,
            },
            FailCheck => moved with
            {
                RectifiedAt = null,
                CheckedOnTime = InStage(before, now),
                Reworks = before.Reworks + 1,
            },
            Close => moved with { ClosedAt = now, OrderDueAt = null },
            RecordClosure => moved with { RectifiedAt = now, ClosedAt = now },
            ConfirmFixed => moved with { ReporterSatisfied = true },
            DenyFixed => Reopened(moved, now) with { ReporterSatisfied = false },
            Reopen => Reopened(moved, now),
            Urge => moved with { Urges = before.Urges + 1 },
            Supervise => moved with { OrderDueAt = action.Until },
            AnswerSupervision => moved with { OrderDueAt = null },
            Merge => moved with
            {
                MergedIntoId = action.OtherCaseId,
                StateBeforeMerge = before.State,
            },
            Unmerge => Unmerged(before),
            Withdraw => moved with { ClosedAt = now },
            Edit => (action.Setting?.ApplyTo(moved) ?? moved) with
            {
                Description = action.Words!.Trim(),
            },
            Erase => moved with { Description = null, Address = null },
            Join => moved with { Supporters = before.Supporters + 1 },
            Reclassify or Relocate => action.Setting!.ApplyTo(moved),
            TakeBack => action.Last!.Undo(before),
            CaseCommand.Release => moved with { PicturesReleased = true },
            AskVerification or CaseCommand.Reject or CaseCommand.Split or Note => moved,
        };

    private static bool? InStage(Case before, DateTimeOffset now) =>
        before.StageDueAt is { } due ? now <= due : null;

    private static Case Handed(Case moved, CaseAction action, DateTimeOffset now) => moved with
    {
        UnitOrg = action.UnitOrg,
        DispatchedAt = now,
        Dispatches = moved.Dispatches + 1,
    };

    private static Case Reopened(Case moved, DateTimeOffset now) => moved with
    {
        Reopenings = moved.Reopenings + 1,
        DispatchedAt = now,
        RectifiedAt = null,
        CheckedAt = null,
        ClosedAt = null,
        IndependentlyChecked = false,
    };

    private static Case Unmerged(Case before) =>
        before.In(before.StateBeforeMerge ?? CaseState.Accepted) with
        {
            MergedIntoId = null,
            StateBeforeMerge = null,
        };
}
