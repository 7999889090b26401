using CivicLoop.Domain;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Standards;
using CivicLoop.Modules.Standards.Contracts;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Standards;

/// <summary>Publishes and discards drafts, and records the city's standing.</summary>
internal sealed class KeepEditions(
    CityDatabase database, EditionLists lists, TimeProvider time)
{
    private const int EvidenceMax = 1000;

    // Those that refer to none first; the edition itself goes last.
    private static readonly string[] Tables =
    [
        "edition_weights", "edition_check_items", "edition_site_kinds", "edition_documents",
        "edition_measures", "edition_criteria", "edition_contents", "edition_items",
    ];

    /// <summary>Whose chain the changes are journaled on.</summary>
    public static Guid Subject { get; } = new("0198a000-0000-7000-8000-000000000017");

    /// <summary>Gives a draft its dates; from then on it is fixed. Errors: as
    /// <see cref="EditionTimes.Publish"/> says, or there is no such edition.</summary>
    public async Task<Outcome<Edition>> PublishAsync(
        string code, DateOnly from, DateOnly? to, string actor, CancellationToken stop = default)
    {
        var now = Instants.Storable(time.GetUtcNow());
        var today = lists.Today;
        return await database.WriteAsync(
            async session =>
            {
                if (await EditionLists.BodyAsync(session.Reads, code, stop) is not { } body)
                {
                    return new Problem(ProblemCode.NotFound, "edition", code);
                }

                var all = await EditionLists.AllAsync(session.Reads, stop);
                if (!EditionTimes.Publish(all, body, from, to, today, now)
                    .Try(out var done, out var fault))
                {
                    return fault;
                }

                if (done.Ended is { } ended)
                {
                    await session.UpdateAsync(ended);
                }

                await session.UpdateAsync(done.Published);
                await SubjectJournal.AppendAsync(
                    session, Subject, actor, "edition.Published",
                    new { code, from, to, ended = done.Ended?.Code }, now);
                return (Outcome<Edition>)done.Published;
            },
            stop);
    }

    /// <summary>Discards a draft. Errors: there is none, or it is published.</summary>
    public async Task<Outcome<Edition>> DiscardAsync(
        string code, string actor, CancellationToken stop = default)
    {
        var now = Instants.Storable(time.GetUtcNow());
        return await database.WriteAsync(
            async session =>
            {
                var edition = await session.Reads.Set<Edition>()
                    .FirstOrDefaultAsync(row => row.Code == code, stop);
                if (edition is null)
                {
                    return new Problem(ProblemCode.NotFound, "edition", code);
                }

                if (edition.State != EditionState.Draft)
                {
                    return new Problem(ProblemCode.EditionFixed, "edition", code);
                }

                await ClearAsync(session, edition);
                await SubjectJournal.AppendAsync(
                    session, Subject, actor, "edition.Discarded", new { code }, now);
                return (Outcome<Edition>)edition;
            },
            stop);
    }

    /// <summary>Records a standing. Errors: the end is before the start; evidence is missing or
    /// too long.</summary>
    public async Task<Outcome<StandingRecord>> RecordAsync(
        EditionSubject subject, StandingStatus status, DateOnly since, DateOnly? until,
        string? evidence, string actor, CancellationToken stop = default)
    {
        var words = evidence?.Trim() ?? "";
        if (words.Length is 0 or > EvidenceMax)
        {
            return words.Length == 0
                ? new Problem(ProblemCode.FieldRequired, "evidence")
                : new Problem(ProblemCode.FieldTooLong, "evidence", EvidenceMax, words.Length);
        }

        if (until < since)
        {
            return new Problem(ProblemCode.DateRangeInvalid, "until");
        }

        var now = Instants.Storable(time.GetUtcNow());
        var record = new StandingRecord(Ids.New(now), subject, status, since, until, words, now);
        return await database.WriteAsync(
            async session =>
            {
                await session.InsertAsync(record);
                await SubjectJournal.AppendAsync(
                    session, Subject, actor, "standing.Recorded",
                    new { record.Id, subject, status, since, until }, now);
                return (Outcome<StandingRecord>)record;
            },
            stop);
    }

    /// <summary>Writes an edition with all it holds; its rows are not there yet.</summary>
    public static async Task StoreAsync(WriteSession session, EditionBody body)
    {
        await session.InsertAsync(body.Edition);
        await InsertAsync(session, body.Items);
        await InsertAsync(session, body.Contents);
        await InsertAsync(session, body.Criteria);
        await InsertAsync(session, body.Measures);
        await InsertAsync(session, body.Documents);
        await InsertAsync(session, body.SiteKinds);
        await InsertAsync(session, body.CheckItems);
        await InsertAsync(session, body.Weights);
    }

    /// <summary>Removes a draft with all it holds.</summary>
    public static async Task ClearAsync(WriteSession session, Edition draft)
    {
        foreach (var table in Tables)
        {
            await session.ExecuteAsync(
                $"DELETE FROM {table} WHERE edition_code = @code", ("@code", draft.Code));
        }

        await session.DeleteAsync(draft);
    }

    private static async Task InsertAsync<T>(WriteSession session, IEnumerable<T> rows)
        where T : class
    {
        foreach (var row in rows)
        {
            await session.InsertAsync(row);
        }
    }
}
