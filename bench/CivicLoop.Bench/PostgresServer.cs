using System.Diagnostics;
using System.Globalization;

namespace CivicLoop.Bench;

/// <summary>A PostgreSQL of the bench's own, durable as it comes: fsync and synchronous commit on.
/// </summary>
internal sealed class PostgresServer : IAsyncDisposable
{
    private readonly string folder;
    private readonly int port;

    private PostgresServer(string folder, int port)
    {
        this.folder = folder;
        this.port = port;
    }

    /// <summary>Where Debian keeps its programs; null where it is not installed.</summary>
    public static string? Programs { get; } =
        Directory.Exists("/usr/lib/postgresql")
            ? Directory.EnumerateDirectories("/usr/lib/postgresql")
                .Select(one => Path.Combine(one, "bin"))
                .Order(StringComparer.Ordinal).LastOrDefault()
            : null;

    public string ConnectionString => string.Create(
        CultureInfo.InvariantCulture,
        $"Host=127.0.0.1;Port={port};Username=civicloop;Database=postgres");

    public static PostgresServer Start(int port)
    {
        var folder = Directory.CreateTempSubdirectory("civicloop-bench-postgres-").FullName;
        var server = new PostgresServer(folder, port);
        if (Environment.IsPrivilegedProcess)
        {
            Run("chown", "postgres", folder);
        }

        server.AsOwner(
            $"initdb -D '{folder}/data' -U civicloop --auth=trust -E UTF8 --locale=C.UTF-8");
        // A quarter of a gigabyte of cache, a log that is not cut short: a small server's settings.
        var at = port.ToString(CultureInfo.InvariantCulture);
        server.AsOwner(
            $"pg_ctl -D '{folder}/data' -l '{folder}/log' -w -o \"-p {at} "
            + "-c listen_addresses=127.0.0.1 -c unix_socket_directories='' "
            + "-c shared_buffers=256MB -c max_wal_size=4GB -c max_connections=200\" start");
        return server;
    }

    /// <summary>pgbench with a script; answers the transactions a second.</summary>
    public double Pgbench(string script, int clients, int seconds)
    {
        var said = Run(
            Path.Combine(Programs!, "pgbench"), "-h", "127.0.0.1", "-p", $"{port}",
            "-U", "civicloop", "-n", "-M", "prepared", "-c", $"{clients}", "-j", "2",
            "-T", $"{seconds}", "-f", script, "postgres");
        var line = said.Split('\n')
            .First(one => one.StartsWith("tps = ", StringComparison.Ordinal));
        return double.Parse(line.Split(' ')[2], CultureInfo.InvariantCulture);
    }

    public ValueTask DisposeAsync()
    {
        AsOwner($"pg_ctl -D '{folder}/data' -m immediate stop");
        Directory.Delete(folder, recursive: true);
        return ValueTask.CompletedTask;
    }

    // PostgreSQL refuses to run as root.
    private void AsOwner(string command)
    {
        if (Environment.IsPrivilegedProcess)
        {
            Run("su", "postgres", "-s", "/bin/bash", "-c", $"cd {folder} && {Programs}/{command}");
        }
        else
        {
            Run("/bin/bash", "-c", $"cd {folder} && {Programs}/{command}");
        }
    }

    private static string Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true };
        using var run = Process.Start(start)!;
        // The server that pg_ctl starts keeps the pipe, so only what ends is read to its end.
        var isStart = arguments[^1].EndsWith(" start", StringComparison.Ordinal);
        var said = isStart ? "" : run.StandardOutput.ReadToEnd();
        run.WaitForExit();
        return run.ExitCode == 0
            ? said
            : throw new InvalidOperationException($"{program} ended with {run.ExitCode}: {said}");
    }
}
