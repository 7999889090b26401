using System.Diagnostics;
using CivicLoop.Platform;

namespace CivicLoop.Bench;

/// <summary>The program as an operator runs it: <c>civicloop serve</c> in a process of its own.
/// </summary>
internal sealed class ServedCity : IAsyncDisposable
{
    private static readonly TimeSpan StartMax = TimeSpan.FromMinutes(1);

    private readonly Process process;

    private ServedCity(Process process) => this.process = process;

    public static async Task<ServedCity> StartAsync(
        CityOptions options, int port, CancellationToken stop)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
        };
        foreach (var word in new[]
        {
            Path.Combine(
                BenchRun.Root, "artifacts", "bin", "CivicLoop", "release", "CivicLoop.dll"),
            "serve", "--data", options.Data, "--urls", $"http://127.0.0.1:{port}",
        })
        {
            start.ArgumentList.Add(word);
        }

        if (options.Database is not null)
        {
            start.Environment["CIVICLOOP_DATABASE"] = options.Database;
        }

        // The bench is one address that reports for a whole city.
        start.Environment["CIVICLOOP_PORTAL__REPORTSATONCE"] = "0";
        var served = new ServedCity(Process.Start(start)!);
        // What the program complains of is kept beside its city.
        var log = File.CreateText(options.Data.TrimEnd('/') + ".log");
        log.AutoFlush = true;
        served.process.OutputDataReceived += (_, line) => log.WriteLine(line.Data);
        served.process.BeginOutputReadLine();
        await served.ReadyAsync(port, stop);
        return served;
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill(entireProcessTree: true);
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private async Task ReadyAsync(int port, CancellationToken stop)
    {
        using var client = new HttpClient();
        var clock = Stopwatch.StartNew();
        while (clock.Elapsed < StartMax && !process.HasExited)
        {
            try
            {
                using var answer = await client.GetAsync(
                    new Uri($"http://127.0.0.1:{port}/health/ready"), stop);
                if (answer.IsSuccessStatusCode)
                {
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // Not listening yet.
            }

            await Task.Delay(100, stop);
        }

        await DisposeAsync();
        throw new InvalidOperationException($"The city was not ready on port {port}.");
    }
}
