using CivicLoop.Domain.Inspections;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Inspections.Contracts;

/// <summary>What inspections say of a case: which visit found it, and how its re-checks went.
/// </summary>
internal sealed record CaseInspection(Finding? Finding, IReadOnlyList<Recheck> Rechecks);

/// <summary>Links cases with the visits that found them.</summary>
internal sealed class FindFindings(CityDatabase database)
{
    // A case is closed a few times.
    private const int RechecksMax = 20;

    /// <summary>The visit that found a case and the re-checks that are over: one still to come is
    /// nobody's to know.</summary>
    public async Task<CaseInspection> OfCaseAsync(Guid caseId, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var finding = await context.Set<Finding>()
            .FirstOrDefaultAsync(row => row.CaseId == caseId, stop);
        var rechecks = await context.Set<Recheck>()
            .Where(row => row.CaseId == caseId && row.State != RecheckState.Planned)
            .OrderByDescending(row => row.ClosedAt).Take(RechecksMax).ToListAsync(stop);
        return new CaseInspection(finding, rechecks);
    }
}
