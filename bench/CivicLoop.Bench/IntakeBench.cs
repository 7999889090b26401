using CivicLoop.Platform;

namespace CivicLoop.Bench;

/// <summary>Reports over HTTP, durable and journaled, against the same rows written raw on the same
/// machine in the same run.</summary>
internal static class IntakeBench
{
    // Group commit is what makes it possible: one sync for many reports.
    private const double SqliteMin = 1.0;
    private const double PostgresMin = 0.5;
    private const int Created = 201;

    public static async Task RunAsync(BenchRun run)
    {
        await SqliteAsync(run);
        if (PostgresServer.Programs is null)
        {
            run.Fail("intake on PostgreSQL", "PostgreSQL is not installed: not measured");
            return;
        }

        await PostgresAsync(run);
    }

    private static async Task SqliteAsync(BenchRun run)
    {
        Console.WriteLine($"Intake on SQLite, {run.Clients} callers");
        var options = new CityOptions { Data = Path.Combine(run.Folder, "intake-sqlite") };
        Reports reports;
        await using (var city = await BenchCity.CreateAsync("kunming", options))
        {
            reports = new Reports(city.City.City.Current);
        }

        var rows = Enumerable.Range(0, run.Cases).Select(reports.Row).ToList();
        var raw = Path.Combine(run.Folder, "raw-sqlite");
        var before = RawSqlite.RowsPerSecond(raw, rows);
        var served = await ServedAsync(run, options, reports, "SQLite");
        var after = RawSqlite.RowsPerSecond(raw, rows);
        run.Tell(
            "raw rows a second, SQLite",
            $"{BenchRun.Number(before)} before, {BenchRun.Number(after)} after");
        run.Hold("SQLite: reports to raw rows", 2 * served / (before + after), SqliteMin);
    }

    private static async Task PostgresAsync(BenchRun run)
    {
        Console.WriteLine($"Intake on PostgreSQL, {run.Clients} callers");
        await using var server = PostgresServer.Start(run.Port + 1);
        var options = new CityOptions
        {
            Data = Path.Combine(run.Folder, "intake-postgres"),
            Database = server.ConnectionString + $";Maximum Pool Size={2 * run.Clients}",
        };
        Reports reports;
        await using (var city = await BenchCity.CreateAsync("kunming", options))
        {
            reports = new Reports(city.City.City.Current);
        }

        var row = reports.Row(0);
        var before = RawPostgres.RowsPerSecond(server, row, run.Clients, run.Folder);
        var served = await ServedAsync(run, options, reports, "PostgreSQL");
        var after = RawPostgres.RowsPerSecond(server, row, run.Clients, run.Folder);
        run.Tell(
            "raw transactions a second, pgbench",
            $"{BenchRun.Number(before)} before, {BenchRun.Number(after)} after");
        run.Hold("PostgreSQL: reports to raw rows", 2 * served / (before + after), PostgresMin);
    }

    private static async Task<double> ServedAsync(
        BenchRun run, CityOptions options, Reports reports, string engine)
    {
        // As many first as are measured: a city's server runs for months, and until it has compiled
        // what it runs most, the compiler takes a third of two cores.
        var warmUp = run.Cases;
        var requests = Enumerable.Range(0, run.Cases + warmUp)
            .Select(n => reports.Request(n, run.Port)).ToList();
        await using var served = await ServedCity.StartAsync(options, run.Port, run.Stop);
        await HttpLoad.SendAsync(run.Port, requests[..warmUp], run.Clients, Created);
        var (seconds, waits) = await HttpLoad.SendAsync(
            run.Port, requests[warmUp..], run.Clients, Created);
        var rate = run.Cases / seconds;
        run.Tell($"reports a second, {engine}", $"{BenchRun.Number(rate)} ({waits})");
        return rate;
    }
}
