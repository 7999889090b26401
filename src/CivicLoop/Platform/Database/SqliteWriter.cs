using System.Data.Common;
using System.Threading.Channels;
using CivicLoop.Domain.Problems;
using Microsoft.Data.Sqlite;

namespace CivicLoop.Platform.Database;

/// <summary>The one writer of a SQLite city. Requests queue in front of it; whatever has gathered
/// while the last commit synced is committed together.</summary>
internal sealed class SqliteWriter : IAsyncDisposable
{
    // A full queue makes callers wait instead of filling memory; a batch stays short so that no
    // request waits behind more than this many others.
    private const int QueueMax = 4_096;
    private const int BatchMax = 256;

    private readonly Channel<Request> queue = Channel.CreateBounded<Request>(
        new BoundedChannelOptions(QueueMax) { SingleReader = true });

    private readonly Func<SqliteConnection> open;
    private readonly Func<DbConnection, CityContext> contextOn;
    private readonly Action<WriteSession> announce;
    private readonly Lazy<Task> loop;

    public SqliteWriter(
        Func<SqliteConnection> open,
        Func<DbConnection, CityContext> contextOn,
        Action<WriteSession> announce)
    {
        this.open = open;
        this.contextOn = contextOn;
        this.announce = announce;
        loop = new Lazy<Task>(() => Task.Factory.StartNew(
            WriteLoop, CancellationToken.None,
            TaskCreationOptions.LongRunning, TaskScheduler.Default));
    }

    public async Task<Outcome<T>> RunAsync<T>(
        Func<WriteSession, Task<Outcome<T>>> work, CancellationToken stop)
    {
        _ = loop.Value;
        var request = new Request<T>(work);
        await queue.Writer.WriteAsync(request, stop);
        return await request.Answer;
    }

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        if (loop.IsValueCreated)
        {
            await loop.Value;
        }
    }

    private void WriteLoop()
    {
        var batch = new List<Request>(BatchMax);
        SqliteConnection? connection = null;
        SqliteSession? session = null;
        while (queue.Reader.WaitToReadAsync().AsTask().GetAwaiter().GetResult())
        {
            batch.Clear();
            while (batch.Count < BatchMax && queue.Reader.TryRead(out var request))
            {
                batch.Add(request);
            }

            try
            {
                connection ??= open();
                session ??= new SqliteSession(connection, contextOn);
                CommitTogether(connection, session, batch);
            }
            catch (SqliteException error)
            {
                batch.ForEach(request => request.Fail(
                    new DatabaseDown("The database file cannot be written.", error)));
                Drop(ref session, ref connection);
            }
        }

        Drop(ref session, ref connection);
    }

    private void CommitTogether(
        SqliteConnection connection, SqliteSession session, List<Request> batch)
    {
        var announced = new List<object>();
        using (var transaction = connection.BeginTransaction(deferred: false))
        {
            session.Enter(transaction);
            foreach (var request in batch)
            {
                transaction.Save("request");
                session.Begin();
                if (request.Run(session))
                {
                    transaction.Release("request");
                    announced.AddRange(session.Announcements);
                }
                else
                {
                    transaction.Rollback("request");
                    transaction.Release("request");
                }
            }

            transaction.Commit();
        }

        session.Leave();
        session.ForgetAnnouncements();
        batch.ForEach(request => request.Complete());
        announced.ForEach(session.Announce);
        announce(session);
        session.ForgetAnnouncements();
    }

    private static void Drop(ref SqliteSession? session, ref SqliteConnection? connection)
    {
        session?.DisposeAsync().AsTask().GetAwaiter().GetResult();
        connection?.Dispose();
        session = null;
        connection = null;
    }

    private abstract class Request
    {
        /// <summary>Runs the work; false when nothing of it may stay.</summary>
        public abstract bool Run(SqliteSession session);

        /// <summary>Hands out the answer, now that it is durable.</summary>
        public abstract void Complete();

        public abstract void Fail(Exception error);
    }

    private sealed class Request<T>(Func<WriteSession, Task<Outcome<T>>> work) : Request
    {
        private readonly TaskCompletionSource<Outcome<T>> answer =
            new(TaskCreationOptions.RunContinuationsAsynchronously);

        private Outcome<T> outcome;
        private Exception? error;

        public Task<Outcome<T>> Answer => answer.Task;

        public override bool Run(SqliteSession session)
        {
            try
            {
                outcome = work(session).GetAwaiter().GetResult();
                if (outcome.Problem is not null)
                {
                    return false;
                }

                session.FinishAsync().GetAwaiter().GetResult();
                return true;
            }
            catch (Exception thrown) when (thrown is not SqliteException { SqliteErrorCode: 13 })
            {
                error = thrown;
                return false;
            }
        }

        public override void Complete()
        {
            if (error is null)
            {
                answer.TrySetResult(outcome);
            }
            else
            {
                answer.TrySetException(error);
            }
        }

        public override void Fail(Exception error) => answer.TrySetException(error);
    }
}
