using System.Collections.Concurrent;
using System.Data.Common;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CivicLoop.Domain;
using CivicLoop.Domain.Inspections;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Standards;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CivicLoop.Bench;

/// <summary>Whole visits over HTTP, durable and journaled, against the same rows of visits, answers
/// and journal: they are read from the city, taken out, and written again by the driver alone, a
/// durable transaction for each visit. As many visits as a tenth of <c>--cases</c>.</summary>
internal static class VisitsBench
{
    private const int CasesOfVisit = 10;
    private const int Ok = 200;

    // The program compiles what it does most anew while it runs; before, it is not what a city has
    // after its first hour.
    private const int WarmMin = 5_000;

    // The program stores more: the burden of the unit and the sums scores are computed from.
    private const double RatioMin = 0.5;

    private sealed record Rows(Visit Visit, IReadOnlyList<VisitAnswer> Answers,
        IReadOnlyList<StoredEntry> Entries);

    public static async Task RunAsync(BenchRun run)
    {
        var count = Math.Max(run.Clients, run.Cases / CasesOfVisit);
        Console.WriteLine($"{count:N0} visits, {run.Clients} callers");
        var made = await PhonesCity.MakeAsync(run, "visits", run.Clients);
        var now = TimeProvider.System.GetUtcNow();
        var warm = Math.Max(count, WarmMin);
        var requests = Enumerable.Range(0, warm + count)
            .Select(n => Request(made, n, now, run.Port)).ToList();
        double served;
        await using (await ServedCity.StartAsync(made.Options, run.Port, run.Stop))
        {
            await HttpLoad.SendAsync(run.Port, requests[..warm], run.Clients, Ok);
            var (seconds, waits) = await HttpLoad.SendAsync(
                run.Port, requests[warm..], run.Clients, Ok);
            served = count / seconds;
            run.Tell("visits a second", $"{BenchRun.Number(served)} ({waits})");
        }

        var raw = await RawAsync(run, made, count);
        run.Tell("the same rows raw, visits a second", BenchRun.Number(raw));
        run.Hold("visits to raw rows", served / raw, RatioMin);
    }

    private static async Task<double> RawAsync(BenchRun run, PhonesCity made, int count)
    {
        var (rows, maps) = await TakeOutAsync(run, made, count);
        var queue = new ConcurrentQueue<Rows>(rows);
        // One writer is all SQLite takes; on PostgreSQL there are as many as there were callers.
        var writers = made.Options.Database is null ? 1 : run.Clients;
        var clock = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, writers).Select(_ => Task.Run(async () =>
        {
            await using var database = await OpenAsync(made, run.Stop);
            while (queue.TryDequeue(out var one))
            {
                await using var transaction = await database.BeginTransactionAsync(run.Stop);
                foreach (var row in new object[] { one.Visit }.Concat(one.Answers)
                    .Concat(one.Entries))
                {
                    await using var insert = Insert(database, maps[row.GetType()], row);
                    insert.Transaction = transaction;
                    await insert.ExecuteNonQueryAsync(run.Stop);
                }

                await transaction.CommitAsync(run.Stop);
            }
        })));
        return rows.Count / clock.Elapsed.TotalSeconds;
    }

    private static async Task<(IReadOnlyList<Rows> Rows, Dictionary<Type, TableMap> Maps)>
        TakeOutAsync(BenchRun run, PhonesCity made, int count)
    {
        await using var city = (await RunningCity.OpenAsync(
            made.Options, TimeProvider.System, run.Stop)).Value;
        await using var context = city.Database.OpenContext();
        var rows = await ReadAsync(context, count, run.Stop);
        await city.Database.WriteAsync(
            async session =>
            {
                await session.ExecuteAsync("DELETE FROM visit_answers");
                await session.ExecuteAsync("DELETE FROM visits");
                return (Outcome<int>)await session.ExecuteAsync(
                    "DELETE FROM journal WHERE kind LIKE 'visit.%'");
            },
            run.Stop);
        return (
            rows,
            new[] { typeof(Visit), typeof(VisitAnswer), typeof(StoredEntry) }
                .ToDictionary(type => type, type => TableMap.Of(context.Model, type)));
    }

    private static async Task<IReadOnlyList<Rows>> ReadAsync(
        CityContext context, int count, CancellationToken stop)
    {
        var visits = await context.Set<Visit>().OrderByDescending(row => row.DoneAt).Take(count)
            .ToListAsync(stop);
        var answers = (await context.Set<VisitAnswer>().ToListAsync(stop))
            .ToLookup(row => row.VisitId);
        var entries = (await context.Set<StoredEntry>()
            .Where(row => row.Kind.StartsWith("visit.")).ToListAsync(stop))
            .ToLookup(row => row.SubjectId);
        return
        [
            .. visits.Select(one => new Rows(
                one, [.. answers[one.Id]], [.. entries[one.Id].OrderBy(row => row.N)])),
        ];
    }

    private static async Task<DbConnection> OpenAsync(PhonesCity made, CancellationToken stop)
    {
        DbConnection database = made.Options.Database is { } server
            ? new NpgsqlConnection(server)
            : new SqliteConnection(DataFolder.Visit(made.Options).ConnectionString);
        await database.OpenAsync(stop);
        if (database is SqliteConnection)
        {
            await using var set = database.CreateCommand();
            set.CommandText = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;";
            await set.ExecuteNonQueryAsync(stop);
        }

        return database;
    }

    private static DbCommand Insert(DbConnection database, TableMap map, object row)
    {
        var insert = database.CreateCommand();
        insert.CommandText = map.InsertSql;
        foreach (var column in map.Columns.Where(column => !column.IsGenerated))
        {
            var value = insert.CreateParameter();
            (value.ParameterName, value.Value) = (column.Parameter, column.Value(row));
            insert.Parameters.Add(value);
        }

        return insert;
    }

    private static byte[] Request(PhonesCity made, int n, DateTimeOffset now, int port)
    {
        var (site, kind) = made.Sites[n % made.Sites.Count];
        var body = JsonSerializer.SerializeToUtf8Bytes(new
        {
            site, begunAt = now, walkedM = 300,
            answers = made.Items[kind].Select(item => new
            {
                item = item.Code,
                found = item.Rule.Kind switch
                {
                    CountRuleKind.YesNo => 1,
                    CountRuleKind.Count => item.Rule.Need,
                    CountRuleKind.Ratio => 100,
                    _ => 0,
                },
                of = item.Rule.Kind == CountRuleKind.Ratio ? 100 : (int?)null,
                state = item.Rule.Kind == CountRuleKind.State ? "A" : null,
            }),
        });
        var head = string.Create(
            CultureInfo.InvariantCulture,
            $"POST /api/v1/visits/{Ids.New(now)}/sheet HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\n"
            + $"Authorization: Bearer {made.Tokens[n % made.Tokens.Count]}\r\n"
            + $"Content-Type: application/json\r\nContent-Length: {body.Length}\r\n\r\n");
        return [.. Encoding.ASCII.GetBytes(head), .. body];
    }
}
