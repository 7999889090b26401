using System.Data.Common;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;

namespace CivicLoop.Tests.Database;

/// <summary>Writes that come at once are committed together; nobody answers for another's.
/// </summary>
public sealed class SharedCommitTests
{
    private const int Writes = 200;

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task All_writes_that_come_at_once_are_stored(DatabaseEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        using var folder = DataFolder.Visit(test.Options);
        await using var database = folder.OpenDatabase(TimeProvider.System).Value;
        var stored = await Task.WhenAll(Enumerable.Range(0, Writes)
            .Select(n => StoreAsync(database, $"place-{n}")));
        Assert.All(stored, outcome => Assert.Null(outcome.Problem));
        Assert.Equal(Writes, await CountAsync(database));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_write_that_cannot_be_stored_takes_no_other_along(DatabaseEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        using var folder = DataFolder.Visit(test.Options);
        await using var database = folder.OpenDatabase(TimeProvider.System).Value;
        await StoreAsync(database, "place-7");
        var told = await Task.WhenAll(Enumerable.Range(0, Writes).Select(async n =>
        {
            try
            {
                await StoreAsync(database, $"place-{n}");
                return -1;
            }
            catch (DbException)
            {
                return n;
            }
        }));
        Assert.Equal([7], told.Where(n => n >= 0));
        Assert.Equal(Writes, await CountAsync(database));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_write_that_ends_in_a_problem_leaves_nothing(DatabaseEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        using var folder = DataFolder.Visit(test.Options);
        await using var database = folder.OpenDatabase(TimeProvider.System).Value;
        var refused = await database.WriteAsync(async session =>
        {
            await StoreAsync(session, "place-1");
            return (Outcome<int>)new Problem(ProblemCode.NotFound, "case", "1");
        });
        Assert.Equal(ProblemCode.NotFound, refused.Problem?.Code);
        Assert.Equal(0, await CountAsync(database));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task What_comes_last_is_stored_after_all_the_rest(DatabaseEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        using var folder = DataFolder.Visit(test.Options);
        await using var database = folder.OpenDatabase(TimeProvider.System).Value;
        var stored = await database.WriteAsync(async session =>
        {
            await session.RunLastAsync(
                (1, 0), "UPDATE case_numbers SET last = last + @by", ("@by", 41L));
            await StoreAsync(session, "place-1");
            return (Outcome<int>)0;
        });
        Assert.Null(stored.Problem);
        var last = await database.WriteAsync(async session =>
            (Outcome<string>)$"{await session.ScalarAsync("SELECT last FROM case_numbers")}");
        Assert.Equal("42", last.Value);
    }

    private static Task<Outcome<int>> StoreAsync(CityDatabase database, string prefix) =>
        database.WriteAsync(async session =>
        {
            await StoreAsync(session, prefix);
            return (Outcome<int>)1;
        });

    private static Task StoreAsync(WriteSession session, string prefix) =>
        session.RunLaterAsync(
            "INSERT INTO case_numbers (prefix, last) VALUES (@prefix, @last)",
            ("@prefix", prefix), ("@last", 1L));

    private static async Task<long> CountAsync(CityDatabase database)
    {
        var counted = await database.WriteAsync(async session => (Outcome<string>)$"{
            await session.ScalarAsync("SELECT COUNT(*) FROM case_numbers")}");
        return long.Parse(counted.Value, System.Globalization.CultureInfo.InvariantCulture);
    }
}
