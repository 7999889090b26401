using CivicLoop.Domain.People;
using static CivicLoop.Domain.Cases.CaseState;

namespace CivicLoop.Domain.Cases;

/// <summary>A worklist: what is waiting for whoever holds the permission.</summary>
/// <param name="Name">Key of its title and its address, for example <c>dispatch</c>.</param>
public sealed record Duty(
    string Name, IReadOnlyList<CaseState> States, Permission Permission)
{
    /// <summary>All worklists, in the order of the loop.</summary>
    public static IReadOnlyList<Duty> All { get; } =
    [
        new("accept", [Reported, Confirmed], Permission.CaseAccept),
        new("verify", [Verifying], Permission.CaseVerify),
        new("dispatch", [Accepted], Permission.CaseDispatch),
        new("adjudicate", [Returned], Permission.CaseAdjudicate),
        new("rectify", [Dispatched, ExtensionAsked, SuspensionAsked],
            Permission.CaseRectify),
        new("approve", [ExtensionAsked, SuspensionAsked], Permission.CaseApprove),
        new("suspended", [Suspended], Permission.CaseApprove),
        new("check", [Rectified], Permission.CaseCheck),
        new("close", [Passed], Permission.CaseClose),
    ];

    public static Duty? Find(string name) => All.FirstOrDefault(duty => duty.Name == name);
}
