using CivicLoop.Domain.People;
using static CivicLoop.Domain.Cases.CaseCommand;
using static CivicLoop.Domain.Cases.CaseState;
using N = CivicLoop.Domain.Cases.CaseNeeds;
using P = CivicLoop.Domain.People.Permission;
using T = CivicLoop.Domain.Cases.ClockEffect;

namespace CivicLoop.Domain.Cases;

/// <summary>The whole life of a case as one table: buttons, API, help page and the tests over all
/// state × command × permission triples are derived from it. Source of the stages: GB/T 30428.8
/// (opening, handling, closing) and GB/T 30428.4 (what is counted).</summary>
public static class CaseWorkflow
{
    private static readonly CaseState[] WithUnit =
        [Dispatched, ExtensionAsked, SuspensionAsked];

    private static readonly CaseState[] BeforeDispatch =
        [Reported, Verifying, Confirmed, Accepted];

    private static readonly CaseState[] Open =
    [
        .. BeforeDispatch, .. WithUnit, Returned, Suspended, Rectified, Passed, CaseState.Split,
    ];

    private static readonly CaseState[] All = Enum.GetValues<CaseState>();

    private static readonly CaseEdge[] Steps =
    [
        // Opening. Citizens', hotline and media reports are seen on site first (GB/T 30428.8).
        Row(AskVerification, [Reported], Verifying, P.CaseAccept, N.None, back: true),
        Row(ConfirmOnSite, [Verifying], Confirmed, P.CaseVerify, N.Text, back: true),
        Row(DenyOnSite, [Verifying], Reported, P.CaseVerify, N.Reason,
            why: "seen on site and not so: back to reception, which answers the reporter",
            back: true),
        Row(Accept, [Reported, Confirmed], Accepted, P.CaseAccept, N.SeenIfSourceSays,
            T.StartTerritory, back: true),
        Row(Reject, [Reported, Verifying, Confirmed], Rejected, P.CaseAccept, N.Reason),

        // Dispatch. The unit's clock starts when the case reaches it.
        Row(Dispatch, [Accepted], Dispatched, P.CaseDispatch, N.Unit, T.StartLine, back: true),
        Row(Return, [Dispatched], Returned, P.CaseRectify, N.Reason | N.ReturnWindow,
            why: "the clock runs on: a case returned without cause costs the unit its time",
            back: true),
        Row(Adjudicate, [Returned], Dispatched, P.CaseAdjudicate, N.Unit | N.Reason,
            T.StartLineIfUnitChanges, back: true),
        Row(Redirect, [.. WithUnit, Suspended, Rectified], Dispatched, P.CaseAdjudicate,
            N.Unit | N.Reason, T.StartLine,
            why: "another body gets the case with its whole history and a limit of its own"),

        // Handling.
        Row(Rectify, WithUnit, Rectified, P.CaseRectify, N.Text, T.AnswerLine,
            why: "no picture is asked of the doer; where one is needed the checker takes it",
            back: true),
        Row(AskExtension, [Dispatched], ExtensionAsked, P.CaseRectify,
            N.Reason | N.Until | N.BeforeDue | N.Once, back: true),
        Row(GrantExtension, [ExtensionAsked], Dispatched, P.CaseApprove, N.OtherBody, T.Extend),
        Row(RefuseExtension, [ExtensionAsked], Dispatched, P.CaseApprove, N.Reason | N.OtherBody),
        Row(AskSuspension, [Dispatched], SuspensionAsked, P.CaseRectify, N.Reason | N.ReviewDate,
            back: true),
        Row(GrantSuspension, [SuspensionAsked], Suspended, P.CaseApprove, N.OtherBody, T.Pause),
        Row(RefuseSuspension, [SuspensionAsked], Dispatched, P.CaseApprove,
            N.Reason | N.OtherBody),
        Row(Resume, [Suspended], Dispatched, P.CaseApprove, N.None, T.Resume),

        // Check and close: never by the body that did the work.
        Row(PassCheck, [Rectified], Passed, P.CaseCheck,
            N.Text | N.OtherBody | N.PictureIfClassSays, back: true),
        Row(FailCheck, [Rectified], Dispatched, P.CaseCheck, N.Reason | N.OtherBody, T.ReviveLine,
            why: "rework: the limit stays, as if the unit had not answered", back: true),
        Row(Close, [Passed, CaseState.Split], Closed, P.CaseClose,
            N.OtherBody | N.PartsEnded, T.End),
        Row(RecordClosure, [Dispatched], Closed, P.ImportHistory, N.None, T.End,
            why: "history taken over from another system: its closing is recorded, not re-checked"),

        // After closing: the reporter's answer counts, and a wrong end is not the end.
        Row(ConfirmFixed, [Closed], null, P.OwnReport, N.AnswerWindow),
        Row(DenyFixed, [Closed], Dispatched, P.OwnReport, N.Reason | N.AnswerWindow, T.StartBoth,
            why: "reaches the unit at once; a reopening that waits for a clerk reaches nobody"),
        Row(Reopen, [Closed], Dispatched, P.CaseReopen, N.Reason | N.OtherBody, T.StartBoth),

        // Pressure from above.
        Row(Urge, Open, null, P.CaseUrge, N.None),
        Row(Supervise, Open, null, P.CaseSupervise, N.Reason | N.Until),
        Row(AnswerSupervision, Open, null, P.CaseRectify, N.Text | N.OrderOpen),

        // Two cases of one problem, one case of several problems.
        Row(Merge, [.. BeforeDispatch, Dispatched, Returned], Merged, P.CaseMerge,
            N.OtherCase, T.Pause),
        Row(Unmerge, [Merged], null, P.CaseMerge, N.Reason, T.Resume,
            why: "goes back to the state it had before it was merged"),
        Row(CaseCommand.Split, [Accepted, Dispatched], CaseState.Split, P.CaseDispatch,
            N.Parts | N.Reason),

        // The reporter's own.
        Row(Withdraw, BeforeDispatch, Withdrawn, P.OwnReport, N.None, T.End,
            why: "once a unit is on its way the problem is the city's, not the reporter's"),
        Row(Edit, [Reported, Verifying, Confirmed], null, P.OwnReport, N.Text,
            why: "until it is opened the report is the reporter's; what was seen on site stays"),
        Row(Erase, All, null, P.OwnReport, N.None,
            why: "the person's data go, the problem stays"),
        Row(Join, Open, null, P.Anyone, N.None),

        // Mending what was entered wrong. A dispatched case goes back for a new dispatch.
        Row(Reclassify, BeforeDispatch, null, P.CaseEdit, N.Class),
        Row(Reclassify, [Dispatched, Returned], Accepted, P.CaseEdit, N.Class | N.Reason,
            T.ClearLine),
        Row(Relocate, BeforeDispatch, null, P.CaseEdit, N.Place),
        Row(Relocate, [Dispatched, Returned], Accepted, P.CaseEdit, N.Place | N.Reason,
            T.ClearLine),
        Row(Note, All, null, P.CaseNote, N.Text),
        Row(Release, All, null, P.CaseRelease, N.None,
            why: "a resident's pictures are not public before somebody looked at them"),
    ];

    // Goes back to the state before, whatever it was; only rows marked so can be taken back.
    private static readonly CaseEdge TakingBack = Row(
        TakeBack,
        [.. Steps.Where(edge => edge.MayTakeBack).Select(edge => edge.To).OfType<CaseState>()
            .Distinct()],
        null, P.CaseSee, N.OwnFreshStep,
        why: "a slip of the hand is mended by who made it, before anybody acted on it");

    /// <summary>All rows. A state and a command stand together in at most one.</summary>
    public static IReadOnlyList<CaseEdge> Edges { get; } = [.. Steps, TakingBack];

    /// <summary>Whether a command in a state starts a clock anew.</summary>
    public static bool StartsClock(CaseState state, CaseCommand command) =>
        Find(state, command)?.Clock is ClockEffect.StartTerritory or ClockEffect.StartLine
            or ClockEffect.StartLineIfUnitChanges or ClockEffect.StartBoth;

    private static readonly Dictionary<(CaseState, CaseCommand), CaseEdge> ByStateAndCommand =
        Edges.SelectMany(edge => edge.From.Select(from => (Key: (from, edge.Command), edge)))
            .ToDictionary(row => row.Key, row => row.edge);

    /// <summary>The row of a command in a state; null where the workflow knows none.</summary>
    public static CaseEdge? Find(CaseState state, CaseCommand command) =>
        ByStateAndCommand.GetValueOrDefault((state, command));

    /// <summary>What the caller may do next; the source of every button.</summary>
    public static IEnumerable<CaseEdge> NextFor(
        CaseState state, Caller caller, CaseStanding standing) =>
        Edges.Where(edge => edge.From.Contains(state) && caller.May(edge.Permission, standing));

    /// <summary>States no count of cases holds: a merged case is counted by the one that carries
    /// on, a split one by its parts; what the reporter took back was nobody's to do.</summary>
    public static IReadOnlyList<CaseState> Uncounted { get; } =
        [CaseState.Merged, CaseState.Split, CaseState.Withdrawn];

    /// <summary>True while somebody still has to do something about the case.</summary>
    public static bool IsOpen(CaseState state) => Open.Contains(state);

    private static CaseEdge Row(
        CaseCommand command,
        CaseState[] from,
        CaseState? to,
        Permission permission,
        CaseNeeds needs,
        ClockEffect clock = ClockEffect.None,
        string? why = null,
        bool back = false) =>
        new(command, from, to, permission, needs, clock, why) { MayTakeBack = back };
}
