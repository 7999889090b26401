using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CivicLoop.Platform.Database;

/// <summary>A write on the one writing connection: each statement is prepared once for the life of
/// the connection and run at once.</summary>
internal sealed class SqliteSession(
    SqliteConnection connection, Func<DbConnection, CityContext> openContext) : WriteSession
{
    private readonly Dictionary<string, SqliteCommand> commands = [];
    private readonly CityContext context = openContext(connection);
    private readonly List<((long, long) Turn, string Sql, (string, object?)[] Args)> last = [];
    private SqliteTransaction? transaction;

    public override DatabaseEngine Engine => DatabaseEngine.Sqlite;

    public override CityContext Reads
    {
        get
        {
            if (context.Database.CurrentTransaction is null && transaction is not null)
            {
                context.Database.UseTransaction(transaction);
            }

            return context;
        }
    }

    protected override IModel Model => context.Model;

    public void Enter(SqliteTransaction entered) => transaction = entered;

    public void Leave()
    {
        transaction = null;
        context.Database.UseTransaction(null);
    }

    public override async Task<int> ExecuteAsync(
        string sql, params (string Name, object? Value)[] args) =>
        await Prepare(sql, args).ExecuteNonQueryAsync();

    public override Task RunLaterAsync(
        string sql, params (string Name, object? Value)[] args) => ExecuteAsync(sql, args);

    public override Task RunLastAsync(
        (long, long) turn, string sql, params (string Name, object? Value)[] args)
    {
        last.Add((turn, sql, args));
        return Task.CompletedTask;
    }

    /// <summary>Runs what was to come last.</summary>
    public async Task FinishAsync()
    {
        foreach (var (_, sql, args) in last.OrderBy(one => one.Turn))
        {
            await ExecuteAsync(sql, args);
        }
    }

    /// <summary>Begins another request of the same transaction.</summary>
    public void Begin()
    {
        ForgetAnnouncements();
        ForgetHeads();
        last.Clear();
    }

    public override async Task<object?> ScalarAsync(
        string sql, params (string Name, object? Value)[] args)
    {
        var value = await Prepare(sql, args).ExecuteScalarAsync();
        return value is DBNull ? null : value;
    }

    public override async ValueTask DisposeAsync()
    {
        foreach (var command in commands.Values)
        {
            await command.DisposeAsync();
        }

        await context.DisposeAsync();
    }

    protected override Task StoreAsync(TableMap map, object row) =>
        RunAsync(map.InsertSql, map, row);

    // A prepared statement's parameters stand in the order of the map: looking each up by name
    // again would cost more than the row.
    protected override async Task<int> RunAsync(
        string sql, TableMap map, object row, long? expectedVersion = null)
    {
        var command = Prepare(sql);
        var isFirst = command.Parameters.Count == 0;
        for (var i = 0; i < map.Columns.Count; i++)
        {
            var value = map.Columns[i].Value(row);
            if (isFirst)
            {
                command.Parameters.Add(new SqliteParameter(map.Columns[i].Parameter, value));
            }
            else
            {
                command.Parameters[i].Value = value;
            }
        }

        if (expectedVersion is { } version)
        {
            Bind(command, TableMap.ExpectedVersion, version);
        }

        return await command.ExecuteNonQueryAsync();
    }

    private SqliteCommand Prepare(string sql, params (string Name, object? Value)[] args)
    {
        if (!commands.TryGetValue(sql, out var command))
        {
            command = connection.CreateCommand();
            command.CommandText = sql;
            commands.Add(sql, command);
        }

        command.Transaction = transaction;
        foreach (var (name, value) in args)
        {
            // With its mark or without, it is one parameter of one prepared statement.
            Bind(command, name.StartsWith('@') ? name : "@" + name, Stored(value));
        }

        return command;
    }

    private static void Bind(SqliteCommand command, string name, object value)
    {
        var index = command.Parameters.IndexOf(name);
        if (index >= 0)
        {
            command.Parameters[index].Value = value;
        }
        else
        {
            command.Parameters.Add(new SqliteParameter(name, value));
        }
    }

    private static object Stored(object? value) => value switch
    {
        null => DBNull.Value,
        Enum name => name.ToString(),
        Guid id => id.ToByteArray(bigEndian: true),
        DateTimeOffset instant => Instants.ToMicroseconds(instant),
        _ => value,
    };
}
