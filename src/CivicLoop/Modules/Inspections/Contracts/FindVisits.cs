using CivicLoop.Domain.Inspections;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Inspections.Contracts;

/// <summary>A visit that was handed in with what it saw.</summary>
internal sealed record VisitSeen(Visit Visit, IReadOnlyList<VisitAnswer> Answers);

/// <summary>Reads visits that were handed in, for what rests on them: each is entered once.
/// </summary>
internal sealed class FindVisits(CityDatabase database)
{
    /// <summary>A hundred markets of a city, visited twice a month for a year.</summary>
    private const int VisitsMax = 3_000;

    /// <summary>Visits at these sites handed in from one instant up to another, the oldest first,
    /// with their answers: two queries.</summary>
    public async Task<IReadOnlyList<VisitSeen>> DoneAsync(
        IReadOnlyCollection<string> sites, DateTimeOffset from, DateTimeOffset until,
        CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var rows = context.Set<Visit>().Where(row => sites.Contains(row.SiteCode)
            && row.DoneAt >= from && row.DoneAt < until);
        var visits = await rows.OrderBy(row => row.DoneAt).ThenBy(row => row.Id).Take(VisitsMax)
            .ToListAsync(stop);
        var answers = (await context.Set<VisitAnswer>()
                .Where(answer => rows.Any(row => row.Id == answer.VisitId)).ToListAsync(stop))
            .ToLookup(one => one.VisitId);
        return [.. visits.Select(one => new VisitSeen(one, [.. answers[one.Id]]))];
    }
}
