using CivicLoop.Domain.Journal;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CivicLoop.Platform.Database;

/// <summary>What a use case may do inside the platform's transaction: insert, change and delete
/// mapped rows, run the few statements that are clearer as SQL, and append to the journal.
/// </summary>
internal abstract class WriteSession : IAsyncDisposable
{
    private readonly List<object> announcements = [];
    private readonly Dictionary<Guid, ChainHead> heads = [];

    public abstract DatabaseEngine Engine { get; }

    /// <summary>Queries that see what this transaction has written.</summary>
    public abstract CityContext Reads { get; }

    /// <summary>Told to watchers after the commit, in this order.</summary>
    public IReadOnlyList<object> Announcements => announcements;

    protected abstract IModel Model { get; }

    public void Announce(object happening) => announcements.Add(happening);

    /// <summary>Forgets what the last request of a shared transaction announced.</summary>
    public void ForgetAnnouncements() => announcements.Clear();

    /// <summary>Where a chain ends that this request has appended to; null for another.</summary>
    public ChainHead? HeadOf(Guid subject) => heads.GetValueOrDefault(subject);

    /// <summary>Keeps where a chain ends now, so that the next step need not read it.</summary>
    public void Keep(Guid subject, ChainHead head) => heads[subject] = head;

    /// <summary>Forgets the chains of the last request of a shared transaction: what it wrote may
    /// have been undone.</summary>
    protected void ForgetHeads() => heads.Clear();

    public Task InsertAsync<T>(T row)
        where T : class
    {
        var map = TableMap.Of(Model, typeof(T));
        return StoreAsync(map, row);
    }

    /// <summary>Writes every column of the row that has this key; answers how many rows there were.
    /// </summary>
    public Task<int> UpdateAsync<T>(T row)
        where T : class
    {
        var map = TableMap.Of(Model, typeof(T));
        return RunAsync(map.UpdateSql, map, row);
    }

    /// <summary>Writes the row only if its version in the database is still the expected one.
    /// </summary>
    public async Task<bool> UpdateAsync<T>(T row, long expectedVersion)
        where T : class
    {
        var map = TableMap.Of(Model, typeof(T));
        return await RunAsync(map.UpdateVersionSql, map, row, expectedVersion) == 1;
    }

    public Task<int> DeleteAsync<T>(T row)
        where T : class
    {
        var map = TableMap.Of(Model, typeof(T));
        return RunAsync(map.DeleteSql, map, row);
    }

    /// <summary>Runs a statement and answers how many rows it changed.</summary>
    public abstract Task<int> ExecuteAsync(
        string sql, params (string Name, object? Value)[] args);

    /// <summary>Runs a statement whose count nobody asks for, at the latest before the commit.
    /// </summary>
    public abstract Task RunLaterAsync(string sql, params (string Name, object? Value)[] args);

    /// <summary>Like <see cref="RunLaterAsync"/>, but after all the others and in the order of
    /// <paramref name="turn"/>: for rows that many writes touch, so that they are locked briefly
    /// and no two transactions wait for each other.</summary>
    public abstract Task RunLastAsync(
        (long, long) turn, string sql, params (string Name, object? Value)[] args);

    public abstract Task<object?> ScalarAsync(
        string sql, params (string Name, object? Value)[] args);

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

    public abstract ValueTask DisposeAsync();

    protected abstract Task StoreAsync(TableMap map, object row);

    /// <param name="expectedVersion">Bound to <see cref="TableMap.ExpectedVersion"/>.</param>
    protected abstract Task<int> RunAsync(
        string sql, TableMap map, object row, long? expectedVersion = null);
}
