using System.Data.Common;
using CivicLoop.Domain.Problems;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace CivicLoop.Platform.Database;

/// <summary>The embedded database: readers beside one writer. The writer takes all requests that
/// wait, runs each in a savepoint of one transaction and syncs once (group commit): durable for
/// every caller, at the cost of one sync for many.</summary>
internal sealed class SqliteDatabase : CityDatabase
{
    private readonly string connectionString;
    private readonly PooledDbContextFactory<CityContext> contexts;
    private readonly SqliteWriter writer;

    public SqliteDatabase(string file)
    {
        connectionString = new SqliteConnectionStringBuilder
        {
            DataSource = file,
            ForeignKeys = true,
            Pooling = true,
            DefaultTimeout = BusySeconds,
        }.ToString();
        contexts = CityContext.PoolOf(builder => builder.UseSqlite(connectionString));
        writer = new SqliteWriter(OpenWriter, ContextOn, Announce);
    }

    // Long enough for a checkpoint of a large log, short enough for a person to wait.
    private const int BusySeconds = 10;

    public override DatabaseEngine Engine => DatabaseEngine.Sqlite;

    public override CityContext OpenContext() => contexts.CreateDbContext();

    public override async Task<DbConnection> OpenReadAsync(CancellationToken stop)
    {
        var connection = new SqliteConnection(connectionString);
        await connection.OpenAsync(stop);
        return connection;
    }

    public override Task<Outcome<T>> WriteAsync<T>(
        Func<WriteSession, Task<Outcome<T>>> work, CancellationToken stop = default) =>
        writer.RunAsync(work, stop);

    public override async ValueTask DisposeAsync()
    {
        await writer.DisposeAsync();
        using var connection = new SqliteConnection(connectionString);
        SqliteConnection.ClearPool(connection);
    }

    private static CityContext ContextOn(DbConnection connection) =>
        new(CityContext.OptionsFor(builder => builder.UseSqlite(connection)));

    private SqliteConnection OpenWriter()
    {
        var connection = new SqliteConnection(connectionString);
        connection.Open();
        using var command = connection.CreateCommand();
        // FULL: what was answered survives a power cut. 64 MB of cache keeps the hot index pages.
        command.CommandText =
            """
            PRAGMA journal_mode = WAL;
            PRAGMA synchronous = FULL;
            PRAGMA cache_size = -65536;
            PRAGMA wal_autocheckpoint = 4000;
            """;
        command.ExecuteNonQuery();
        return connection;
    }
}
