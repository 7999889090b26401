using System.Collections.Concurrent;
using System.Threading.Channels;
using CivicLoop.Platform.Database;

namespace CivicLoop.Platform.Web;

/// <summary>Nothing happened, and the line still stands.</summary>
internal sealed record LiveBeat;

/// <summary>Hands what commits announce to everybody who watches. A watcher that falls behind loses
/// the oldest happenings: its page then asks anew, which is what they were for.</summary>
internal sealed class LiveEvents : IDisposable
{
    private const int WaitingMax = 256;

    private readonly ConcurrentDictionary<Guid, Channel<object>> watchers = [];

    // Proxies close what says nothing for a minute.
    private static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(25);

    private readonly ITimer beats;

    public LiveEvents(CityDatabase database, TimeProvider time)
    {
        database.Committed += Tell;
        beats = time.CreateTimer(_ => Tell([new LiveBeat()]), null, BeatEvery, BeatEvery);
    }

    public void Dispose() => beats.Dispose();

    /// <summary>Everything that happens from now on, until the watcher goes away. It begins with a
    /// <see cref="LiveBeat"/>, which tells the browser, and whatever stands between, that the line
    /// is open.</summary>
    public async IAsyncEnumerable<object> WatchAsync(
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken stop)
    {
        var id = Guid.CreateVersion7();
        var channel = Channel.CreateBounded<object>(
            new BoundedChannelOptions(WaitingMax) { FullMode = BoundedChannelFullMode.DropOldest });
        channel.Writer.TryWrite(new LiveBeat());
        watchers[id] = channel;
        try
        {
            await foreach (var happening in channel.Reader.ReadAllAsync(stop))
            {
                yield return happening;
            }
        }
        finally
        {
            watchers.TryRemove(id, out _);
        }
    }

    /// <summary>Hands happenings to all who watch here.</summary>
    public void Tell(IReadOnlyList<object> happenings)
    {
        foreach (var channel in watchers.Values)
        {
            foreach (var happening in happenings)
            {
                channel.Writer.TryWrite(happening);
            }
        }
    }
}
