using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CivicLoop.Platform.Database;

/// <summary>How one entity is written, read off the EF model, so that a column's name and
/// conversion stand in one place for reads and writes.</summary>
internal sealed class TableMap
{
    private static readonly ConcurrentDictionary<(IModel, Type), TableMap> Maps = new();

    private TableMap(IEntityType entity)
    {
        Columns = [.. Flatten(entity, instance => instance)];
        ByParameter = Columns.ToFrozenDictionary(column => column.Parameter);
        var table = entity.GetTableName()
            ?? throw new InvalidOperationException($"{entity.Name} is mapped to no table.");
        var stored = Columns.Where(column => !column.IsGenerated).ToList();
        var names = string.Join(", ", stored.Select(column => column.Name));
        var values = string.Join(", ", stored.Select(column => column.Parameter));
        InsertSql = $"INSERT INTO {table} ({names}) VALUES ({values})";
        var keys = string.Join(" AND ", Columns.Where(column => column.IsKey).Select(Assign));
        var changes = string.Join(", ", stored.Where(column => !column.IsKey).Select(Assign));
        UpdateSql = $"UPDATE {table} SET {changes} WHERE {keys}";
        UpdateVersionSql = $"{UpdateSql} AND version = {ExpectedVersion}";
        DeleteSql = $"DELETE FROM {table} WHERE {keys}";
    }

    public const string ExpectedVersion = "@expected_version";

    public IReadOnlyList<TableColumn> Columns { get; }

    public FrozenDictionary<string, TableColumn> ByParameter { get; }

    public string InsertSql { get; }

    public string UpdateSql { get; }

    public string UpdateVersionSql { get; }

    public string DeleteSql { get; }

    public static TableMap Of(IModel model, Type type) =>
        Maps.GetOrAdd((model, type), static key => new TableMap(
            key.Item1.FindEntityType(key.Item2)
            ?? throw new InvalidOperationException($"{key.Item2.Name} is not mapped.")));

    private static string Assign(TableColumn column) => $"{column.Name} = {column.Parameter}";

    private static IEnumerable<TableColumn> Flatten(ITypeBase type, Func<object, object?> owner)
    {
        foreach (var property in type.GetProperties())
        {
            yield return new TableColumn(property, owner);
        }

        foreach (var complex in type.GetComplexProperties())
        {
            var member = complex.PropertyInfo!;
            foreach (var column in Flatten(complex.ComplexType, Inside(owner, member)))
            {
                yield return column;
            }
        }
    }

    private static Func<object, object?> Inside(
        Func<object, object?> owner, PropertyInfo member) =>
        instance => owner(instance) is { } holder ? member.GetValue(holder) : null;
}
