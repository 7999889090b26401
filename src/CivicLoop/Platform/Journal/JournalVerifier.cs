using System.Data.Common;
using System.Runtime.CompilerServices;
using CivicLoop.Domain.Journal;
using CivicLoop.Platform.Database;

namespace CivicLoop.Platform.Journal;

/// <summary>Re-computes the whole journal from the database alone: every chain against its head,
/// every word against its digest, every checkpoint against its entries.</summary>
internal sealed class JournalVerifier(CityDatabase database)
{
    private const string Chains =
        """
        SELECT j.seq, j.subject_id, j.n, j.at, j.actor, j.kind, j.body, j.hash,
               COALESCE(c.journal_n, h.n), COALESCE(c.journal_hash, h.hash), c.number,
               w.words, w.salt
        FROM journal j
        LEFT JOIN cases c ON c.id = j.subject_id
        LEFT JOIN journal_heads h ON h.subject_id = j.subject_id
        LEFT JOIN case_words w ON w.case_id = j.subject_id AND w.n = j.n
        """;

    private const string InOrder = " ORDER BY j.subject_id, j.n";

    private const string Emptied =
        """
        SELECT c.number, c.journal_n FROM cases c
        WHERE NOT EXISTS (SELECT 1 FROM journal j WHERE j.subject_id = c.id)
        """;

    private const int ProgressStep = 10_000;

    /// <summary>Checks everything. <paramref name="progress"/> hears the number of entries read.
    /// </summary>
    public async Task<JournalReport> VerifyAsync(Action<long>? progress, CancellationToken stop)
    {
        var faults = new List<JournalFault>();
        var chain = new ChainCheck(faults);
        var entries = 0L;
        await using var connection = await database.OpenReadAsync(stop);
        await foreach (var rows in ReadAsync(connection, Chains + InOrder, subject: null, stop))
        {
            chain.Next(JournalRow.Read(rows, database.Engine));
            if (++entries % ProgressStep == 0)
            {
                progress?.Invoke(entries);
            }
        }

        chain.End();
        await foreach (var rows in ReadAsync(connection, Emptied, subject: null, stop))
        {
            faults.Add(new JournalFault(
                JournalFaultKind.Removed, rows.GetString(0), 1, "the whole chain is gone"));
        }

        var seals = await SealCheck.CheckAsync(connection, faults, stop);
        return new JournalReport(entries, chain.Subjects, seals, faults);
    }

    /// <summary>Checks one subject: its chain against its head, its words, and the seals its
    /// entries lie under, the newest first, up to a bound.</summary>
    public async Task<JournalReport> VerifyAsync(Guid subject, CancellationToken stop)
    {
        var faults = new List<JournalFault>();
        var chain = new ChainCheck(faults);
        var places = new List<long>();
        object id = database.Engine == DatabaseEngine.Sqlite
            ? subject.ToByteArray(bigEndian: true)
            : subject;
        await using var connection = await database.OpenReadAsync(stop);
        await foreach (var rows in ReadAsync(
            connection, Chains + " WHERE j.subject_id = @subject" + InOrder, id, stop))
        {
            var row = JournalRow.Read(rows, database.Engine);
            places.Add(row.Seq);
            chain.Next(row);
        }

        chain.End();
        var seals = await SealCheck.CheckAsync(connection, faults, stop, places);
        return new JournalReport(places.Count, chain.Subjects, seals, faults);
    }

    private static async IAsyncEnumerable<DbDataReader> ReadAsync(
        DbConnection connection, string sql, object? subject,
        [EnumeratorCancellation] CancellationToken stop)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.CommandTimeout = 0;
        if (subject is not null)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = "@subject";
            parameter.Value = subject;
            command.Parameters.Add(parameter);
        }

        await using var rows = await command.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
        {
            yield return rows;
        }
    }
}

/// <summary>What a verification read and what did not fit.</summary>
internal sealed record JournalReport(
    long Entries, long Subjects, int Checkpoints, IReadOnlyList<JournalFault> Faults);
