using System.Text.Json;
using CivicLoop.Domain.Cases;

namespace CivicLoop.Platform.Web;

/// <summary>What a state asks of the reader, and so its colour: waiting for the centre, working at
/// the unit, to be checked, ended.</summary>
internal static class CaseTones
{
    /// <summary>All states with their tones, as the map reads them.</summary>
    public static string Json { get; } = JsonSerializer.Serialize(
        Enum.GetValues<CaseState>().ToDictionary(state => state.ToString(), Of));

    public static string Of(CaseState state) => state switch
    {
        CaseState.Reported or CaseState.Verifying or CaseState.Confirmed or CaseState.Accepted
            or CaseState.Returned or CaseState.Suspended => "waiting",
        CaseState.Dispatched or CaseState.ExtensionAsked or CaseState.SuspensionAsked
            or CaseState.Split => "working",
        CaseState.Rectified or CaseState.Passed => "check",
        CaseState.Closed or CaseState.Rejected or CaseState.Merged or CaseState.Withdrawn
            => "ended",
    };
}
