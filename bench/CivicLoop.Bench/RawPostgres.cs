using System.Globalization;
using System.Text;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Journal;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Bench;

/// <summary>The same case and journal rows as a pgbench script, one durable transaction for each
/// pair. Only what must differ does: id, number, and the place in the indexes of places.</summary>
internal static class RawPostgres
{
    private const int Seconds = 10;

    // Ordered by time like the program's own ids (UUIDv7), so that neither has the kinder index.
    private const string Id =
        "(lpad(to_hex((extract(epoch FROM clock_timestamp()) * 1000)::bigint), 12, '0')"
        + " || substr(md5((:r)::text), 1, 20))::uuid";

    public static double RowsPerSecond(
        PostgresServer server, (Case Case, JournalEntry Entry, byte[] Hash) row, int clients,
        string folder)
    {
        using var context = new CityContext(CityContext.OptionsFor(
            one => one.UseNpgsql(server.ConnectionString)));
        var map = TableMap.Of(context.Model, typeof(Case));
        var script = Path.Combine(folder, "raw.pgbench");
        File.WriteAllText(script, Script(map, row));
        return server.Pgbench(script, clients, Seconds);
    }

    private static string Script(
        TableMap map, (Case Case, JournalEntry Entry, byte[] Hash) row)
    {
        var names = string.Join(", ", map.Columns.Select(one => one.Name));
        var values = string.Join(", ", map.Columns.Select(one => one.Name switch
        {
            "id" => "id",
            "number" => "'raw-' || (:r)::text",
            "cell_key" => $"{Literal(one.Value(row.Case))} + (:k)::bigint",
            _ => Literal(one.Value(row.Case)),
        }));
        var entry = row.Entry;
        // One id for both rows: the first hands it to the second by \gset.
        return $"""
            \set r random(1, 9000000000000000)
            \set k random(1, 60000000000)
            BEGIN;
            INSERT INTO cases ({names})
            SELECT {values} FROM (SELECT {Id} AS id) AS made RETURNING id \gset
            INSERT INTO journal (subject_id, n, at, actor, kind, body, hash)
            VALUES ((:id)::text::uuid, 1, {Literal(entry.At)}, {Literal(entry.Actor)},
                {Literal(entry.Kind)}, {Literal(entry.Body)}, {Literal(row.Hash)});
            END;
            """ + "\n";
    }

    private static string Literal(object value) => value switch
    {
        DBNull => "NULL",
        bool flag => flag ? "TRUE" : "FALSE",
        string text => Quoted(text),
        byte[] bytes => $"'\\x{Convert.ToHexStringLower(bytes)}'::bytea",
        DateTimeOffset at => $"'{at.ToString("O", CultureInfo.InvariantCulture)}'::timestamptz",
        Guid id => $"'{id}'::uuid",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => throw new InvalidOperationException($"No literal for {value.GetType()}."),
    };

    // A colon before a letter would be a variable to pgbench.
    private static string Quoted(string text)
    {
        var quoted = new StringBuilder("U&'");
        foreach (var letter in text)
        {
            quoted.Append(letter switch
            {
                '\'' => "''",
                '\\' => "\\\\",
                < ' ' or > '~' or ':' => string.Create(
                    CultureInfo.InvariantCulture, $"\\{(int)letter:X4}"),
                _ => letter.ToString(),
            });
        }

        return quoted.Append('\'').ToString();
    }
}
