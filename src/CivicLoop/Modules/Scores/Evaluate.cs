using CivicLoop.Modules.Scores.Contracts;
using System.Data.Common;
using System.Globalization;
using System.Text;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Scores;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Scores;

/// <summary>A period that is evaluated: from its start up to, not including, its end.</summary>
internal readonly record struct Period(DateTimeOffset From, DateTimeOffset To);

/// <summary>Counts by GB/T 30428.4 for any period and any grouping, in one pass over the cases that
/// can matter.</summary>
internal sealed class Evaluate(CityDatabase database, TimeProvider time)
{
    private static readonly Measure[] Measures = Enum.GetValues<Measure>();

    /// <summary>Tallies of every group in which something was counted.</summary>
    /// <param name="key">One group only; null for all.</param>
    public async Task<IReadOnlyList<Tally>> RunAsync(
        Grouping grouping, Period period, CancellationToken stop,
        CaseScope scope = CaseScope.All, string? key = null)
    {
        await using var connection = await database.OpenReadAsync(stop);
        await using var command = connection.CreateCommand();
        Bind(command, Sql(grouping, scope, key), period);
        Add(command, "@key", key ?? "");
        var tallies = new List<Tally>();
        await using var rows = await command.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
        {
            var counts = Measures.Select((measure, i) => (measure, rows.GetInt64(i + 1)))
                .ToDictionary(pair => pair.measure, pair => pair.Item2);
            tallies.Add(new Tally(rows.IsDBNull(0) ? "" : rows.GetString(0), counts));
        }

        return tallies;
    }

    /// <summary>A page of the cases behind a number, the newest reports first.</summary>
    public async Task<Page<Case>> BehindAsync(
        Measure measure, CaseScope scope, Grouping grouping, string? key, Period period,
        string? after, int limit, CancellationToken stop)
    {
        var ids = new List<Guid>();
        await using (var connection = await database.OpenReadAsync(stop))
        await using (var command = connection.CreateCommand())
        {
            Bind(command, BehindSql(measure, scope, grouping, key, PageKey.Read(after)), period);
            Add(command, "@key", key ?? "");
            Add(command, "@limit", limit + 1);
            if (PageKey.Read(after) is var (at, id))
            {
                Add(command, "@at", Provider(at));
                Add(command, "@id", database.Engine == DatabaseEngine.Sqlite
                    ? id.ToByteArray(bigEndian: true)
                    : id);
            }

            await using var rows = await command.ExecuteReaderAsync(stop);
            while (await rows.ReadAsync(stop))
            {
                ids.Add(database.Engine == DatabaseEngine.Sqlite
                    ? new Guid((byte[])rows.GetValue(0), bigEndian: true)
                    : rows.GetGuid(0));
            }
        }

        await using var context = database.OpenContext();
        var cases = await context.Set<Case>().Where(row => ids.Contains(row.Id))
            .OrderByDescending(row => row.ReportedAt).ThenByDescending(row => row.Id)
            .ToListAsync(stop);
        return Page.Cut(cases, limit, row => $"{new PageKey(row.ReportedAt, row.Id)}");
    }

    /// <summary>Sums up groups: the whole city from its parts.</summary>
    public static Tally Sum(IEnumerable<Tally> tallies)
    {
        var all = tallies.ToList();
        return new Tally("", Measures.ToDictionary(
            measure => measure, measure => all.Sum(tally => tally[measure])));
    }

    internal static string Sql(
        Grouping grouping, CaseScope scope = CaseScope.All, string? key = null)
    {
        var sql = new StringBuilder($"SELECT {grouping.Column()}");
        foreach (var measure in Measures)
        {
            sql.Append(
                CultureInfo.InvariantCulture,
                $",\n COUNT(*) FILTER (WHERE {MeasureSql.Where(measure)})");
        }

        sql.Append(CultureInfo.InvariantCulture, $"\nFROM cases WHERE {MeasureSql.Base}")
            .Append(MeasureSql.Within(scope)).Append(Only(grouping, key));
        sql.Append(CultureInfo.InvariantCulture, $"\nGROUP BY {grouping.Column()}");
        return sql.ToString();
    }

    private static string BehindSql(
        Measure measure, CaseScope scope, Grouping grouping, string? key, PageKey? after) =>
        $"SELECT id FROM cases WHERE {MeasureSql.Base} AND {MeasureSql.Where(measure)}"
            + MeasureSql.Within(scope) + Only(grouping, key)
            + (after is null ? "" : " AND (reported_at, id) < (@at, @id)")
            + " ORDER BY reported_at DESC, id DESC LIMIT @limit";

    private static string Only(Grouping grouping, string? key) => key switch
    {
        null => "",
        "" => $" AND {grouping.Column()} IS NULL",
        _ => $" AND {grouping.Column()} = @key",
    };

    private void Bind(DbCommand command, string sql, Period period)
    {
        command.CommandText = sql
            .Replace("{0}", "@p0", StringComparison.Ordinal)
            .Replace("{1}", "@p1", StringComparison.Ordinal)
            .Replace("{2}", "@p2", StringComparison.Ordinal);
        var arguments = Arguments(period);
        for (var i = 0; i < arguments.Length; i++)
        {
            Add(command, $"@p{i}", Provider(arguments[i]));
        }
    }

    // Start, end (a running period ends now), and how far back a recurrence looks.
    private DateTimeOffset[] Arguments(Period period)
    {
        var now = time.GetUtcNow();
        return
        [
            period.From,
            period.To < now ? period.To : now,
            period.From.AddDays(-CaseRules.AnswerDays),
        ];
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }

    private object Provider(DateTimeOffset instant) =>
        database.Engine == DatabaseEngine.Sqlite
            ? Instants.ToMicroseconds(instant)
            : instant.ToUniversalTime();
}
