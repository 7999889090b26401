using System.Collections.Concurrent;
using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace CivicLoop.Platform.Database;

/// <summary>A statement with its values, on its way to PostgreSQL. Every value is sent with its
/// type, null or not: a statement whose types change from row to row is planned anew each time.
/// </summary>
internal readonly record struct PostgresStatement(
    string Sql, IReadOnlyList<(NpgsqlDbType Type, object Value)> Values)
{
    private static readonly ConcurrentDictionary<string, (string Sql, string[] Names)> Numbered =
        new(StringComparer.Ordinal);

    public static PostgresStatement Of(string sql, (string Name, object? Value)[] args)
    {
        var (text, names) = Number(sql);
        var values = new (NpgsqlDbType, object)[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            var name = names[i];
            var at = Array.FindIndex(args, arg => IsName(arg.Name, name));
            values[i] = at >= 0
                ? Stored(args[at].Value)
                : throw new ArgumentException($"No value for {name} of: {sql}", nameof(args));
        }

        return new PostgresStatement(text, values);
    }

    public static PostgresStatement Of(
        string sql, TableMap map, object row, long? expectedVersion = null)
    {
        var (text, names) = Number(sql);
        var values = new (NpgsqlDbType, object)[names.Length];
        for (var i = 0; i < names.Length; i++)
        {
            values[i] = names[i] == TableMap.ExpectedVersion
                ? (NpgsqlDbType.Bigint, expectedVersion!.Value)
                : Stored(map.ByParameter[names[i]], row);
        }

        return new PostgresStatement(text, values);
    }

    public void AddTo(NpgsqlBatch batch)
    {
        var command = new NpgsqlBatchCommand(Sql);
        Bind(command.Parameters);
        batch.BatchCommands.Add(command);
    }

    public void Bind(NpgsqlParameterCollection parameters)
    {
        foreach (var (type, value) in Values)
        {
            parameters.Add(new NpgsqlParameter { NpgsqlDbType = type, Value = value });
        }
    }

    // With its mark or without, as the embedded engine takes them too.
    private static bool IsName(string given, string marked) =>
        given.AsSpan().TrimStart('@').SequenceEqual(marked.AsSpan(1));

    // PostgreSQL counts its parameters; the driver would look for the names anew in every sending.
    private static (string Sql, string[] Names) Number(string sql) =>
        Numbered.GetOrAdd(sql, static named =>
        {
            var names = new List<string>();
            var text = new StringBuilder(named.Length);
            for (var i = 0; i < named.Length;)
            {
                var end = i + 1;
                if (named[i] == '@')
                {
                    while (end < named.Length
                        && (char.IsAsciiLetterOrDigit(named[end]) || named[end] == '_'))
                    {
                        end++;
                    }

                    var name = named[i..end];
                    if (!names.Contains(name))
                    {
                        names.Add(name);
                    }

                    text.Append('$').Append(names.IndexOf(name) + 1);
                }
                else
                {
                    text.Append(named[i]);
                }

                i = end;
            }

            return (text.ToString(), [.. names]);
        });

    private static (NpgsqlDbType, object) Stored(TableColumn column, object row) =>
        (TypeOf(column.StoredType), column.Value(row));

    private static (NpgsqlDbType, object) Stored(object? value) => value switch
    {
        null => (NpgsqlDbType.Unknown, DBNull.Value),
        Enum name => (NpgsqlDbType.Text, name.ToString()),
        Array list and not byte[] => (
            NpgsqlDbType.Array | TypeOf(list.GetType().GetElementType()!), list),
        _ => (TypeOf(value.GetType()), value),
    };

    private static NpgsqlDbType TypeOf(Type type) =>
        type == typeof(string) ? NpgsqlDbType.Text
        : type == typeof(Guid) ? NpgsqlDbType.Uuid
        : type == typeof(DateTimeOffset) ? NpgsqlDbType.TimestampTz
        : type == typeof(long) ? NpgsqlDbType.Bigint
        : type == typeof(int) ? NpgsqlDbType.Integer
        : type == typeof(short) ? NpgsqlDbType.Smallint
        : type == typeof(double) ? NpgsqlDbType.Double
        : type == typeof(bool) ? NpgsqlDbType.Boolean
        : type == typeof(byte[]) ? NpgsqlDbType.Bytea
        : type == typeof(DateOnly) ? NpgsqlDbType.Date
        : throw new NotSupportedException($"{type.Name} is no column type of this program.");
}
