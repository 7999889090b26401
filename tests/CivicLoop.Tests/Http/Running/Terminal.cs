using System.Diagnostics;

namespace CivicLoop.Tests.Http.Running;

/// <summary>The program as an operator runs it, in a process of its own.</summary>
internal static class Terminal
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(2);

    public static async Task<(int Code, string Said, string Complained)> RunAsync(
        params string[] words)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = Path.GetTempPath(),
            Environment = { ["LC_ALL"] = "en_US.UTF-8" },
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "CivicLoop.dll"));
        foreach (var word in words)
        {
            start.ArgumentList.Add(word);
        }

        using var process = Process.Start(start)!;
        using var late = new CancellationTokenSource(Longest);
        var said = process.StandardOutput.ReadToEndAsync(late.Token);
        var complained = process.StandardError.ReadToEndAsync(late.Token);
        await process.WaitForExitAsync(late.Token);
        return (process.ExitCode, await said, await complained);
    }
}
