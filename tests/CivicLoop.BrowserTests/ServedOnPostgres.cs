using CivicLoop.Platform;
using CivicLoop.Platform.City;
using Npgsql;

namespace CivicLoop.BrowserTests;

/// <summary>The same city on a PostgreSQL database of its own, gone afterwards.</summary>
public sealed class ServedOnPostgres : ServedCity
{
    private const string Variable = "CIVICLOOP_TEST_POSTGRES";

    private readonly string name = $"b_{Guid.CreateVersion7():N}";

    private static string? Server =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } server ? server : null;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await RunAsync($"DROP DATABASE IF EXISTS {name} WITH (FORCE)");
    }

    private protected override async Task<RunningCity> OpenAsync(string folder)
    {
        Assert.SkipWhen(Server is null, $"{Variable} is not set");
        await RunAsync($"CREATE DATABASE {name}");
        return await InstalledCity.MakeAsync(new CityOptions
        {
            Data = folder,
            Database = new NpgsqlConnectionStringBuilder(Server)
            {
                Database = name, MaxPoolSize = 20,
            }.ToString(),
        });
    }

    private static async Task RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(Server);
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await command.ExecuteNonQueryAsync();
    }
}
