using System.Data.Common;
using CivicLoop.Domain.Journal;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CivicLoop.Platform.Database;

/// <summary>What a use case may do inside the platform's transaction: insert, change and delete
/// mapped rows, run the few statements that are clearer as SQL, and append to the journal. What
/// needs no answer waits and travels with the next statement that does, or with the commit: a
/// journey to a database server costs more than the work there.</summary>
internal sealed class WriteSession(
    DbConnection connection, DatabaseEngine engine, Func<DbConnection, CityContext> openContext)
    : IAsyncDisposable
{
    private readonly Dictionary<string, DbCommand> commands = [];
    private readonly List<object> announcements = [];
    private CityContext? context;
    private DbBatch? waiting;

    public DatabaseEngine Engine => engine;

    /// <summary>Told to watchers after the commit, in this order.</summary>
    public IReadOnlyList<object> Announcements => announcements;

    /// <summary>The map of the tables where it is known already: a session that only writes then
    /// needs no context of its own.</summary>
    public IModel? Model { get; init; }

    public DbTransaction? Transaction { get; set; }

    public DbConnection Connection => connection;

    /// <summary>Queries that see what this transaction has written.</summary>
    public CityContext Reads
    {
        get
        {
            FlushAsync().GetAwaiter().GetResult();
            return context ??= JoinTransaction(openContext(connection));
        }
    }

    public void Announce(object happening) => announcements.Add(happening);

    public Task InsertAsync<T>(T row)
        where T : class
    {
        var map = TableMap.Of(Model ?? Reads.Model, typeof(T));
        if (!connection.CanCreateBatch)
        {
            return RunAsync(map.InsertSql, map, row);
        }

        var command = Wait(map.InsertSql);
        foreach (var column in map.Columns.Where(column => !column.IsGenerated))
        {
            Add(command, column.Parameter, column.Value(row));
        }

        return Task.CompletedTask;
    }

    /// <summary>Writes every column of the row that has this key; answers how many rows there were.
    /// </summary>
    public Task<int> UpdateAsync<T>(T row)
        where T : class
    {
        var map = TableMap.Of(Model ?? Reads.Model, typeof(T));
        return RunAsync(map.UpdateSql, map, row);
    }

    /// <summary>Writes the row only if its version in the database is still the expected one.
    /// </summary>
    public async Task<bool> UpdateAsync<T>(T row, long expectedVersion)
        where T : class
    {
        var map = TableMap.Of(Model ?? Reads.Model, typeof(T));
        await FlushAsync();
        var command = Prepare(map.UpdateSql + " AND version = @expected_version");
        Bind(command, map, row);
        Bind(command, "@expected_version", expectedVersion);
        return await command.ExecuteNonQueryAsync() == 1;
    }

    public Task<int> DeleteAsync<T>(T row)
        where T : class
    {
        var map = TableMap.Of(Model ?? Reads.Model, typeof(T));
        return RunAsync(map.DeleteSql, map, row);
    }

    /// <summary>Runs a statement and answers how many rows it changed.</summary>
    public async Task<int> ExecuteAsync(
        string sql, params (string Name, object? Value)[] args)
    {
        await FlushAsync();
        var command = Prepare(sql);
        Bind(command, args);
        return await command.ExecuteNonQueryAsync();
    }

    /// <summary>Runs a statement whose count nobody asks for, at the latest before the commit.
    /// </summary>
    public Task RunLaterAsync(string sql, params (string Name, object? Value)[] args)
    {
        if (!connection.CanCreateBatch)
        {
            return ExecuteAsync(sql, args);
        }

        var command = Wait(sql);
        foreach (var (name, value) in args)
        {
            Add(command, name, ToProvider(value));
        }

        return Task.CompletedTask;
    }

    /// <summary>Sends what waits, in the order it was given.</summary>
    public async Task FlushAsync()
    {
        if (waiting is not { } batch)
        {
            return;
        }

        waiting = null;
        await using (batch)
        {
            await batch.ExecuteNonQueryAsync();
        }
    }

    public async Task<object?> ScalarAsync(string sql, params (string Name, object? Value)[] args)
    {
        await FlushAsync();
        var command = Prepare(sql);
        Bind(command, args);
        var value = await command.ExecuteScalarAsync();
        return value is DBNull ? null : value;
    }

    /// <summary>Appends a step to its subject's chain and answers the chain's new head.</summary>
    public async Task<ChainHead> AppendAsync(JournalEntry entry, ChainHead head)
    {
        var stored = entry with { N = head.N + 1, At = Instants.Storable(entry.At) };
        var hash = JournalHash.Of(stored, head.Hash, JournalHash.Sha256);
        await RunLaterAsync(
            """
            INSERT INTO journal (subject_id, n, at, actor, kind, body, hash)
            VALUES (@subject, @n, @at, @actor, @kind, @body, @hash)
            """,
            ("@subject", stored.SubjectId), ("@n", stored.N), ("@at", stored.At),
            ("@actor", stored.Actor), ("@kind", stored.Kind), ("@body", stored.Body),
            ("@hash", hash));
        return new ChainHead(stored.N, hash);
    }

    /// <summary>Forgets what the last request of a shared transaction announced.</summary>
    public void ForgetAnnouncements() => announcements.Clear();

    public void LeaveTransaction()
    {
        Transaction = null;
        context?.Database.UseTransaction(null);
    }

    public async ValueTask DisposeAsync()
    {
        if (waiting is not null)
        {
            await waiting.DisposeAsync();
        }

        foreach (var command in commands.Values)
        {
            await command.DisposeAsync();
        }

        if (context is not null)
        {
            await context.DisposeAsync();
        }
    }

    private CityContext JoinTransaction(CityContext opened)
    {
        opened.Database.UseTransaction(Transaction);
        return opened;
    }

    private async Task<int> RunAsync(string sql, TableMap map, object row)
    {
        await FlushAsync();
        var command = Prepare(sql);
        Bind(command, map, row);
        return await command.ExecuteNonQueryAsync();
    }

    private DbBatchCommand Wait(string sql)
    {
        waiting ??= connection.CreateBatch();
        waiting.Transaction = Transaction;
        var command = waiting.CreateBatchCommand();
        command.CommandText = sql;
        waiting.BatchCommands.Add(command);
        return command;
    }

    private static void Add(DbBatchCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }

    private DbCommand Prepare(string sql)
    {
        if (!commands.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            commands.Add(sql, command);
        }

        command.Transaction = Transaction;
        return command;
    }

    // A prepared statement's parameters stand in the order of the map: looking each up by name
    // again would cost more than the row.
    private static void Bind(DbCommand command, TableMap map, object row)
    {
        var isFirst = command.Parameters.Count == 0;
        for (var i = 0; i < map.Columns.Count; i++)
        {
            var column = map.Columns[i];
            if (isFirst)
            {
                Bind(command, column.Parameter, column.Value(row));
            }
            else
            {
                command.Parameters[i].Value = column.Value(row);
            }
        }
    }

    private void Bind(DbCommand command, (string Name, object? Value)[] args)
    {
        foreach (var (name, value) in args)
        {
            Bind(command, name, ToProvider(value));
        }
    }

    private static void Bind(DbCommand command, string name, object value)
    {
        var index = command.Parameters.IndexOf(name);
        if (index >= 0)
        {
            command.Parameters[index].Value = value;
            return;
        }

        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }

    private object ToProvider(object? value) => value switch
    {
        null => DBNull.Value,
        Enum name => name.ToString(),
        Guid id when engine == DatabaseEngine.Sqlite => id.ToByteArray(bigEndian: true),
        DateTimeOffset instant when engine == DatabaseEngine.Sqlite =>
            Instants.ToMicroseconds(instant),
        _ => value,
    };
}
