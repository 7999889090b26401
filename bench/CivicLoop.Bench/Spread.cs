using System.Diagnostics;

namespace CivicLoop.Bench;

/// <summary>How long the same thing took, many times over, in milliseconds.</summary>
internal sealed record Spread(double Half, double Most)
{
    /// <summary>Runs something some times unmeasured, then measured.</summary>
    public static async Task<Spread> OfAsync(int times, Func<int, Task> once)
    {
        // The first runs compile the queries and fill the caches.
        for (var n = 0; n < Math.Min(times, WarmUps); n++)
        {
            await once(n);
        }

        var took = new double[times];
        for (var n = 0; n < times; n++)
        {
            var start = Stopwatch.GetTimestamp();
            await once(n);
            took[n] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        return Of(took);
    }

    public static Spread Of(double[] took)
    {
        Array.Sort(took);
        return new Spread(
            took[took.Length / 2], took[Math.Min(took.Length - 1, took.Length * 99 / 100)]);
    }

    public override string ToString() =>
        $"p50 {BenchRun.Number(Half)} ms, p99 {BenchRun.Number(Most)} ms";

    private const int WarmUps = 20;
}
