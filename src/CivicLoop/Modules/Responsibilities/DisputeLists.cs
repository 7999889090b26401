using CivicLoop.Domain.Responsibilities;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Responsibilities;

/// <summary>Which disputes are asked for; what is null does not matter.</summary>
/// <param name="Words">All of them must stand in claim, answer, ruling or subject code.</param>
internal sealed record DisputeFilter(
    DisputeState? State = null, DutySubject? Kind = null, string? Edition = null,
    string? Subject = null, string? Words = null);

/// <summary>Reads disputes and precedents.</summary>
internal sealed class DisputeLists(CityDatabase database)
{
    public const int PageMax = 200;

    private const int WordsMax = 5;

    /// <summary>Newest first.</summary>
    public async Task<Page<DutyDispute>> PageAsync(
        DisputeFilter filter, string? after, int limit, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var rows = Of(context.Set<DutyDispute>(), filter);
        if (Guid.TryParse(after, out var id))
        {
            rows = rows.Where(row => row.Id.CompareTo(id) < 0);
        }

        var page = await rows.OrderByDescending(row => row.Id).Take(limit + 1).ToListAsync(stop);
        return Page.Cut(page, limit, row => $"{row.Id}");
    }

    public async Task<DutyDispute?> FindAsync(Guid id, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await context.Set<DutyDispute>().FirstOrDefaultAsync(row => row.Id == id, stop);
    }

    // Disputes are some hundreds a year: within one state they are looked through.
    private static IQueryable<DutyDispute> Of(
        IQueryable<DutyDispute> rows, DisputeFilter filter)
    {
        if (filter.State is { } state)
        {
            rows = rows.Where(row => row.State == state);
        }

        if (filter.Kind is { } kind)
        {
            rows = rows.Where(row => row.SubjectKind == kind);
        }

        if (filter.Edition is { } edition)
        {
            rows = rows.Where(row => row.EditionCode == edition);
        }

        if (filter.Subject is { } subject)
        {
            rows = rows.Where(row => row.SubjectCode == subject);
        }

        var words = (filter.Words ?? "").ToLowerInvariant().Split(
            [' ', '　'], StringSplitOptions.RemoveEmptyEntries).Take(WordsMax);
        return words.Aggregate(rows, (some, word) => some.Where(
            row => row.SearchText.Contains(word)));
    }
}
