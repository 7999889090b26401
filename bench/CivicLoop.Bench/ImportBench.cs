using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using CivicLoop.Modules.Intake;
using CivicLoop.Platform;
using Microsoft.Extensions.DependencyInjection;

namespace CivicLoop.Bench;

/// <summary>The operator's first job: another system's cases, each through the domain with its
/// journal, into SQLite.</summary>
internal static class ImportBench
{
    private const int CasesPerSecondMin = 5_000;

    public static async Task RunAsync(BenchRun run)
    {
        Console.WriteLine("Import into SQLite");
        var file = run.File ?? Repeated(run);
        var options = new CityOptions { Data = Path.Combine(run.Folder, "import") };
        await using var city = await BenchCity.CreateAsync("boston", options);
        var clock = Stopwatch.StartNew();
        var report = (await city.Services.GetRequiredService<ImportCases>().RunAsync(
            new ImportRequest(file) { RejectedFile = Path.Combine(run.Folder, "rejected.csv") },
            run.Stop)).Value;
        var seconds = clock.Elapsed.TotalSeconds;
        run.Tell("rows", $"{report.Rows:N0}: {report.New:N0} cases, {report.Rejected:N0} rejected");
        run.Hold("cases imported a second", report.New / seconds, CasesPerSecondMin);
    }

    // The pack's sample over and over, each time under other numbers.
    private static string Repeated(BenchRun run)
    {
        var sample = Path.Combine(AppContext.BaseDirectory, "packs", "boston", "sample.csv.gz");
        using var packed = new GZipStream(File.OpenRead(sample), CompressionMode.Decompress);
        using var text = new StreamReader(packed);
        var header = text.ReadLine()!;
        var rows = new List<string>();
        while (text.ReadLine() is { } row)
        {
            rows.Add(row);
        }

        var file = Path.Combine(run.Folder, "import.csv");
        using var output = new StreamWriter(file);
        output.WriteLine(header);
        for (var n = 0; n < run.Cases; n++)
        {
            output.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"{n / rows.Count}-{rows[n % rows.Count]}"));
        }

        return file;
    }
}
