using System.Data.Common;
using System.Globalization;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Cases.Contracts;

/// <summary>Finds cases by number, words, address, class and place, in Chinese and English; only
/// those the caller may see. What was entered last comes first.</summary>
internal sealed class SearchCases(CityDatabase database, CityHolder city)
{
    // Cases looked at for one page: words that fit this many say too little, and the next page goes
    // on where this one stopped.
    private const int LookedAtMax = 4_000;

    private const int StepMin = 60;

    /// <param name="after">Key of the page before.</param>
    public async Task<Page<Case>> RunAsync(
        string words, Caller caller, string? after, int limit, CancellationToken stop)
    {
        var runs = SearchTerms.OfQuery(words);
        if (runs.Count == 0 || !caller.MaySomewhere(Permission.CaseSee))
        {
            return new Page<Case>([], null);
        }

        var question = SearchTerms.Ask(
            runs, SearchNames.Of(city.Current), AreasOf(caller), database.Engine);
        var before = long.TryParse(after, CultureInfo.InvariantCulture, out var key)
            ? key
            : long.MaxValue;
        var found = new List<Case>();
        var lookedAt = 0;
        await using var connection = await database.OpenReadAsync(stop);
        var step = Math.Max(limit + 1, StepMin);
        while (true)
        {
            var next = await NextAsync(connection, question, before, step, stop);
            var seen = await SeenAsync(next, caller, stop);
            foreach (var (seq, id) in next)
            {
                if (seen.TryGetValue(id, out var row))
                {
                    if (found.Count == limit)
                    {
                        return new Page<Case>(found, Key(before));
                    }

                    found.Add(row);
                }

                before = seq;
            }

            lookedAt += next.Count;
            if (next.Count < step)
            {
                return new Page<Case>(found, null);
            }

            if (lookedAt >= LookedAtMax)
            {
                return new Page<Case>(found, Key(before));
            }

            step = Math.Min(step * 4, LookedAtMax - lookedAt + 1);
        }
    }

    private static string Key(long seq) => seq.ToString(CultureInfo.InvariantCulture);

    // Who sees areas only, asks the index for those; organisations are looked up case by case.
    private static List<string> AreasOf(Caller caller)
    {
        var scopes = caller.ScopesOf(Permission.CaseSee);
        return scopes.All(scope => scope.AreaCode is not null)
            ? [.. scopes.Select(scope => scope.AreaCode!).Distinct()]
            : [];
    }

    private async Task<Dictionary<Guid, Case>> SeenAsync(
        IReadOnlyList<(long Seq, Guid Id)> next, Caller caller, CancellationToken stop)
    {
        if (next.Count == 0)
        {
            return [];
        }

        var ids = next.Select(one => one.Id).ToList();
        await using var context = database.OpenContext();
        return await CaseFilter
            .Visible(
                context.Set<Case>().Where(row => ids.Contains(row.Id)), caller,
                Permission.CaseSee, city.Current)
            .ToDictionaryAsync(row => row.Id, stop);
    }

    private async Task<IReadOnlyList<(long Seq, Guid Id)>> NextAsync(
        DbConnection connection, string question, long before, int count, CancellationToken stop)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = database.Engine == DatabaseEngine.Sqlite
            ? """
              SELECT s.seq, s.case_id FROM case_search_terms AS t
              JOIN case_search AS s ON s.seq = t.rowid
              WHERE case_search_terms MATCH @question AND t.rowid < @before
              ORDER BY t.rowid DESC LIMIT @count
              """
            : """
              SELECT seq, case_id FROM case_search
              WHERE terms @@ CAST(@question AS tsquery) AND seq < @before
              ORDER BY seq DESC LIMIT @count
              """;
        Add(command, "@question", question);
        Add(command, "@before", before);
        Add(command, "@count", count);
        await using var rows = await command.ExecuteReaderAsync(stop);
        var found = new List<(long, Guid)>(count);
        while (await rows.ReadAsync(stop))
        {
            found.Add((
                rows.GetInt64(0),
                database.Engine == DatabaseEngine.Sqlite
                    ? new Guid((byte[])rows.GetValue(1), bigEndian: true)
                    : rows.GetGuid(1)));
        }

        return found;
    }

    private static void Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = value;
        command.Parameters.Add(parameter);
    }
}
