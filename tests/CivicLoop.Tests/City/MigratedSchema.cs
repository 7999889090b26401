using System.Collections.Concurrent;
using CivicLoop.Platform.Database;
using Microsoft.Data.Sqlite;
using Npgsql;

namespace CivicLoop.Tests.City;

/// <summary>A database of each engine with all migrations applied, made once for all tests and
/// copied for each: applying them anew would take longer than most tests.</summary>
internal static class MigratedSchema
{
    private static readonly ConcurrentDictionary<DatabaseEngine, Lazy<Task<string>>> Made = [];

    /// <summary>A file of SQLite, or the name of a database on the tests' PostgreSQL.</summary>
    public static Task<string> OfAsync(DatabaseEngine engine) =>
        Made.GetOrAdd(engine, one => new Lazy<Task<string>>(() => MakeAsync(one))).Value;

    private static async Task<string> MakeAsync(DatabaseEngine engine)
    {
        // Gone with the process, not with the test that happened to be first.
        var bare = await TestDatabase.CreateAsync(engine);
        AppDomain.CurrentDomain.ProcessExit += (_, _) =>
        {
            bare.DisposeAsync().AsTask().GetAwaiter().GetResult();
            TestDatabase.AllDroppedAsync().GetAwaiter().GetResult();
        };
        using var folder = DataFolder.Visit(bare.Options);
        await folder.OpenDatabase(TimeProvider.System).Value.DisposeAsync();
        if (engine == DatabaseEngine.Sqlite)
        {
            // What is still in the log of writes comes along.
            var whole = Path.Combine(bare.Options.Data, "migrated.db");
            await using var connection = new SqliteConnection(folder.ConnectionString);
            await connection.OpenAsync();
            await using var copy = connection.CreateCommand();
            copy.CommandText = $"VACUUM INTO '{whole}'";
            await copy.ExecuteNonQueryAsync();
            return whole;
        }

        // A database somebody is connected to cannot be copied.
        await using var last = new NpgsqlConnection(bare.Options.Database);
        NpgsqlConnection.ClearPool(last);
        return new NpgsqlConnectionStringBuilder(bare.Options.Database).Database!;
    }
}
