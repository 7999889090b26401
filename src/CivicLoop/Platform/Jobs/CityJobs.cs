namespace CivicLoop.Platform.Jobs;

/// <summary>Something the city does by itself at a fixed pace. Every job may run on two nodes in
/// the same moment: what it takes in hand it claims in the database first.</summary>
internal sealed record CityJob(
    string Name, TimeSpan Every, Func<IServiceProvider, CancellationToken, Task> Run);

/// <summary>Runs what the modules registered, each at its own pace.</summary>
internal sealed partial class CityJobs(
    IServiceProvider services, IEnumerable<CityJob> jobs, TimeProvider time, ILogger<CityJobs> log)
    : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) =>
        Task.WhenAll(jobs.Select(job => RepeatAsync(job, stoppingToken)));

    private async Task RepeatAsync(CityJob job, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(job.Every, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stop))
            {
                // Never on the clock's own thread: a clock that is set forward would wait for each.
                await Task.Yield();
                await RunAsync(job, stop);
            }
        }
        catch (OperationCanceledException)
        {
            // The program is stopping; what the job claimed is taken up after the next start.
            return;
        }
    }

    private async Task RunAsync(CityJob job, CancellationToken stop)
    {
        try
        {
            await job.Run(services, stop);
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            LogFailure(log, error, job.Name);
        }
    }

    [LoggerMessage(LogLevel.Error, "Job {Name} failed and is tried again at its next turn.")]
    private static partial void LogFailure(ILogger log, Exception error, string name);
}

/// <summary>How a module registers what it does by itself.</summary>
internal static class CityJobServices
{
    public static IServiceCollection AddJob(
        this IServiceCollection services, string name, TimeSpan every,
        Func<IServiceProvider, CancellationToken, Task> run) =>
        services.AddSingleton(new CityJob(name, every, run));
}
