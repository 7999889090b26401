using System.Data.Common;
using CivicLoop.Domain.Journal;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Platform.Journal;

/// <summary>What of the journal is asked for; every part may be left out.</summary>
internal sealed record JournalFilter(
    Guid? Subject, string? Actor, string? Kind, DateTimeOffset? From, DateTimeOffset? To);

/// <summary>How far the journal is sealed.</summary>
/// <param name="Unsealed">Entries written since the last seal.</param>
internal sealed record SealState(
    int Seals, DateTimeOffset? LastAt, long SealedTo, long Unsealed);

/// <summary>Reads the journal a page at a time, the newest first, each way through an index.
/// </summary>
internal sealed class JournalReader(CityDatabase database)
{
    public async Task<IReadOnlyList<StoredEntry>> PageAsync(
        JournalFilter filter, (DateTimeOffset At, long Seq)? after, int limit,
        CancellationToken stop)
    {
        await using var context = database.OpenContext();
        IQueryable<StoredEntry> rows = context.Set<StoredEntry>();
        rows = filter.Subject is { } subject ? rows.Where(row => row.SubjectId == subject) : rows;
        rows = filter.Actor is { } actor ? rows.Where(row => row.Actor == actor) : rows;
        rows = filter.Kind is { } kind ? rows.Where(row => row.Kind == kind) : rows;
        rows = filter.From is { } from ? rows.Where(row => row.At >= from) : rows;
        rows = filter.To is { } to ? rows.Where(row => row.At < to) : rows;
        if (after is var (at, seq))
        {
            rows = rows.Where(row => row.At < at || (row.At == at && row.Seq < seq));
        }

        return await rows.OrderByDescending(row => row.At).ThenByDescending(row => row.Seq)
            .Take(limit).ToListAsync(stop);
    }

    /// <summary>All kinds there are, found by leaping through the index from one to the next.
    /// </summary>
    public async Task<IReadOnlyList<string>> KindsAsync(CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await context.Database.SqlQueryRaw<string>(
            """
            WITH RECURSIVE kinds (kind) AS (
                SELECT (SELECT MIN(kind) FROM journal)
                UNION ALL
                SELECT (SELECT MIN(j.kind) FROM journal j WHERE j.kind > k.kind)
                FROM kinds k WHERE k.kind IS NOT NULL
            )
            SELECT kind AS "Value" FROM kinds WHERE kind IS NOT NULL
            """).ToListAsync(stop);
    }

    public async Task<SealState> SealsAsync(CancellationToken stop)
    {
        await using var connection = await database.OpenReadAsync(stop);
        await using var command = connection.CreateCommand();
        command.CommandText =
            """
            SELECT c.n, c.sealed_at, c.to_seq,
                   (SELECT COUNT(*) FROM journal j WHERE j.seq > c.to_seq)
            FROM journal_checkpoints c ORDER BY c.n DESC LIMIT 1
            """;
        await using (var row = await command.ExecuteReaderAsync(stop))
        {
            if (await row.ReadAsync(stop))
            {
                return new SealState(
                    row.GetInt32(0), Instant(row, 1), row.GetInt64(2), row.GetInt64(3));
            }
        }

        command.CommandText = "SELECT COUNT(*) FROM journal";
        var all = Convert.ToInt64(
            await command.ExecuteScalarAsync(stop),
            System.Globalization.CultureInfo.InvariantCulture);
        return new SealState(0, null, 0, all);
    }

    private DateTimeOffset Instant(DbDataReader row, int column) =>
        database.Engine == DatabaseEngine.Sqlite
            ? Instants.FromMicroseconds(row.GetInt64(column))
            : row.GetFieldValue<DateTimeOffset>(column);
}
