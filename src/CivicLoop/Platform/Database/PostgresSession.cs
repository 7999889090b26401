using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace CivicLoop.Platform.Database;

/// <summary>A write on PostgreSQL. What needs no answer waits and travels with the next statement
/// that does, or with the commit: a journey to a database server costs more than the work there. A
/// connection is taken only when something is asked; a write that never asks leaves its statements
/// to be committed together with others'.</summary>
internal sealed class PostgresSession(
    NpgsqlDataSource source, IModel model, Func<DbConnection, CityContext> openContext)
    : WriteSession
{
    private readonly List<PostgresStatement> waiting = [];
    private readonly List<((long, long) Turn, PostgresStatement Statement)> last = [];
    private NpgsqlConnection? connection;
    private NpgsqlTransaction? transaction;
    private CityContext? context;

    public override DatabaseEngine Engine => DatabaseEngine.Postgres;

    public override CityContext Reads
    {
        get
        {
            FlushAsync().GetAwaiter().GetResult();
            if (context is null)
            {
                context = openContext(connection!);
                context.Database.UseTransaction(transaction);
            }

            return context;
        }
    }

    /// <summary>True while the work has needed no answer of the database.</summary>
    public bool HasAskedNothing => connection is null;

    /// <summary>What is still to be sent, before what comes last.</summary>
    public IReadOnlyList<PostgresStatement> Waiting => waiting;

    /// <summary>What is to be sent last, each with its turn.</summary>
    public IReadOnlyList<((long, long) Turn, PostgresStatement Statement)> Last => last;

    protected override IModel Model => model;

    public override async Task<int> ExecuteAsync(
        string sql, params (string Name, object? Value)[] args)
    {
        await using var command = await CommandAsync(PostgresStatement.Of(sql, args));
        return await command.ExecuteNonQueryAsync();
    }

    public override Task RunLaterAsync(string sql, params (string Name, object? Value)[] args)
    {
        waiting.Add(PostgresStatement.Of(sql, args));
        return Task.CompletedTask;
    }

    public override Task RunLastAsync(
        (long, long) turn, string sql, params (string Name, object? Value)[] args)
    {
        last.Add((turn, PostgresStatement.Of(sql, args)));
        return Task.CompletedTask;
    }

    public override async Task<object?> ScalarAsync(
        string sql, params (string Name, object? Value)[] args)
    {
        await using var command = await CommandAsync(PostgresStatement.Of(sql, args));
        var value = await command.ExecuteScalarAsync();
        return value is DBNull ? null : value;
    }

    public async Task CommitAsync()
    {
        waiting.AddRange(SharedCommits.InTurn(last));
        last.Clear();
        await FlushAsync();

        // Once the commit is on its way it is not abandoned: the caller must learn its end.
        await transaction!.CommitAsync(CancellationToken.None);
    }

    public async Task UndoAsync()
    {
        if (transaction is not null)
        {
            await transaction.RollbackAsync(CancellationToken.None);
        }
    }

    public override async ValueTask DisposeAsync()
    {
        if (context is not null)
        {
            await context.DisposeAsync();
        }

        if (transaction is not null)
        {
            await transaction.DisposeAsync();
        }

        if (connection is not null)
        {
            await connection.DisposeAsync();
        }
    }

    protected override Task StoreAsync(TableMap map, object row)
    {
        waiting.Add(PostgresStatement.Of(map.InsertSql, map, row));
        return Task.CompletedTask;
    }

    protected override async Task<int> RunAsync(
        string sql, TableMap map, object row, long? expectedVersion = null)
    {
        await using var command = await CommandAsync(
            PostgresStatement.Of(sql, map, row, expectedVersion));
        return await command.ExecuteNonQueryAsync();
    }

    // Sends what waits, in the order it was given.
    private async Task FlushAsync()
    {
        connection ??= await PostgresDatabase.OpenAsync(source);
        transaction ??= await connection.BeginTransactionAsync();
        if (waiting.Count > 0)
        {
            await using var batch = new NpgsqlBatch(connection, transaction);
            waiting.ForEach(statement => statement.AddTo(batch));
            waiting.Clear();
            await batch.ExecuteNonQueryAsync();
        }
    }

    private async Task<NpgsqlCommand> CommandAsync(PostgresStatement statement)
    {
        await FlushAsync();
        var command = new NpgsqlCommand(statement.Sql, connection, transaction);
        statement.Bind(command.Parameters);
        return command;
    }
}
