using CivicLoop.Platform;
using CivicLoop.Platform.Database;
using Npgsql;

namespace CivicLoop.Tests.City;

/// <summary>An empty database of its own for a test, on the engine asked for; gone afterwards.
/// </summary>
internal sealed class TestDatabase : IAsyncDisposable
{
    /// <summary>Where the tests' PostgreSQL listens; <c>./test</c> starts one and says so here.
    /// </summary>
    public const string PostgresVariable = "CIVICLOOP_TEST_POSTGRES";

    private static readonly Lock Leaving = new();
    private static Task dropped = Task.CompletedTask;

    private readonly string? database;

    private TestDatabase(CityOptions options, string? database)
    {
        Options = options;
        this.database = database;
    }

    public CityOptions Options { get; }

    public static string? PostgresServer =>
        Environment.GetEnvironmentVariable(PostgresVariable) is { Length: > 0 } server
            ? server
            : null;

    /// <summary>One without a table.</summary>
    public static Task<TestDatabase> CreateAsync(DatabaseEngine engine) =>
        CreateAsync(engine, template: null);

    /// <summary>One that all migrations were applied to.</summary>
    public static async Task<TestDatabase> MigratedAsync(DatabaseEngine engine)
    {
        SkipWithoutServer(engine);
        return await CreateAsync(engine, await MigratedSchema.OfAsync(engine));
    }

    private static void SkipWithoutServer(DatabaseEngine engine) => Assert.SkipWhen(
        engine == DatabaseEngine.Postgres && PostgresServer is null,
        $"{PostgresVariable} is not set");

    private static async Task<TestDatabase> CreateAsync(DatabaseEngine engine, string? template)
    {
        SkipWithoutServer(engine);
        var folder = Directory.CreateTempSubdirectory("civicloop-test-").FullName;
        var options = new CityOptions { Data = folder };
        if (engine == DatabaseEngine.Sqlite)
        {
            if (template is not null)
            {
                using var visited = DataFolder.Visit(options);
                File.Copy(template, visited.DatabaseFile);
            }

            return new TestDatabase(options, database: null);
        }

        var name = $"t_{Guid.CreateVersion7():N}";
        await RunAsync(template is null
            ? $"CREATE DATABASE {name}"
            : $"CREATE DATABASE {name} TEMPLATE {template} STRATEGY file_copy");
        var own = new NpgsqlConnectionStringBuilder(PostgresServer)
        {
            Database = name,
            MaxPoolSize = 20,
        };
        return new TestDatabase(options with { Database = own.ToString() }, name);
    }

    /// <summary>All that were disposed of are gone from the server.</summary>
    public static Task AllDroppedAsync()
    {
        lock (Leaving)
        {
            return dropped;
        }
    }

    public ValueTask DisposeAsync()
    {
        if (database is not null)
        {
            lock (Leaving)
            {
                dropped = DropAfterAsync(dropped, database);
            }
        }

        Directory.Delete(Options.Data, recursive: true);
        return ValueTask.CompletedTask;
    }

    // The server waits a tenth of a second for connections to end; no test waits with it.
    private static async Task DropAfterAsync(Task before, string database)
    {
        await before;
        await RunAsync($"DROP DATABASE IF EXISTS {database} WITH (FORCE)");
    }

    private static async Task RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(PostgresServer);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>Both engines, a row each: what is not tested on an engine does not run on it.</summary>
internal sealed class BothEngines : TheoryData<DatabaseEngine>
{
    public BothEngines()
    {
        Add(DatabaseEngine.Sqlite);
        Add(DatabaseEngine.Postgres);
    }
}
