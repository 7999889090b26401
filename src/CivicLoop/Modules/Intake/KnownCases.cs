using CivicLoop.Domain.Cases;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Intake;

/// <summary>A case that an earlier import stored.</summary>
internal sealed record KnownCase(Case Stored)
{
    public CaseLooks Looks => CaseLooks.Of(Stored);
}

/// <summary>What a row says of a case; equal looks mean that nothing changed.</summary>
internal sealed record CaseLooks(
    string ClassCode,
    string? UnitOrg,
    CaseState State,
    DateTimeOffset ReportedAt,
    DateTimeOffset? DueAt,
    DateTimeOffset? ClosedAt)
{
    private static readonly CaseState[] Way =
        [CaseState.Reported, CaseState.Accepted, CaseState.Dispatched, CaseState.Closed];

    public static CaseLooks Of(Case row) => new(
        row.ClassCode, row.UnitOrg, row.State, row.ReportedAt, row.Territory.DueAt, row.ClosedAt);

    /// <summary>True when only steps are missing; what was said before must still be so.</summary>
    public bool CanBecome(CaseLooks later) =>
        ClassCode == later.ClassCode
        && UnitOrg == later.UnitOrg
        && ReportedAt == later.ReportedAt
        && (DueAt == later.DueAt || State == CaseState.Reported)
        && Array.IndexOf(Way, State) is >= 0 and var from
        && Array.IndexOf(Way, later.State) > from;
}

/// <summary>Finds which of another system's numbers are stored, a batch at a time.</summary>
internal sealed class KnownCases(CityDatabase database)
{
    public async Task<Dictionary<string, KnownCase>> FindAsync(IReadOnlyList<string> externalIds)
    {
        await using var context = database.OpenContext();
        return await context.Set<Case>()
            .Where(row => externalIds.Contains(row.ExternalId!))
            .ToDictionaryAsync(row => row.ExternalId!, row => new KnownCase(row));
    }
}
