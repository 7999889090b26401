using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Responsibilities;
using CivicLoop.Domain.Standards;
using CivicLoop.Modules.Responsibilities.Contracts;
using CivicLoop.Modules.Standards.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Responsibilities;

/// <summary>Which duties are asked for; what is null does not matter.</summary>
/// <param name="Day">Those that hold on it.</param>
internal sealed record DutyFilter(
    DutySubject? Kind = null, string? Edition = null, string? Subject = null,
    DutyRole? Role = null, string? Holder = null, string? Area = null, DateOnly? Day = null);

/// <summary>How many duties of a role an organisation has for a kind of subjects.</summary>
internal sealed record DutyCount(DutySubject Kind, DutyRole Role, int Count);

/// <summary>Which criteria of a matrix are shown.</summary>
internal enum MatrixShow
{
    All,
    Gaps,
    Doubles,
}

/// <summary>A row of the matrix: a criterion and its answer in each district.</summary>
internal sealed record MatrixRow(Criterion Criterion, IReadOnlyList<DutyAnswer> Cells);

/// <summary>A page of the matrix with what stands above it.</summary>
/// <param name="Counts">Cells of the whole edition: answered, gaps, doubles.</param>
internal sealed record MatrixPage(
    Edition Edition, IReadOnlyList<MatrixRow> Rows, string? Next,
    (int Answered, int Gaps, int Doubles) Counts, DutyBook Book, int LeadsMax);

/// <summary>Reads duties.</summary>
internal sealed class DutyLists(
    CityDatabase database, CityHolder city, EditionLists editions, FindDuties find,
    ProveCoverage coverage)
{
    public const int PageMax = 200;

    private const int HistoryMax = 200;

    /// <summary>Duties in the order they were entered.</summary>
    public async Task<Page<DutyRecord>> PageAsync(
        DutyFilter filter, string? after, int limit, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var rows = Of(context.Set<DutyRecord>(), filter);
        if (Guid.TryParse(after, out var id))
        {
            rows = rows.Where(row => row.Id.CompareTo(id) > 0);
        }

        var page = await rows.OrderBy(row => row.Id).Take(limit + 1).ToListAsync(stop);
        return Page.Cut(page, limit, row => $"{row.Id}");
    }

    /// <summary>All duties of a filter, a thousand at a time, for a file.</summary>
    public async IAsyncEnumerable<DutyRecord> AllAsync(
        DutyFilter filter,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        const int atOnce = 1000;
        string? after = null;
        do
        {
            var page = await PageAsync(filter, after, atOnce, stop);
            foreach (var duty in page.Items)
            {
                yield return duty;
            }

            after = page.Next;
        }
        while (after is not null);
    }

    /// <summary>Everything that was, is and will be said of a subject, newest first.</summary>
    public async Task<IReadOnlyList<DutyRecord>> HistoryAsync(
        DutyTopic topic, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await Of(
                context.Set<DutyRecord>(),
                new DutyFilter(topic.Kind, topic.EditionCode, topic.Code))
            .OrderByDescending(row => row.FromDay).ThenByDescending(row => row.Id)
            .Take(HistoryMax).ToListAsync(stop);
    }

    public async Task<DutyRecord?> FindAsync(Guid id, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await context.Set<DutyRecord>().FirstOrDefaultAsync(row => row.Id == id, stop);
    }

    /// <summary>What an organisation answers for on a day, in numbers.</summary>
    public async Task<IReadOnlyList<DutyCount>> CountsAsync(
        string holder, DateOnly day, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var rows = await Of(context.Set<DutyRecord>(), new DutyFilter(Holder: holder, Day: day))
            .GroupBy(row => new { row.SubjectKind, row.Role })
            .Select(group => new { group.Key.SubjectKind, group.Key.Role, Count = group.Count() })
            .ToListAsync(stop);
        return
        [
            .. rows.Select(one => new DutyCount(one.SubjectKind, one.Role, one.Count))
                .OrderBy(one => one.Kind).ThenBy(one => one.Role),
        ];
    }

    /// <summary>What some subjects are called.</summary>
    public async Task<SubjectNames> NamesAsync(
        IEnumerable<DutyTopic> topics, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await SubjectNames.OfAsync(
            context, city.Current, [.. topics.Distinct()], stop);
    }

    /// <summary>Display names of those who entered something; programs and the pack have none.
    /// </summary>
    public async Task<IReadOnlyDictionary<string, string>> EnteredByAsync(
        IEnumerable<string> actors, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await ActorNames.OfAsync(context, actors, stop);
    }

    public async Task<int> LeadsMaxAsync(CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var limit = await context.Set<DutyLimit>()
            .FirstOrDefaultAsync(row => row.Name == DutyLimit.Leads, stop);
        return limit?.Value ?? DutyLimit.LeadsUsual;
    }

    /// <summary>A page of the matrix criterion × district. Error: there is no such edition.
    /// </summary>
    /// <param name="after">Code of the criterion the page starts after.</param>
    public async Task<Outcome<MatrixPage>> MatrixAsync(
        string edition, MatrixShow show, DateOnly day, string? after, int limit,
        CancellationToken stop)
    {
        if (!(await editions.BodyAsync(edition, stop)).Try(out var body, out var missing))
        {
            return missing;
        }

        var book = await find.LinesAsync(day, stop);
        var districts = coverage.Districts.Select(one => one.Code).ToList();
        var rows = body.Criteria.Select(criterion => new MatrixRow(
            criterion,
            [
                .. districts.Select(district => book.Answer(
                    DutyTopic.Criterion(edition, criterion.Code), district)),
            ])).ToList();
        var cells = rows.SelectMany(row => row.Cells).ToList();
        var counts = (
            cells.Count(one => !Lacks(one) && !one.IsDouble), cells.Count(Lacks),
            cells.Count(one => one.IsDouble));
        var shown = rows.Where(row => Fits(row, show)).ToList();
        var skip = string.IsNullOrEmpty(after)
            ? 0
            : shown.FindIndex(row => row.Criterion.Code == after) + 1;
        var page = shown.Skip(skip).Take(limit).ToList();
        var next = skip + limit < shown.Count ? page[^1].Criterion.Code : null;
        return new MatrixPage(
            body.Edition, page, next, counts, book, await LeadsMaxAsync(stop));
    }

    private static bool Lacks(DutyAnswer cell) => cell.LacksLead || cell.LacksTerritory;

    private static bool Fits(MatrixRow row, MatrixShow show) => show switch
    {
        MatrixShow.Gaps => row.Cells.Any(Lacks),
        MatrixShow.Doubles => row.Cells.Any(one => one.IsDouble),
        _ => true,
    };

    private static IQueryable<DutyRecord> Of(IQueryable<DutyRecord> rows, DutyFilter filter)
    {
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

        if (filter.Role is { } role)
        {
            rows = rows.Where(row => row.Role == role);
        }

        if (filter.Holder is { } holder)
        {
            rows = rows.Where(row => row.HolderCode == holder);
        }

        if (filter.Area is { } area)
        {
            rows = rows.Where(row => row.AreaCode == area);
        }

        return filter.Day is { } day
            ? rows.Where(row => row.FromDay <= day && (row.ToDay == null || row.ToDay >= day))
            : rows;
    }
}
