using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Modules.Dashboards;
using CivicLoop.Modules.Simulation;
using CivicLoop.Platform;
using CivicLoop.Platform.City;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CivicLoop.Bench;

/// <summary>A city opened in the bench's own process.</summary>
internal sealed class BenchCity : IAsyncDisposable
{
    private BenchCity(CityOptions options, RunningCity city, ServiceProvider services)
    {
        Options = options;
        City = city;
        Services = services;
    }

    public CityOptions Options { get; }

    public RunningCity City { get; }

    public ServiceProvider Services { get; }

    public static async Task<BenchCity> CreateAsync(string pack, CityOptions options)
    {
        if (options.Database is null && Directory.Exists(options.Data))
        {
            Directory.Delete(options.Data, recursive: true);
        }

        var city = (await RunningCity.OpenEmptyAsync(options, TimeProvider.System)).Value;
        var services = Composition.ServicesOf(city, TimeProvider.System);
        var read = PackReader.Read(PackPlaces.Find(pack).Value).Value;
        var installed = await services.GetRequiredService<CityInstaller>().InstallAsync(read);
        if (installed.Problem is { } problem)
        {
            throw new InvalidOperationException(problem.ToString());
        }

        await city.City.ReloadAsync(city.Database);
        return new BenchCity(options, city, services);
    }

    /// <summary>A year of the demonstration city with this many cases, kept from one run to the
    /// next; a fill that was interrupted goes on.</summary>
    public static async Task<BenchCity> FilledAsync(BenchRun run, int cases)
    {
        var options = await OptionsAsync(run, cases);
        var mark = Path.Combine(options.Data, "filled");
        if (!File.Exists(mark))
        {
            Console.WriteLine($"  filling {options.Data} …");
            await using (var fresh = await CreateAsync("kunming", options))
            {
                var request = new SimulateRequest(
                    Days: 365, cases, Seed: 1, TimeProvider.System.GetUtcNow());
                var played = await fresh.Services.GetRequiredService<SimulateCases>()
                    .RunAsync(request, run.Stop);
                if (played.Problem is { } refused || played.Value.Interrupted)
                {
                    throw new OperationCanceledException($"{options.Data} was not filled whole.");
                }

                // A server left alone would do so within minutes; its plans wait for it.
                if (options.Database is { } filled)
                {
                    await using var source = NpgsqlDataSource.Create(filled);
                    await using var analyze = source.CreateCommand("VACUUM ANALYZE");
                    analyze.CommandTimeout = 0;
                    await analyze.ExecuteNonQueryAsync(run.Stop);
                }
            }

            File.WriteAllText(mark, "");
        }

        var city = (await RunningCity.OpenAsync(options, TimeProvider.System, run.Stop)).Value;
        var services = Composition.ServicesOf(city, TimeProvider.System);

        // A served city fills its index of words in the background; what is measured has it whole.
        await services.GetRequiredService<CaseIndex>().FillAsync(run.Stop);
        await services.GetRequiredService<CountWeeks>().RunAsync(run.Stop);
        return new BenchCity(options, city, services);
    }

    private static async Task<CityOptions> OptionsAsync(BenchRun run, int cases)
    {
        if (run.Postgres is not { } server)
        {
            return new CityOptions { Data = Path.Combine(run.Folder, $"cases-{cases}") };
        }

        var data = Path.Combine(run.Folder, $"cases-{cases}-postgres");
        var name = $"civicloop_cases_{cases}";
        return File.Exists(Path.Combine(data, "filled"))
            ? At(server, name, data)
            : await EmptyAsync(run, server, name, data);
    }

    /// <summary>A database of its own, empty; null keeps SQLite files in the folder.</summary>
    public static async Task<CityOptions> EmptyAsync(BenchRun run, string name)
    {
        var data = Path.Combine(run.Folder, name);
        return run.Postgres is { } server
            ? await EmptyAsync(run, server, $"civicloop_{name}", data)
            : new CityOptions { Data = data };
    }

    private static async Task<CityOptions> EmptyAsync(
        BenchRun run, string server, string name, string data)
    {
        await using var source = NpgsqlDataSource.Create(server);
        await using var drop = source.CreateCommand($"DROP DATABASE IF EXISTS {name}");
        await drop.ExecuteNonQueryAsync(run.Stop);
        await using var create = source.CreateCommand($"CREATE DATABASE {name}");
        await create.ExecuteNonQueryAsync(run.Stop);
        return At(server, name, data);
    }

    private static CityOptions At(string server, string name, string data)
    {
        var at = new NpgsqlConnectionStringBuilder(server) { Database = name };
        return new CityOptions { Data = data, Database = at.ConnectionString };
    }

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        await City.DisposeAsync();
    }
}
