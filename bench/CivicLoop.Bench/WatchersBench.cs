using System.Diagnostics;
using System.Net.Http.Json;
using System.Text.Json;
using CivicLoop.Platform;

namespace CivicLoop.Bench;

/// <summary>Five hundred open pages while a hundred cases a second change: whether everybody hears
/// of every case, how soon, and what it costs those who report.</summary>
internal static class WatchersBench
{
    private const int Watchers = 500;

    // Those whose every event is timed; more would take the processor from the program.
    private const int Timed = 20;

    private const int ChangesASecond = 100;
    private const int Seconds = 20;
    private const double SeenWithinMax = 1_000;

    private static readonly TimeSpan SettleMax = TimeSpan.FromSeconds(10);

    public static async Task RunAsync(BenchRun run)
    {
        var options = new CityOptions { Data = Path.Combine(run.Folder, "watchers") };
        Reports reports;
        await using (var city = await BenchCity.CreateAsync("kunming", options))
        {
            reports = new Reports(city.City.City.Current);
        }

        await using var served = await ServedCity.StartAsync(options, run.Port, run.Stop);
        await PacedAsync(run, reports, first: 0);
        var (_, alone) = await PacedAsync(run, reports, ChangesASecond * Seconds);
        var watchers = Enumerable.Range(0, Watchers).Select(n => new Watcher(n < Timed)).ToList();
        try
        {
            await Task.WhenAll(watchers.Select(one => one.BeginAsync(run.Port)));
            await Task.Delay(TimeSpan.FromSeconds(1), run.Stop);
            var (sent, watched) = await PacedAsync(run, reports, 2 * ChangesASecond * Seconds);
            await SettledAsync(watchers, sent.Count, run.Stop);
            Tell(run, watchers, sent, alone, watched);
        }
        finally
        {
            watchers.ForEach(one => one.Dispose());
        }
    }

    private static void Tell(
        BenchRun run, List<Watcher> watchers, IReadOnlyDictionary<string, long> sent,
        Spread alone, Spread watched)
    {
        var seen = watchers[..Timed].SelectMany(one => sent
            .Where(pair => one.Seen.ContainsKey(pair.Key))
            .Select(pair => Stopwatch.GetElapsedTime(pair.Value, one.Seen[pair.Key])
                .TotalMilliseconds)).ToArray();
        run.Tell("cases changed a second", $"{ChangesASecond} for {Seconds} s");
        run.Tell("answers without watchers", $"{alone}");
        run.Tell($"answers with {Watchers} watchers", $"{watched}");
        run.Hold(
            "changes somebody did not hear of",
            watchers.Sum(one => Math.Max(0, sent.Count - one.Count)), 0, atLeast: false);
        run.Hold(
            "changes that were not the ones sent", (Timed * sent.Count) - seen.Length, 0,
            atLeast: false);
        run.Tell("from sending to being seen", $"{Spread.Of(seen)}");
        run.Hold("seen within, p99, ms", Spread.Of(seen).Most, SeenWithinMax, atLeast: false);
    }

    // Reports at an even pace, whether or not the ones before were answered.
    private static async Task<(IReadOnlyDictionary<string, long> Sent, Spread Waits)> PacedAsync(
        BenchRun run, Reports reports, int first)
    {
        using var client = new HttpClient
        {
            BaseAddress = new Uri($"http://127.0.0.1:{run.Port}"),
        };
        var clock = Stopwatch.StartNew();
        var going = new List<Task<(string Number, long At, double Wait)>>();
        for (var n = 0; n < ChangesASecond * Seconds; n++)
        {
            var wait = TimeSpan.FromSeconds((double)n / ChangesASecond) - clock.Elapsed;
            if (wait > TimeSpan.Zero)
            {
                await Task.Delay(wait, run.Stop);
            }

            going.Add(SendAsync(client, reports.Body(first + n), run.Stop));
        }

        var done = await Task.WhenAll(going);
        return (
            done.ToDictionary(one => one.Number, one => one.At),
            Spread.Of([.. done.Select(one => one.Wait)]));
    }

    private static async Task<(string Number, long At, double Wait)> SendAsync(
        HttpClient client, object body, CancellationToken stop)
    {
        var at = Stopwatch.GetTimestamp();
        using var answer = await client.PostAsJsonAsync("/api/v1/cases", body, stop);
        answer.EnsureSuccessStatusCode();
        var made = await answer.Content.ReadFromJsonAsync<JsonElement>(stop);
        return (
            made.GetProperty("number").GetString()!, at,
            Stopwatch.GetElapsedTime(at).TotalMilliseconds);
    }

    private static async Task SettledAsync(
        List<Watcher> watchers, int changes, CancellationToken stop)
    {
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < SettleMax && watchers.Exists(one => one.Count < changes))
        {
            await Task.Delay(100, stop);
        }
    }
}
