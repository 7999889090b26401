using System.Collections.Concurrent;
using CivicLoop.Domain;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Places;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Participation;

/// <summary>One line of the statistics: an area or a class with its numbers.</summary>
/// <param name="Code">Null where the cases name none.</param>
/// <param name="Counts">By what <see cref="PublicStatistics.Measures"/> name.</param>
internal sealed record StatisticsRow(
    string? Code, LocalText? Name, IReadOnlyDictionary<string, int> Counts)
{
    /// <summary>Cases of which it can be said whether they were in time.</summary>
    public int Judged => Counts["in-time"] + Counts["late"] + Counts["overdue"];

    /// <summary>Share in time, 0 to 1: in time ÷ (in time + late + open past its limit). Null
    /// where nothing can be said yet.</summary>
    public double? InTime => Judged == 0 ? null : (double)Counts["in-time"] / Judged;

    /// <summary>Luck and trend cannot be told apart among so few.</summary>
    public bool IsSmall => Judged < PublicStatistics.SmallBelow;
}

/// <summary>What residents can check: how many public cases were reported in a period, and what
/// became of them. Each number asks the database what the list behind it asks.</summary>
internal sealed class PublicStatistics(CityDatabase database, CityHolder city, TimeProvider time)
{
    /// <summary>Shares of fewer cases are marked.</summary>
    public const int SmallBelow = 20;

    /// <summary>Longest period asked for, in days: a year and the day that closes it.</summary>
    public const int DaysMax = 366;

    // Counting a quarter of a large city takes a moment; many ask for the same.
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(2);

    // So many different questions are remembered at most.
    private const int KeptMax = 200;

    private readonly ConcurrentDictionary<(PublicFilter, bool), Answer> answers = new();

    /// <summary>The numbers of a line, in the order they are shown.</summary>
    public static IReadOnlyList<string> Measures { get; } =
        ["all", "open", "overdue", "fixed", "in-time", "late", "refused"];

    /// <summary>A line for each area or class with public cases, the most reports first.</summary>
    /// <param name="filter">Its state is not looked at.</param>
    public async Task<IReadOnlyList<StatisticsRow>> RunAsync(
        PublicFilter filter, bool byClass, CancellationToken stop)
    {
        var now = time.GetUtcNow();
        var key = (filter with { State = "all" }, byClass);
        if (answers.TryGetValue(key, out var last) && now - last.At < Kept && now >= last.At)
        {
            return last.Rows;
        }

        var rows = await CountAsync(key.Item1, byClass, now, stop);
        if (answers.Count >= KeptMax)
        {
            answers.Clear();
        }

        answers[key] = new Answer(now, rows);
        return rows;
    }

    private async Task<IReadOnlyList<StatisticsRow>> CountAsync(
        PublicFilter filter, bool byClass, DateTimeOffset now, CancellationToken stop)
    {
        var model = city.Current;
        // Within a district by its parts; another area is one line of its own.
        var isDistrict = KindOf(filter.Area, model) == AreaKind.District;
        var counts = new Dictionary<string, Dictionary<string, int>>();
        await using var context = database.OpenContext();
        foreach (var measure in Measures)
        {
            var rows = filter.Apply(context.Set<Case>(), model, now)
                .Where(PublicFilter.Counted(measure, now));
            var keys = byClass ? rows.Select(row => row.ClassCode)
                : isDistrict ? rows.Select(row => row.SubdistrictCode ?? "")
                : filter.Area is { } area ? rows.Select(row => area)
                : rows.Select(row => row.DistrictCode ?? "");
            var found = await keys.GroupBy(code => code)
                .Select(group => new { group.Key, Count = group.Count() }).ToListAsync(stop);
            foreach (var one in found)
            {
                if (!counts.TryGetValue(one.Key, out var line))
                {
                    counts[one.Key] = line = Measures.ToDictionary(name => name, _ => 0);
                }

                line[measure] = one.Count;
            }
        }

        return
        [
            .. counts.OrderByDescending(one => one.Value["all"])
                .ThenBy(one => one.Key, StringComparer.Ordinal)
                .Select(one => new StatisticsRow(
                    one.Key.Length == 0 ? null : one.Key,
                    byClass ? model.Catalogue.Find(one.Key)?.Name : model.Areas.Find(one.Key)?.Name,
                    one.Value)),
        ];
    }

    private static AreaKind? KindOf(string? code, CityModel model) =>
        code is null ? null : model.Areas.Find(code)?.Kind;

    private sealed record Answer(DateTimeOffset At, IReadOnlyList<StatisticsRow> Rows);
}
