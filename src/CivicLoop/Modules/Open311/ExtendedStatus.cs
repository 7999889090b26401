using CivicLoop.Domain.Cases;

namespace CivicLoop.Modules.Open311;

/// <summary>Where a step leaves a case, in the finer words of the update extension.</summary>
internal static class ExtendedStatus
{
    /// <summary>All words another system may send.</summary>
    public static IReadOnlySet<string> All { get; } = new HashSet<string>
    {
        "open", "investigating", "in_progress", "planned", "action_scheduled",
        "no_further_action", "not_councils_responsibility", "duplicate", "internal_referral",
        "cancelled", "fixed", "closed", "for_triage",
    };

    public static string Of(CaseStep step) => step.Command switch
    {
        nameof(CaseCommand.Redirect) or nameof(CaseCommand.Adjudicate) => "internal_referral",

        // Closed by another system: nobody of this city saw that it is fixed.
        nameof(CaseCommand.RecordClosure) => "closed",
        _ => Of(step.To),
    };

    private static string Of(CaseState state) => state switch
    {
        CaseState.Reported => "open",
        CaseState.Verifying or CaseState.Confirmed => "investigating",
        CaseState.Accepted => "planned",
        CaseState.Returned => "for_triage",
        CaseState.Suspended => "action_scheduled",
        CaseState.Dispatched or CaseState.ExtensionAsked or CaseState.SuspensionAsked
            or CaseState.Rectified or CaseState.Split => "in_progress",
        CaseState.Passed or CaseState.Closed => "fixed",
        CaseState.Rejected => "no_further_action",
        CaseState.Merged => "duplicate",
        CaseState.Withdrawn => "cancelled",
    };
}
