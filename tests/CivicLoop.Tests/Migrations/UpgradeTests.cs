using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;

namespace CivicLoop.Tests.Migrations;

/// <summary>A database of the version before comes up to date with what was in it.</summary>
public sealed class UpgradeTests
{
    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Cells_are_counted_when_a_city_without_them_is_upgraded(
        DatabaseEngine engine)
    {
        await using var test = await TestDatabase.CreateAsync(engine);
        using var folder = DataFolder.Visit(test.Options);
        Migrator.Apply(engine, folder.ConnectionString, last: "0005");
        await using (var old = folder.Open())
        {
            await old.WriteAsync(async session =>
                (Outcome<int>)await session.ExecuteAsync(OpenCase(engine)));
        }

        await using var upgraded = folder.OpenDatabase(TimeProvider.System).Value;
        var counted = await upgraded.WriteAsync(async session =>
            (Outcome<string>)$"{await session.ScalarAsync(
                "SELECT SUM(open_public) FROM case_cells WHERE zoom = 14")}");
        Assert.Equal("1", counted.Value);
        Assert.Equal(
            Migrator.Names(engine), Migrator.Applied(engine, folder.ConnectionString));
    }

    [Fact]
    public async Task A_copy_is_kept_before_an_embedded_database_is_upgraded()
    {
        await using var test = await TestDatabase.CreateAsync(DatabaseEngine.Sqlite);
        using var folder = DataFolder.Visit(test.Options);
        Migrator.Apply(DatabaseEngine.Sqlite, folder.ConnectionString, last: "0005");
        await using var upgraded = folder.OpenDatabase(TimeProvider.System).Value;
        var copy = Assert.Single(
            Directory.GetFiles(folder.Path, "city-before-migration-*.db"));
        var names = Migrator.Applied(DatabaseEngine.Sqlite, $"Data Source={copy}");
        Assert.Equal("0005", names[^1][..4]);
    }

    // Only what the columns demand; the position lies in the test city.
    private static string OpenCase(DatabaseEngine engine)
    {
        var (id, at, hash) = engine == DatabaseEngine.Sqlite
            ? ("x'01890000000070008000000000000001'", "1000000", "x'00'")
            : ("'01890000-0000-7000-8000-000000000001'", "now()", "'\\x00'");
        return $"""
            INSERT INTO cases (id, number, source, state, is_open, class_code, condition_n,
                lon, lat, cell_key, line_kind, territory_kind, next_due_at, reported_at,
                updated_at, independently_checked, dispatches, returns, wrong_returns, reworks,
                extensions, suspensions, reopenings, urges, supporters, is_private,
                pictures_released, version, journal_n, journal_hash)
            VALUES ({id}, 'old-1', 'Resident', 'Reported', TRUE, 'E0102', 1, 102.0, 25.0,
                3000000000000000000, 'WorkingHours', 'WorkingHours', {at}, {at}, {at}, FALSE,
                0, 0, 0, 0, 0, 0, 0, 0, 0, FALSE, FALSE, 1, 0, {hash})
            """;
    }
}
