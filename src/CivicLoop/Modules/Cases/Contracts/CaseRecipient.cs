using System.Globalization;

namespace CivicLoop.Modules.Cases.Contracts;

/// <summary>A resident a notice goes to: the reporter of a case, or its n-th follower.</summary>
/// <param name="FollowerN">Null for the reporter.</param>
internal sealed record CaseRecipient(Guid CaseId, int? FollowerN)
{
    public static string Reporter(Guid caseId) => $"reporter:{caseId}";

    public static string Follower(Guid caseId, int n) =>
        string.Create(CultureInfo.InvariantCulture, $"follower:{caseId}:{n}");

    /// <summary>As the outbox names them.</summary>
    public string Name => FollowerN is { } n ? Follower(CaseId, n) : Reporter(CaseId);

    /// <summary>Null where it names no resident.</summary>
    public static CaseRecipient? Read(string name) => name.Split(':') switch
    {
        ["reporter", var id] when Guid.TryParse(id, out var caseId) =>
            new CaseRecipient(caseId, null),
        ["follower", var id, var word] when Guid.TryParse(id, out var caseId)
            && int.TryParse(word, CultureInfo.InvariantCulture, out var n) =>
            new CaseRecipient(caseId, n),
        _ => null,
    };
}
