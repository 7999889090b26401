using System.Globalization;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Cases.Contracts;

/// <summary>Keeps what cases are found by, in the transaction that changes a case.</summary>
internal sealed class CaseIndex(CityDatabase database)
{
    // Short enough that intake never waits long for the one writer.
    private const int FillMax = 200;

    /// <summary>Indexes a case that is new or whose words or place a step changed.</summary>
    /// <param name="before">Null where the case has just begun.</param>
    public static Task KeepAsync(WriteSession session, Case? before, Case after)
    {
        if (before is not null && !SearchTerms.Differ(before, after))
        {
            return Task.CompletedTask;
        }

        var terms = session.Engine == DatabaseEngine.Sqlite ? "@terms" : "CAST(@terms AS tsvector)";
        return session.RunLaterAsync(
            $"""
            INSERT INTO case_search (case_id, terms) VALUES (@case, {terms})
            ON CONFLICT (case_id) DO UPDATE SET terms = excluded.terms
            """,
            ("@case", after.Id), ("@terms", SearchTerms.OfCase(after, session.Engine)));
    }

    /// <summary>Indexes cases stored before there was an index, oldest first, a little at a time.
    /// Answers how many.</summary>
    public async Task<int> FillAsync(CancellationToken stop)
    {
        var filled = 0;
        var last = Guid.Empty;
        while (!stop.IsCancellationRequested)
        {
            var missing = await MissingAsync(last, stop);
            if (missing.Count == 0)
            {
                return filled;
            }

            await using var context = database.OpenContext();
            var rows = await context.Set<Case>().Where(row => missing.Contains(row.Id))
                .ToListAsync(stop);
            await database.WriteAsync(
                async session =>
                {
                    foreach (var row in rows.OrderBy(row => row.ReportedAt))
                    {
                        await KeepAsync(session, before: null, row);
                    }

                    return (Outcome<int>)rows.Count;
                },
                stop);
            filled += rows.Count;
            last = missing[^1];
        }

        return filled;
    }

    private async Task<List<Guid>> MissingAsync(Guid last, CancellationToken stop)
    {
        await using var connection = await database.OpenReadAsync(stop);
        await using var command = connection.CreateCommand();
        command.CommandText = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            SELECT c.id FROM cases AS c
            WHERE c.id > @last
              AND NOT EXISTS (SELECT 1 FROM case_search AS s WHERE s.case_id = c.id)
            ORDER BY c.id LIMIT {FillMax}
            """);
        var isSqlite = database.Engine == DatabaseEngine.Sqlite;
        var parameter = command.CreateParameter();
        parameter.ParameterName = "@last";
        parameter.Value = isSqlite ? last.ToByteArray(bigEndian: true) : last;
        command.Parameters.Add(parameter);
        await using var rows = await command.ExecuteReaderAsync(stop);
        var found = new List<Guid>();
        while (await rows.ReadAsync(stop))
        {
            found.Add(isSqlite
                ? new Guid((byte[])rows.GetValue(0), bigEndian: true)
                : rows.GetGuid(0));
        }

        return found;
    }
}
