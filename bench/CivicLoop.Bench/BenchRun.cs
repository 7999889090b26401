using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace CivicLoop.Bench;

/// <summary>One line of a bench's table.</summary>
/// <param name="Target">What the number is held against; null where it is only told.</param>
/// <param name="Met">Null without a target.</param>
internal sealed record Measured(string What, string Value, string? Target = null, bool? Met = null);

/// <summary>A run of a bench: what was asked for, on what machine, and what came of it. It is shown
/// as a table and kept under <c>bench/results</c>.</summary>
internal sealed class BenchRun(string name, CancellationToken stop)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    private readonly List<Measured> lines = [];
    private readonly string loadBefore = Load();

    public required int Cases { get; init; }

    public required int Clients { get; init; }

    public required IReadOnlyList<int> Sizes { get; init; }

    public required string Folder { get; init; }

    public string? File { get; init; }

    public required int Port { get; init; }

    /// <summary>Server whose databases hold the filled cities; null for SQLite files.</summary>
    public string? Postgres { get; init; }

    public CancellationToken Stop => stop;

    /// <summary>The repository, looked for upwards from where the bench was started.</summary>
    public static string Root
    {
        get
        {
            var folder = new DirectoryInfo(AppContext.BaseDirectory);
            while (folder is not null
                && !System.IO.File.Exists(Path.Combine(folder.FullName, "CivicLoop.slnx")))
            {
                folder = folder.Parent;
            }

            return folder?.FullName ?? Environment.CurrentDirectory;
        }
    }

    public void Tell(string what, string value)
    {
        lines.Add(new Measured(what, value));
        Console.WriteLine($"  {what}: {value}");
    }

    /// <summary>A number that is to be at least, or at most, its target.</summary>
    public void Hold(string what, double value, double target, bool atLeast = true)
    {
        var met = atLeast ? value >= target : value <= target;
        var sign = atLeast ? "≥" : "≤";
        lines.Add(new Measured(what, Number(value), $"{sign} {Number(target)}", met));
        Console.WriteLine(
            $"  {what}: {Number(value)} (target {sign} {Number(target)}: "
            + $"{(met ? "met" : "missed")})");
    }

    public void Fail(string what, string why)
    {
        lines.Add(new Measured(what, why, "none", false));
        Console.WriteLine($"  {what}: {why}");
    }

    /// <summary>Keeps the results; answers 1 if a target was missed.</summary>
    public int Finish()
    {
        var now = TimeProvider.System.GetUtcNow();
        var commit = Ask("git", "rev-parse --short HEAD");
        var kept = Directory.CreateDirectory(Path.Combine(Root, "bench", "results")).FullName;
        var file = Path.Combine(
            kept,
            string.Create(
                CultureInfo.InvariantCulture, $"{now:yyyyMMdd-HHmm}-{commit}-{name}.json"));
        System.IO.File.WriteAllText(file, JsonSerializer.Serialize(
            new
            {
                Bench = name,
                At = now,
                Commit = commit,
                Machine = new
                {
                    Cpu = Cpu(),
                    Cores = Environment.ProcessorCount,
                    System = RuntimeInformation.OSDescription,
                    Runtime = RuntimeInformation.FrameworkDescription,
                },
                LoadBefore = loadBefore,
                LoadAfter = Load(),
                Engine = Postgres is null ? "SQLite" : "PostgreSQL",
                Cases,
                Clients,
                Results = lines,
            },
            Json) + "\n");
        Console.WriteLine($"Load before {loadBefore}, after {Load()}; kept as {file}");
        return lines.Any(line => line.Met == false) ? 1 : 0;
    }

    public static string Number(double value) => value.ToString(
        value >= 100 ? "N0" : "0.00", CultureInfo.InvariantCulture);

    /// <summary>What a program prints; empty where it cannot be run.</summary>
    private static string Ask(string program, string arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            RedirectStandardOutput = true,
            WorkingDirectory = Root,
        };
        using var asked = Process.Start(start);
        var said = asked?.StandardOutput.ReadToEnd().Trim() ?? "";
        return said.Length == 0 ? "unknown" : said;
    }

    private static string Load() =>
        System.IO.File.Exists("/proc/loadavg")
            ? string.Join(' ', System.IO.File.ReadAllText("/proc/loadavg").Split(' ')[..3])
            : "unknown";

    private static string Cpu() =>
        System.IO.File.Exists("/proc/cpuinfo")
            ? System.IO.File.ReadLines("/proc/cpuinfo")
                .FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))
                ?.Split(':')[^1].Trim() ?? "unknown"
            : "unknown";
}
