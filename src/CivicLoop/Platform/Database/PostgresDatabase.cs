using System.Data.Common;
using CivicLoop.Domain.Problems;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;

namespace CivicLoop.Platform.Database;

/// <summary>A city on PostgreSQL: a transaction per write that asks something, on a pooled
/// connection; those that only store are committed together. Two writes that
/// collide are tried again; the work is a pure decision over what it reads, so that is safe.
/// </summary>
internal sealed class PostgresDatabase : CityDatabase
{
    // Collisions on one case are rare and short; more than this many in a row is a fault.
    private const int TriesMax = 4;

    private const string Channel = "civicloop";

    // A line that died without a word is noticed in about this time.
    private const int KeepAliveSeconds = 30;

    // Reckoned as on turning disks, the usual, a month of a million cases is found by reading all
    // of them. Compiling a statement costs more than it saves in one that is read for a page.
    // Options of the operator's own stand instead.
    private const string Planner = "-c random_page_cost=1.1 -c jit=off";

    private readonly NpgsqlDataSource source;
    private readonly string listening;
    private readonly PooledDbContextFactory<CityContext> contexts;
    private readonly Lazy<IModel> model;
    private readonly SharedCommits shared;

    // A write may read beside its own transaction, on a second connection. Half of the pool may
    // write at once, so that writers never wait for one another's second.
    private readonly SemaphoreSlim places;

    public PostgresDatabase(string connectionString)
    {
        var settings = new NpgsqlConnectionStringBuilder(connectionString)
        {
            MaxAutoPrepare = 100,
            AutoPrepareMinUsages = 2,
            // No write leaves anything in its session that the next would have to be kept from.
            NoResetOnClose = true,
        };
        settings.Options ??= Planner;
        source = NpgsqlDataSource.Create(settings);
        shared = new SharedCommits(source);
        places = new SemaphoreSlim(Math.Max(1, settings.MaxPoolSize / 2));
        listening = new NpgsqlConnectionStringBuilder(connectionString)
        {
            Pooling = false,
            KeepAlive = KeepAliveSeconds,
        }.ToString();
        contexts = CityContext.PoolOf(builder => builder.UseNpgsql(source));
        model = new Lazy<IModel>(() =>
        {
            using var context = OpenContext();
            return context.Model;
        });
    }

    public override DatabaseEngine Engine => DatabaseEngine.Postgres;

    public override CityContext OpenContext() => contexts.CreateDbContext();

    public override async Task<DbConnection> OpenReadAsync(CancellationToken stop) =>
        await OpenAsync(source, stop);

    /// <summary>A connection of the pool. Whatever keeps one from being had (a server that is
    /// gone, one that takes nobody in) is the same to who asks. Errors: <see cref="DatabaseDown"/>.
    /// </summary>
    public static async Task<NpgsqlConnection> OpenAsync(
        NpgsqlDataSource source, CancellationToken stop = default)
    {
        try
        {
            return await source.OpenConnectionAsync(stop);
        }
        catch (NpgsqlException error)
        {
            throw new DatabaseDown("PostgreSQL cannot be reached.", error);
        }
    }

    public override async Task<Outcome<T>> WriteAsync<T>(
        Func<WriteSession, Task<Outcome<T>>> work, CancellationToken stop = default)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                return await WriteOnceAsync(work, stop);
            }
            catch (Exception error) when (IsCollision(error) && attempt < TriesMax)
            {
                continue;
            }
            catch (NpgsqlException error) when (error is not PostgresException || IsDown(error))
            {
                throw new DatabaseDown("PostgreSQL cannot be reached.", error);
            }
        }
    }

    public override bool HasOthers => true;

    public override async Task TellOthersAsync(string text, CancellationToken stop)
    {
        await using var command = source.CreateCommand("SELECT pg_notify($1, $2)");
        command.Parameters.AddWithValue(Channel);
        command.Parameters.AddWithValue(text);
        await command.ExecuteNonQueryAsync(stop);
    }

    public override async Task HearOthersAsync(
        Func<string, Task> hear, CancellationToken stop)
    {
        // A connection of its own: what it listens to must not go on when it is reused.
        await using var connection = new NpgsqlConnection(listening);
        var heard = new Queue<string>();
        connection.Notification += (_, notice) => heard.Enqueue(notice.Payload);
        await connection.OpenAsync(stop);
        await using (var listen = new NpgsqlCommand($"LISTEN {Channel}", connection))
        {
            await listen.ExecuteNonQueryAsync(stop);
        }

        while (true)
        {
            await connection.WaitAsync(stop);
            while (heard.TryDequeue(out var text))
            {
                await hear(text);
            }
        }
    }

    public override async ValueTask DisposeAsync()
    {
        await shared.DisposeAsync();
        await source.DisposeAsync();
        places.Dispose();
    }

    private async Task<Outcome<T>> WriteOnceAsync<T>(
        Func<WriteSession, Task<Outcome<T>>> work, CancellationToken stop)
    {
        await using var session = new PostgresSession(source, model.Value, ContextOn);
        var outcome = await RunAsync(session, work, stop);
        if (outcome.Problem is not null)
        {
            return outcome;
        }

        if (session.HasAskedNothing)
        {
            await shared.StoreAsync(session, stop);
        }

        Announce(session);
        return outcome;
    }

    // Undone or committed, but for what asked nothing: that holds no connection.
    private async Task<Outcome<T>> RunAsync<T>(
        PostgresSession session, Func<WriteSession, Task<Outcome<T>>> work,
        CancellationToken stop)
    {
        await places.WaitAsync(stop);
        try
        {
            var outcome = await work(session);
            if (outcome.Problem is not null)
            {
                await session.UndoAsync();
            }
            else if (!session.HasAskedNothing)
            {
                await session.CommitAsync();
            }

            return outcome;
        }
        finally
        {
            places.Release();
        }
    }

    private static CityContext ContextOn(DbConnection connection) =>
        new(CityContext.OptionsFor(builder => builder.UseNpgsql((NpgsqlConnection)connection)));

    // Two writes on one subject meet at the journal, where both want the next number of its chain;
    // two sendings of one form meet at its key; two new sites at the next code of their kind;
    // two sendings of one check, visit or picture at its id, and the cases they open at their
    // number elsewhere; two figures of one thing at its key.
    private static bool IsCollision(Exception error) =>
        error is WriteCollision
            or PostgresException
            {
                SqlState: PostgresErrorCodes.SerializationFailure
                    or PostgresErrorCodes.DeadlockDetected
            }
            or PostgresException
            {
                SqlState: PostgresErrorCodes.UniqueViolation,
                ConstraintName: "journal_subject" or "idempotency_keys_pkey" or "sites_code_key"
                    or "patrol_checks_pkey" or "visits_pkey" or "pictures_pkey"
                    or "cases_external_id_key" or "statistic_figures_waiting"
                    or "statistic_figures_counted"
            };

    // Class 57 is operator intervention (shutdown), 08 connection trouble, 53 out of resources.
    private static bool IsDown(NpgsqlException error) =>
        error is PostgresException { SqlState: var state }
        && (state.StartsWith("57", StringComparison.Ordinal)
            || state.StartsWith("08", StringComparison.Ordinal)
            || state.StartsWith("53", StringComparison.Ordinal));
}
