using System.Diagnostics;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Journal;
using CivicLoop.Platform.Database;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Bench;

/// <summary>The same case and journal rows, written by the driver alone with a durable transaction
/// for each: what somebody would write who has no program at all.</summary>
internal static class RawSqlite
{
    public static double RowsPerSecond(
        string folder, IReadOnlyList<(Case Case, JournalEntry Entry, byte[] Hash)> rows)
    {
        var options = new Platform.CityOptions { Data = folder };
        // A pooled connection would go on with the file that is removed here.
        SqliteConnection.ClearAllPools();
        if (Directory.Exists(folder))
        {
            Directory.Delete(folder, recursive: true);
        }

        Directory.CreateDirectory(folder);
        var visited = DataFolder.Visit(options);
        Migrator.Apply(DatabaseEngine.Sqlite, visited.ConnectionString);
        using var database = new SqliteConnection(
            visited.ConnectionString + ";Pooling=False");
        database.Open();
        using (var set = database.CreateCommand())
        {
            set.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;";
            set.ExecuteNonQuery();
        }

        using var context = new CityContext(
            CityContext.OptionsFor(one => one.UseSqlite(database)));
        var map = TableMap.Of(context.Model, typeof(Case));
        using var insert = database.CreateCommand();
        insert.CommandText = map.InsertSql;
        foreach (var column in map.Columns)
        {
            insert.Parameters.Add(new SqliteParameter(column.Parameter, null));
        }

        using var append = Journal(database);
        var values = rows.Select(row => map.Columns.Select(one => one.Value(row.Case)).ToArray())
            .ToList();
        var clock = Stopwatch.StartNew();
        for (var n = 0; n < rows.Count; n++)
        {
            using var transaction = database.BeginTransaction();
            insert.Transaction = append.Transaction = transaction;
            for (var i = 0; i < values[n].Length; i++)
            {
                insert.Parameters[i].Value = values[n][i];
            }

            Bind(append, rows[n].Entry, rows[n].Hash);
            insert.ExecuteNonQuery();
            append.ExecuteNonQuery();
            transaction.Commit();
        }

        return rows.Count / clock.Elapsed.TotalSeconds;
    }

    private static SqliteCommand Journal(SqliteConnection database)
    {
        var append = database.CreateCommand();
        append.CommandText =
            """
            INSERT INTO journal (subject_id, n, at, actor, kind, body, hash)
            VALUES ($subject, $n, $at, $actor, $kind, $body, $hash)
            """;
        foreach (var name in new[] { "$subject", "$n", "$at", "$actor", "$kind", "$body", "$hash" })
        {
            append.Parameters.Add(new SqliteParameter(name, null));
        }

        return append;
    }

    private static void Bind(SqliteCommand append, JournalEntry entry, byte[] hash)
    {
        append.Parameters[0].Value = entry.SubjectId.ToByteArray(bigEndian: true);
        append.Parameters[1].Value = 1;
        append.Parameters[2].Value = Instants.ToMicroseconds(entry.At);
        append.Parameters[3].Value = entry.Actor;
        append.Parameters[4].Value = entry.Kind;
        append.Parameters[5].Value = entry.Body;
        append.Parameters[6].Value = hash;
    }
}
