using System.Data.Common;
using CivicLoop.Domain.Problems;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Platform.Database;

/// <summary>A city's database. Reads take a context of their own; every write goes through
/// <see cref="WriteAsync{T}"/>, which opens the one transaction, stores rows, journal entries and
/// outbox rows together, and tells the watchers only after the commit.</summary>
internal abstract class CityDatabase : IAsyncDisposable
{
    public abstract DatabaseEngine Engine { get; }

    /// <summary>A context for reading, which goes back for others when it is disposed of: whoever
    /// opens its connection by hand closes it too.</summary>
    public abstract CityContext OpenContext();

    /// <summary>Opens a pooled connection for reading; the caller disposes it.</summary>
    public abstract Task<DbConnection> OpenReadAsync(CancellationToken stop);

    /// <summary>Runs the work in a transaction. A problem or an exception undoes all it wrote; an
    /// answer is returned only once it is durable. Errors: <see cref="DatabaseDown"/> when the
    /// database cannot be reached or cannot write.</summary>
    public abstract Task<Outcome<T>> WriteAsync<T>(
        Func<WriteSession, Task<Outcome<T>>> work, CancellationToken stop = default);

    /// <summary>True where other programs may serve the same city.</summary>
    public virtual bool HasOthers => false;

    /// <summary>Tells the programs that serve the same city, this one too.</summary>
    public virtual Task TellOthersAsync(string text, CancellationToken stop) =>
        Task.CompletedTask;

    /// <summary>Hears what any of them tells, until it is stopped.</summary>
    public virtual Task HearOthersAsync(Func<string, Task> hear, CancellationToken stop) =>
        Task.CompletedTask;

    /// <summary>Called after each commit with what the transaction announced.</summary>
    public Action<IReadOnlyList<object>>? Committed { get; set; }

    public abstract ValueTask DisposeAsync();

    protected void Announce(WriteSession session)
    {
        if (session.Announcements.Count > 0)
        {
            Committed?.Invoke([.. session.Announcements]);
        }
    }
}
