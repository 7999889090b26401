using System.Buffers.Text;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace CivicLoop.Bench;

/// <summary>Callers that send prepared requests one after the other over kept connections. Written
/// on sockets, because on two cores a full client would cost as much as the program it measures.
/// </summary>
internal static class HttpLoad
{
    /// <summary>Sends all requests; answers the seconds it took and how long each waited. Errors:
    /// InvalidOperationException with the answer where it is not the expected status.</summary>
    public static async Task<(double Seconds, Spread Waits)> SendAsync(
        int port, IReadOnlyList<byte[]> requests, int clients, int status)
    {
        var next = -1;
        var waits = new double[requests.Count];
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, clients).Select(_ => Task.Run(async () =>
        {
            using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
            await socket.ConnectAsync(IPAddress.Loopback, port);
            var buffer = new byte[64 * 1024];
            int n;
            while ((n = Interlocked.Increment(ref next)) < requests.Count)
            {
                var start = Stopwatch.GetTimestamp();
                await socket.SendAsync(requests[n]);
                await AnswerAsync(socket, buffer, status);
                waits[n] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            }
        })));
        return (clock.Elapsed.TotalSeconds, Spread.Of(waits));
    }

    private static async Task AnswerAsync(Socket socket, byte[] buffer, int status)
    {
        var filled = 0;
        while (!IsWhole(buffer.AsSpan(0, filled)))
        {
            var read = filled < buffer.Length
                ? await socket.ReceiveAsync(buffer.AsMemory(filled))
                : 0;
            if (read == 0)
            {
                throw new InvalidOperationException("The connection ended within an answer.");
            }

            filled += read;
        }

        // "HTTP/1.1 201 Created"
        if (!Utf8Parser.TryParse(buffer.AsSpan(9, 3), out int got, out _) || got != status)
        {
            throw new InvalidOperationException(
                System.Text.Encoding.UTF8.GetString(buffer, 0, Math.Min(filled, 1_000)));
        }
    }

    private static bool IsWhole(ReadOnlySpan<byte> answer)
    {
        var end = answer.IndexOf("\r\n\r\n"u8);
        if (end < 0)
        {
            return false;
        }

        var head = answer[..end];
        var body = answer[(end + 4)..];
        var length = head.IndexOf("Content-Length: "u8);
        return length < 0
            ? body.EndsWith("0\r\n\r\n"u8)
            : Utf8Parser.TryParse(head[(length + 16)..], out int bytes, out _)
                && body.Length >= bytes;
    }
}
