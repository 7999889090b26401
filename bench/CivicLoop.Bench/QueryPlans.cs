using System.Data.Common;
using System.Diagnostics;
using CivicLoop.Modules.Scores;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace CivicLoop.Bench;

/// <summary>Reads how the database means to answer what the program asks it, from the very
/// statements that are sent, and finds those that read the whole table of cases.</summary>
internal sealed class QueryPlans : IDisposable, IObserver<DiagnosticListener>,
    IObserver<KeyValuePair<string, object?>>
{
    private readonly CityDatabase database;
    private readonly List<IDisposable> heard = [];
    private readonly List<(string Sql, (string Name, object? Value)[] Arguments)> sent = [];
    private readonly List<string> text = [];
    private volatile bool listening;

    public QueryPlans(CityDatabase database)
    {
        this.database = database;
        heard.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    public List<string> Faults { get; } = [];

    /// <summary>Does something once and explains every statement it sent through EF.</summary>
    public async Task WatchAsync(string what, Func<Task> work)
    {
        sent.Clear();
        listening = true;
        await work();
        listening = false;
        foreach (var (sql, arguments) in sent.ToList())
        {
            Explain(what, sql, arguments);
        }
    }

    public void Read(string what, string sql, Period period) => Explain(
        what,
        sql.Replace("{0}", "@p0", StringComparison.Ordinal)
            .Replace("{1}", "@p1", StringComparison.Ordinal)
            .Replace("{2}", "@p2", StringComparison.Ordinal),
        [
            ("@p0", Instant(period.From)),
            ("@p1", Instant(period.To)),
            ("@p2", Instant(period.From.AddDays(-30))),
        ]);

    public void Keep(string file) => File.WriteAllLines(file, text);

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name)
        {
            heard.Add(value.Subscribe(this));
        }
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        if (listening && value.Value is CommandExecutedEventData executed)
        {
            sent.Add((
                executed.Command.CommandText,
                [
                    .. executed.Command.Parameters.Cast<DbParameter>()
                        .Select(one => (one.ParameterName, one.Value)),
                ]));
        }
    }

    public void OnCompleted()
    {
        // The listeners of a process never end before it.
    }

    public void OnError(Exception error) => throw error;

    public void Dispose() => heard.ForEach(one => one.Dispose());

    private bool IsSqlite => database.Engine == DatabaseEngine.Sqlite;

    private object Instant(DateTimeOffset at) => IsSqlite ? Instants.ToMicroseconds(at) : at;

    private void Explain(string what, string sql, (string Name, object? Value)[] arguments)
    {
        using var connection = database.OpenContext();
        var opened = connection.Database.GetDbConnection();
        opened.Open();
        using var command = opened.CreateCommand();
        command.CommandText = (IsSqlite ? "EXPLAIN QUERY PLAN " : "EXPLAIN ") + sql;
        foreach (var (name, value) in arguments)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = name;
            parameter.Value = value ?? DBNull.Value;
            command.Parameters.Add(parameter);
        }

        text.Add($"-- {what}\n{sql}");
        using var rows = command.ExecuteReader();
        while (rows.Read())
        {
            var step = rows.GetString(IsSqlite ? 3 : 0);
            text.Add("    " + step);
            if (IsSqlite ? IsWholeTable(step, sql) : IsWholeTable(step))
            {
                Faults.Add($"{what}: {step}");
            }
        }

        text.Add("");
    }

    // PostgreSQL: "->  Seq Scan on cases c  (cost=…".
    private static bool IsWholeTable(string step) =>
        step.Contains("Seq Scan on cases ", StringComparison.Ordinal);

    // "SCAN c USING INDEX …" reads in the index's order and stops at the page's end.
    private static bool IsWholeTable(string step, string sql)
    {
        if (!step.StartsWith("SCAN ", StringComparison.Ordinal)
            || step.Contains("INDEX", StringComparison.Ordinal))
        {
            return false;
        }

        var alias = step.Split(' ')[1];
        return alias == "cases"
            || sql.Contains($"\"cases\" AS \"{alias}\"", StringComparison.Ordinal);
    }
}
