using System.Collections.Concurrent;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Standards;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Standards.Contracts;

/// <summary>The status of a subject today, and the edition that holds.</summary>
internal sealed record SubjectToday(
    EditionSubject Subject, Edition? Edition, StandingRecord? Standing)
{
    public StandingStatus Status => Standing?.Status ?? StandingStatus.Clear;
}

/// <summary>Reads editions and what they hold.</summary>
internal sealed class EditionLists(CityDatabase database, CityHolder city, TimeProvider time)
{
    public const int PageMax = 200;

    /// <summary>A national edition comes every few years: no city has more.</summary>
    private const int EditionsMax = 1000;

    private const int StandingsShown = 50;

    // What a published edition looks at never changes, so that it is read once.
    private readonly ConcurrentDictionary<(string, string), IReadOnlyList<CheckItem>> published =
        [];

    /// <summary>The day it is in the city.</summary>
    public DateOnly Today => city.Current.DayOf(time.GetUtcNow());

    /// <summary>Editions in the order of their codes.</summary>
    public async Task<Page<Edition>> EditionsAsync(
        string? after, int limit, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var from = after ?? "";
        var rows = await context.Set<Edition>()
            .Where(row => row.Code.CompareTo(from) > 0)
            .OrderBy(row => row.Code).Take(limit + 1).ToListAsync(stop);
        return Page.Cut(rows, limit, row => row.Code);
    }

    /// <summary>Check items in the order of their codes.</summary>
    /// <param name="kind">A site kind's own ones only; null for all.</param>
    public async Task<Page<CheckItem>> CheckItemsAsync(
        string edition, string? kind, string? after, int limit, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var from = after ?? "";
        var rows = await context.Set<CheckItem>()
            .Where(row => row.EditionCode == edition
                && (kind == null || row.SiteKindCode == kind)
                && row.Code.CompareTo(from) > 0)
            .OrderBy(row => row.Code).Take(limit + 1).ToListAsync(stop);
        return Page.Cut(rows, limit, row => row.Code);
    }

    /// <summary>What is looked at on a site of a kind of an edition, without the rest of it; no
    /// kind and nothing where the edition has none of that code.</summary>
    public async Task<(SiteKind? Kind, IReadOnlyList<CheckItem> Items)> CheckedAtAsync(
        CityContext context, string edition, string kind, CancellationToken stop)
    {
        var found = await context.Set<SiteKind>()
            .Where(row => row.EditionCode == edition && row.Code == kind)
            .Join(
                context.Set<Edition>(), row => row.EditionCode, one => one.Code,
                (row, one) => new { Kind = row, one.State })
            .FirstOrDefaultAsync(stop);
        return found is null
            ? (null, [])
            : (found.Kind, await ChecksAsync(context, found.Kind, found.State, stop));
    }

    /// <summary>What is looked at on a site of this kind.</summary>
    /// <param name="state">Of the kind's edition.</param>
    public async Task<IReadOnlyList<CheckItem>> ChecksAsync(
        CityContext context, SiteKind kind, EditionState state, CancellationToken stop)
    {
        var key = (kind.EditionCode, kind.Code);
        return state == EditionState.Draft
            ? await ReadChecksAsync(context, kind, stop)
            : published.TryGetValue(key, out var kept)
                ? kept
                : published[key] = await ReadChecksAsync(context, kind, stop);
    }

    private static async Task<IReadOnlyList<CheckItem>> ReadChecksAsync(
        CityContext context, SiteKind kind, CancellationToken stop)
    {
        var (edition, code, common) = (kind.EditionCode, kind.Code, kind.Common);
        return kind.ChecksOf(await context.Set<CheckItem>()
            .Where(row => row.EditionCode == edition
                && (row.SiteKindCode == code
                    || (row.SiteKindCode == null && common.Contains(row.Code))))
            .OrderBy(row => row.Position).ToListAsync(stop));
    }

    public async Task<Edition?> FindAsync(string code, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await context.Set<Edition>().FirstOrDefaultAsync(row => row.Code == code, stop);
    }

    /// <summary>An edition with all it holds. Error: there is none.</summary>
    public async Task<Outcome<EditionBody>> BodyAsync(string? code, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await BodyAsync(context, code, stop) is { } body
            ? body
            : new Problem(ProblemCode.NotFound, "edition", code ?? "");
    }

    public static async Task<EditionBody?> BodyAsync(
        CityContext context, string? code, CancellationToken stop)
    {
        var edition = await context.Set<Edition>()
            .FirstOrDefaultAsync(row => row.Code == code, stop);
        return edition is null ? null : new EditionBody
        {
            Edition = edition,
            Items = await PartsAsync<EditionItem>(context, edition.Code, stop),
            Contents = await PartsAsync<EditionContent>(context, edition.Code, stop),
            Criteria = await PartsAsync<Criterion>(context, edition.Code, stop),
            Measures = await PartsAsync<Measure>(context, edition.Code, stop),
            Documents = await PartsAsync<EditionDocument>(context, edition.Code, stop),
            SiteKinds = await PartsAsync<SiteKind>(context, edition.Code, stop),
            CheckItems = await PartsAsync<CheckItem>(context, edition.Code, stop),
            Weights = await context.Set<EditionWeight>()
                .Where(row => row.EditionCode == edition.Code)
                .OrderBy(row => row.Year).ToListAsync(stop),
        };
    }

    public static Task<List<Edition>> AllAsync(CityContext context, CancellationToken stop) =>
        context.Set<Edition>().OrderBy(row => row.Code).Take(EditionsMax).ToListAsync(stop);

    /// <summary>What holds today, a row for each subject.</summary>
    public async Task<IReadOnlyList<SubjectToday>> TodayAsync(CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var editions = await AllAsync(context, stop);
        var today = Today;
        var records = await context.Set<StandingRecord>().ToListAsync(stop);
        return
        [
            .. Enum.GetValues<EditionSubject>().Select(subject => new SubjectToday(
                subject, EditionTimes.HoldingOn(editions, subject, today),
                Standing.On(records.Where(one => one.Subject == subject), today))),
        ];
    }

    /// <summary>The edition of a subject that holds today; null where none does.</summary>
    public async Task<Edition?> HoldingAsync(EditionSubject subject, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return EditionTimes.HoldingOn(await AllAsync(context, stop), subject, Today);
    }

    /// <summary>The last records of standing, newest first.</summary>
    public async Task<IReadOnlyList<StandingRecord>> StandingsAsync(CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await context.Set<StandingRecord>().OrderByDescending(row => row.RecordedAt)
            .Take(StandingsShown).ToListAsync(stop);
    }

    // The file's own order.
    private static Task<List<T>> PartsAsync<T>(
        CityContext context, string edition, CancellationToken stop)
        where T : class, IEditionPart =>
        context.Set<T>().Where(row => row.EditionCode == edition)
            .OrderBy(row => row.Position).ToListAsync(stop);
}
