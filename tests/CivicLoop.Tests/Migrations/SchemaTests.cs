using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CivicLoop.Tests.Migrations;

/// <summary>Holds the EF model, the SQLite schema and the PostgreSQL schema against each other.
/// </summary>
public sealed class SchemaTests
{
    [Theory, ClassData(typeof(BothEngines))]
    internal async Task The_model_maps_the_columns_the_migrations_made(DatabaseEngine engine)
    {
        await using var made = await MadeAsync(engine);
        var columns = await made.ColumnsAsync();
        await using var context = made.Database.OpenContext();
        foreach (var entity in context.Model.GetEntityTypes())
        {
            var table = entity.GetTableName()!;
            var mapped = Mapped(entity).OrderBy(column => column.Name, StringComparer.Ordinal);
            var stored = columns.Where(column => column.Table == table).ToList();
            Assert.True(stored.Count > 0, $"{engine}: no table {table}");
            Assert.Equal(
                mapped.Select(column => $"{table}.{column.Name} null={column.IsNullable}"),
                stored.OrderBy(column => column.Name, StringComparer.Ordinal)
                    .Select(column => $"{table}.{column.Name} null={column.IsNullable}"));
        }
    }

    [Fact]
    public async Task Both_engines_have_the_same_tables_and_columns()
    {
        await using var sqlite = await MadeAsync(DatabaseEngine.Sqlite);
        await using var postgres = await MadeAsync(DatabaseEngine.Postgres);
        Assert.Equal(
            (await sqlite.ColumnsAsync()).Select(Line),
            (await postgres.ColumnsAsync()).Select(Line));
        Assert.Equal(await sqlite.IndexesAsync(), await postgres.IndexesAsync());
    }

    [Fact]
    public void Every_migration_has_a_number_of_its_own()
    {
        foreach (var engine in Enum.GetValues<DatabaseEngine>())
        {
            var numbers = Migrator.Names(engine).Select(name => name[..4]).ToList();
            Assert.Equal(numbers.Distinct(), numbers);
            Assert.Equal(
                Enumerable.Range(1, numbers.Count).Select(n => n.ToString("D4", null)), numbers);
        }
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_database_of_a_newer_program_is_refused(DatabaseEngine engine)
    {
        await using var made = await MadeAsync(engine);
        await made.Database.WriteAsync(
            async session => (Outcome<int>)await session.ExecuteAsync(
                engine == DatabaseEngine.Sqlite
                    ? "INSERT INTO SchemaVersions (ScriptName, Applied) "
                        + "VALUES ('9999_later.sql', '2030-01-01')"
                    : "INSERT INTO schemaversions (scriptname, applied) "
                        + "VALUES ('9999_later.sql', '2030-01-01')"));
        await made.Database.DisposeAsync();
        using var folder = DataFolder.Visit(made.Options);
        var opened = folder.OpenDatabase(TimeProvider.System);
        Assert.Equal(ProblemCode.DataNewerThanProgram, opened.Problem?.Code);
    }

    private static string Line(StoredColumn column) =>
        $"{column.Table}.{column.Name} null={column.IsNullable}";

    private static Task<MadeSchema> MadeAsync(DatabaseEngine engine) =>
        MadeSchema.CreateAsync(engine);

    private static IEnumerable<StoredColumn> Mapped(ITypeBase type, bool isOptional = false)
    {
        foreach (var property in type.GetProperties())
        {
            yield return new StoredColumn(
                "", property.GetColumnName(), property.IsNullable || isOptional);
        }

        foreach (var complex in type.GetComplexProperties())
        {
            foreach (var column in Mapped(complex.ComplexType, complex.IsNullable))
            {
                yield return column;
            }
        }
    }
}
