using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace CivicLoop.Platform.Database;

/// <summary>One column of a <see cref="TableMap"/>: its name, and how its value is taken out of the
/// entity in the database's own type.</summary>
internal sealed class TableColumn
{
    private readonly Func<object, object?> owner;
    private readonly Func<object, object?> read;
    private readonly Func<object?, object?> convert;

    public TableColumn(IProperty property, Func<object, object?> owner)
    {
        this.owner = owner;
        Name = property.GetColumnName();
        Parameter = "@" + Name;
        IsKey = property.IsPrimaryKey();
        IsGenerated = property.ValueGenerated == ValueGenerated.OnAdd && property.IsPrimaryKey()
            && property.ClrType == typeof(long);
        read = Getter(property);
        var converter = property.GetTypeMapping().Converter;
        convert = converter is null ? value => value : converter.ConvertToProvider;
        var type = converter?.ProviderClrType ?? property.ClrType;
        StoredType = Nullable.GetUnderlyingType(type) ?? type;
    }

    /// <summary>The type <see cref="Value"/> has, where it is not null.</summary>
    public Type StoredType { get; }

    public string Name { get; }

    public string Parameter { get; }

    public bool IsKey { get; }

    /// <summary>True where the database numbers the rows itself.</summary>
    public bool IsGenerated { get; }

    public object Value(object entity) =>
        owner(entity) is { } holder && convert(read(holder)) is { } value ? value : DBNull.Value;

    private static Func<object, object?> Getter(IProperty property)
    {
        var instance = Expression.Parameter(typeof(object));
        var typed = Expression.Convert(instance, property.DeclaringType.ClrType);
        var member = Expression.MakeMemberAccess(typed, property.PropertyInfo!);
        return Expression
            .Lambda<Func<object, object?>>(Expression.Convert(member, typeof(object)), instance)
            .Compile();
    }
}
