using CivicLoop.Domain.Cases;

namespace CivicLoop.Modules.Cases.Contracts;

/// <summary>What of a case is anybody's to know.</summary>
internal static class CasePublic
{
    /// <summary>Steps told outside; the rest is the city's own paperwork.</summary>
    public static IReadOnlySet<string> Steps { get; } = new HashSet<string>
    {
        "Report", nameof(CaseCommand.AskVerification), nameof(CaseCommand.ConfirmOnSite),
        nameof(CaseCommand.DenyOnSite),
        nameof(CaseCommand.Accept), nameof(CaseCommand.Reject), nameof(CaseCommand.Dispatch),
        nameof(CaseCommand.Adjudicate), nameof(CaseCommand.Redirect),
        nameof(CaseCommand.Rectify), nameof(CaseCommand.GrantExtension),
        nameof(CaseCommand.GrantSuspension), nameof(CaseCommand.Resume),
        nameof(CaseCommand.PassCheck), nameof(CaseCommand.FailCheck),
        nameof(CaseCommand.Close), nameof(CaseCommand.RecordClosure),
        nameof(CaseCommand.ConfirmFixed), nameof(CaseCommand.DenyFixed),
        nameof(CaseCommand.Reopen), nameof(CaseCommand.Merge), nameof(CaseCommand.Unmerge),
        nameof(CaseCommand.Split), nameof(CaseCommand.Withdraw),
        nameof(CaseCommand.TakeBack),
    };

    /// <summary>A reporter's words are out once somebody has read them: from opening on.</summary>
    public static bool WordsAreOut(Case row) => row.AcceptedAt is not null;
}
