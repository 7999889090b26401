using System.Globalization;
using CivicLoop.Platform;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;

namespace CivicLoop.Tests.Migrations;

/// <summary>A column as the database knows it.</summary>
internal sealed record StoredColumn(string Table, string Name, bool IsNullable);

/// <summary>A database that all migrations were applied to, and what came out.</summary>
internal sealed class MadeSchema : IAsyncDisposable
{
    private readonly TestDatabase test;

    private MadeSchema(TestDatabase test, CityDatabase database)
    {
        this.test = test;
        Database = database;
    }

    public CityDatabase Database { get; }

    public CityOptions Options => test.Options;

    public static async Task<MadeSchema> CreateAsync(DatabaseEngine engine)
    {
        var test = await TestDatabase.CreateAsync(engine);
        using var folder = DataFolder.Visit(test.Options);
        return new MadeSchema(test, folder.OpenDatabase(TimeProvider.System).Value);
    }

    public async Task<IReadOnlyList<StoredColumn>> ColumnsAsync()
    {
        // The search's terms are a virtual table with its parts on one engine, an index on the
        // other.
        var sql = Database.Engine == DatabaseEngine.Sqlite
            ? """
              SELECT m.name, c.name, c."notnull" = 0 AND c.pk = 0
              FROM sqlite_master m JOIN pragma_table_info(m.name) c
              WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%'
                AND m.name NOT LIKE 'case_search_terms%'
                AND lower(m.name) <> 'schemaversions'
              """
            : """
              SELECT table_name, column_name, CASE is_nullable WHEN 'YES' THEN 1 ELSE 0 END
              FROM information_schema.columns
              WHERE table_schema = 'public' AND table_name <> 'schemaversions'
              """;
        var rows = await ReadAsync(sql, row => new StoredColumn(
            row.GetString(0), row.GetString(1),
            Convert.ToInt64(row.GetValue(2), CultureInfo.InvariantCulture) == 1));
        return
        [
            .. rows.OrderBy(column => column.Table, StringComparer.Ordinal)
                .ThenBy(column => column.Name, StringComparer.Ordinal),
        ];
    }

    /// <summary>Names of the indexes the migrations made by name.</summary>
    public async Task<IReadOnlyList<string>> IndexesAsync()
    {
        var sql = Database.Engine == DatabaseEngine.Sqlite
            ? "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
            : """
              SELECT indexname FROM pg_indexes WHERE schemaname = 'public'
                AND tablename <> 'schemaversions'
                AND indexname NOT LIKE '%_key' AND indexname NOT LIKE '%_pkey'
                AND indexname <> 'case_search_terms'
              """;
        var names = await ReadAsync(sql, row => row.GetString(0));
        return [.. names.Order(StringComparer.Ordinal)];
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        await test.DisposeAsync();
    }

    private async Task<List<T>> ReadAsync<T>(
        string sql, Func<System.Data.Common.DbDataReader, T> read)
    {
        await using var connection = await Database.OpenReadAsync(CancellationToken.None);
        await using var command = connection.CreateCommand();
        command.CommandText = sql;
        await using var rows = await command.ExecuteReaderAsync();
        var found = new List<T>();
        while (await rows.ReadAsync())
        {
            found.Add(read(rows));
        }

        return found;
    }
}
