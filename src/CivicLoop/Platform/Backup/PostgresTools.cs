using System.ComponentModel;
using System.Diagnostics;
using CivicLoop.Domain.Problems;
using Npgsql;

namespace CivicLoop.Platform.Backup;

/// <summary>PostgreSQL's own programs, which alone know all of its dump's details.</summary>
internal static class PostgresTools
{
    /// <summary>Error: pg_dump is missing, or what it says.</summary>
    public static Task<Problem?> DumpAsync(
        string connectionString, string file, CancellationToken stop) => RunAsync(
            "pg_dump", connectionString,
            ["--format=custom", "--no-owner", "--no-privileges", "--file", file], stop);

    /// <summary>Error: pg_restore is missing, or what it says; then nothing was restored.</summary>
    public static Task<Problem?> RestoreAsync(
        string connectionString, string file, CancellationToken stop) => RunAsync(
            "pg_restore", connectionString,
            [
                "--no-owner", "--no-privileges", "--single-transaction", "--exit-on-error", file,
            ],
            stop);

    private static async Task<Problem?> RunAsync(
        string program, string connectionString, string[] arguments, CancellationToken stop)
    {
        var to = new NpgsqlConnectionStringBuilder(connectionString);
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardError = true,
            ArgumentList =
            {
                "--host", to.Host ?? "localhost", "--port", $"{to.Port}",
                "--dbname", to.Database ?? to.Username ?? "", "--no-password",
            },
        };
        if (to.Username is { } user)
        {
            start.ArgumentList.Add("--username");
            start.ArgumentList.Add(user);
        }

        // Arguments can be read by everybody on the machine, the environment cannot.
        if (to.Password is { } password)
        {
            start.Environment["PGPASSWORD"] = password;
        }

        Array.ForEach(arguments, start.ArgumentList.Add);
        try
        {
            using var run = Process.Start(start)!;
            var said = await run.StandardError.ReadToEndAsync(stop);
            await run.WaitForExitAsync(stop);
            return run.ExitCode == 0
                ? null
                : new Problem(ProblemCode.ToolFailed, null, program, said.Trim());
        }
        catch (Win32Exception)
        {
            return new Problem(ProblemCode.ToolMissing, null, program);
        }
    }
}
