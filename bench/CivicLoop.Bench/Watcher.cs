using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CivicLoop.Bench;

/// <summary>A page that stands open somewhere and hears of every change: a plain connection to
/// <c>/events</c>, because five hundred browsers do not fit beside the program.</summary>
internal sealed class Watcher : IDisposable
{
    private static readonly byte[] Told = "event: case"u8.ToArray();

    private readonly Socket socket = new(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private readonly StringBuilder? heard;
    private int matched;
    private int count;

    /// <param name="listens">Whether it keeps what it hears with the time, or only counts it.
    /// </param>
    public Watcher(bool listens) => heard = listens ? new StringBuilder() : null;

    /// <summary>Changes it was told of.</summary>
    public int Count => Volatile.Read(ref count);

    /// <summary>When each case was first heard of, by its number.</summary>
    public Dictionary<string, long> Seen { get; } = [];

    /// <summary>Connects, and listens in the background until it is disposed of.</summary>
    public async Task BeginAsync(int port)
    {
        await socket.ConnectAsync(IPAddress.Loopback, port);
        await socket.SendAsync(
            Encoding.ASCII.GetBytes($"GET /events HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n\r\n"));
        _ = Task.Run(ListenAsync);
    }

    public void Dispose() => socket.Dispose();

    private async Task ListenAsync()
    {
        var buffer = new byte[8 * 1024];
        try
        {
            int read;
            while ((read = await socket.ReceiveAsync(buffer)) > 0)
            {
                Tally(buffer.AsSpan(0, read));
            }
        }
        catch (Exception gone) when (gone is SocketException or ObjectDisposedException)
        {
            // The bench is over.
        }
    }

    private void Tally(ReadOnlySpan<byte> part)
    {
        // A word may be cut between two parts.
        foreach (var sign in part)
        {
            matched = sign == Told[matched] ? matched + 1 : sign == Told[0] ? 1 : 0;
            if (matched == Told.Length)
            {
                matched = 0;
                Interlocked.Increment(ref count);
            }
        }

        if (heard is not null)
        {
            Note(part);
        }
    }

    private void Note(ReadOnlySpan<byte> part)
    {
        const string Before = "\"number\":\"";
        var now = System.Diagnostics.Stopwatch.GetTimestamp();
        heard!.Append(Encoding.UTF8.GetString(part));
        var text = heard.ToString();
        var done = 0;
        int at;
        while ((at = text.IndexOf(Before, done, StringComparison.Ordinal)) >= 0
            && text.IndexOf('"', at + Before.Length) is > 0 and var end)
        {
            Seen.TryAdd(text[(at + Before.Length)..end], now);
            done = end;
        }

        heard.Remove(0, done);
    }
}
