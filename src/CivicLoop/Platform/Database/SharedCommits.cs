using System.Threading.Channels;
using Npgsql;

namespace CivicLoop.Platform.Database;

/// <summary>Commits the statements of many writes together (group commit): whatever has gathered
/// while the last commit was on its way is sent as one batch, which PostgreSQL does whole or not at
/// all. Only for writes that asked the database nothing: what they store depends on no row that
/// another may have changed.</summary>
internal sealed class SharedCommits(NpgsqlDataSource source) : IAsyncDisposable
{
    // A batch stays short, so that nobody waits behind more than this many others.
    private const int WritesMax = 64;
    private const int QueueMax = 4_096;

    // While one batch is on its way the next is being gathered and sent.
    private const int Senders = 2;

    private readonly Channel<Write> queue = Channel.CreateBounded<Write>(QueueMax);
    private Task[]? sending;

    /// <summary>Answers once the statements are durable. Errors: what the database says to them.
    /// </summary>
    public async Task StoreAsync(PostgresSession session, CancellationToken stop)
    {
        Begin();
        var write = new Write(session);
        await queue.Writer.WriteAsync(write, stop);
        await write.Done.Task;
    }

    /// <summary>The statements that come last, each in its turn.</summary>
    public static IEnumerable<PostgresStatement> InTurn(
        IEnumerable<((long, long) Turn, PostgresStatement Statement)> last) =>
        last.OrderBy(one => one.Turn).Select(one => one.Statement);

    public async ValueTask DisposeAsync()
    {
        queue.Writer.TryComplete();
        await Task.WhenAll(sending ?? []);
    }

    private void Begin()
    {
        if (sending is null)
        {
            lock (queue)
            {
                sending ??= [.. Enumerable.Range(0, Senders).Select(_ => Task.Run(SendAllAsync))];
            }
        }
    }

    private async Task SendAllAsync()
    {
        var writes = new List<Write>(WritesMax);
        while (await queue.Reader.WaitToReadAsync())
        {
            writes.Clear();
            while (writes.Count < WritesMax && queue.Reader.TryRead(out var write))
            {
                writes.Add(write);
            }

            if (writes.Count > 0)
            {
                await SendAsync(writes);
            }
        }
    }

    private async Task SendAsync(IReadOnlyList<Write> writes)
    {
        try
        {
            await SendBatchAsync(writes);
        }
        catch (PostgresException) when (writes.Count > 1)
        {
            // One of them cannot be stored, and took the others along: each for itself then.
            foreach (var write in writes)
            {
                await SendAsync([write]);
            }

            return;
        }
        catch (Exception error)
        {
            foreach (var write in writes)
            {
                write.Done.TrySetException(error);
            }

            return;
        }

        foreach (var write in writes)
        {
            write.Done.TrySetResult();
        }
    }

    private async Task SendBatchAsync(IReadOnlyList<Write> writes)
    {
        await using var connection = await PostgresDatabase.OpenAsync(source);
        await using var batch = new NpgsqlBatch(connection);
        foreach (var statement in writes.SelectMany(write => write.Session.Waiting)
            .Concat(InTurn(writes.SelectMany(write => write.Session.Last))))
        {
            statement.AddTo(batch);
        }

        if (batch.BatchCommands.Count > 0)
        {
            await batch.ExecuteNonQueryAsync();
        }
    }

    private sealed record Write(PostgresSession Session)
    {
        public TaskCompletionSource Done { get; } =
            new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
