using System.Data.Common;
using System.Globalization;
using System.Text;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Scores;
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
    public async Task<IReadOnlyList<Tally>> RunAsync(
        Grouping grouping, Period period, CancellationToken stop)
    {
        await using var connection = await database.OpenReadAsync(stop);
        await using var command = connection.CreateCommand();
        command.CommandText = Sql(grouping);
        var arguments = Arguments(period);
        for (var i = 0; i < arguments.Length; i++)
        {
            Add(command, $"@p{i}", arguments[i]);
        }

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

    /// <summary>The cases behind a number.</summary>
    public IQueryable<Case> Behind(
        CityContext context, Measure measure, Grouping grouping, string? key, Period period)
    {
        var sql = $"SELECT * FROM cases WHERE {MeasureSql.Base} AND {MeasureSql.Where(measure)}";
        var arguments = Arguments(period);
        if (key is not null)
        {
            sql += key.Length == 0
                ? $" AND {grouping.Column()} IS NULL"
                : $" AND {grouping.Column()} = {{3}}";
        }

        return context.Set<Case>().FromSqlRaw(
            sql, [.. arguments.Select(Provider), key ?? ""]);
    }

    /// <summary>Sums up groups: the whole city from its parts.</summary>
    public static Tally Sum(IEnumerable<Tally> tallies)
    {
        var all = tallies.ToList();
        return new Tally("", Measures.ToDictionary(
            measure => measure, measure => all.Sum(tally => tally[measure])));
    }

    internal static string Sql(Grouping grouping)
    {
        var sql = new StringBuilder($"SELECT {grouping.Column()}");
        foreach (var measure in Measures)
        {
            sql.Append(CultureInfo.InvariantCulture, $",\n COUNT(*) FILTER (WHERE {MeasureSql.Where(measure)})");
        }

        sql.Append(CultureInfo.InvariantCulture, $"\nFROM cases WHERE {MeasureSql.Base}");
        sql.Append(CultureInfo.InvariantCulture, $"\nGROUP BY {grouping.Column()}");
        return sql.ToString().Replace("{0}", "@p0").Replace("{1}", "@p1").Replace("{2}", "@p2");
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

    private void Add(DbCommand command, string name, DateTimeOffset instant)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = Provider(instant);
        command.Parameters.Add(parameter);
    }

    private object Provider(DateTimeOffset instant) =>
        database.Engine == DatabaseEngine.Sqlite
            ? Instants.ToMicroseconds(instant)
            : instant.ToUniversalTime();
}
