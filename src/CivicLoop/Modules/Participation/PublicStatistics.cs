using System.Linq.Expressions;
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
    private readonly KeptAnswers<(PublicFilter, bool), IReadOnlyList<StatisticsRow>> kept =
        new(time, TimeSpan.FromMinutes(2));

    /// <summary>The numbers of a line, in the order they are shown.</summary>
    public static IReadOnlyList<string> Measures { get; } =
        ["all", "open", "overdue", "fixed", "in-time", "late", "refused"];

    /// <summary>A line for each area or class with public cases, the most reports first.</summary>
    /// <param name="filter">Its state is not looked at.</param>
    public Task<IReadOnlyList<StatisticsRow>> RunAsync(
        PublicFilter filter, bool byClass, CancellationToken stop)
    {
        var asked = filter with { State = "all" };
        return kept.OfAsync(
            (asked, byClass),
            () => CountAsync(asked, byClass, time.GetUtcNow(), CancellationToken.None), stop);
    }

    private async Task<IReadOnlyList<StatisticsRow>> CountAsync(
        PublicFilter filter, bool byClass, DateTimeOffset now, CancellationToken stop)
    {
        var model = city.Current;
        // Within a district by its parts; another area is one line of its own.
        var isDistrict = KindOf(filter.Area, model) == AreaKind.District;
        await using var context = database.OpenContext();
        var rows = filter.Apply(context.Set<Case>(), model, now);
        var groups = byClass ? rows.GroupBy(row => row.ClassCode)
            : isDistrict ? rows.GroupBy(row => row.SubdistrictCode ?? "")
            : filter.Area is { } area ? rows.GroupBy(row => area)
            : rows.GroupBy(row => row.DistrictCode ?? "");
        var lines = await groups.Select(Line(now)).ToListAsync(stop);
        return
        [
            .. lines.Select(line => new StatisticsRow(
                    line.Code.Length == 0 ? null : line.Code,
                    byClass ? model.Catalogue.Find(line.Code)?.Name
                        : model.Areas.Find(line.Code)?.Name,
                    Measures.Zip(line.Counts).ToDictionary(one => one.First, one => one.Second)))
                .OrderByDescending(row => row.Counts["all"])
                .ThenBy(row => row.Code, StringComparer.Ordinal),
        ];
    }

    // All measures of a line in one reading of its cases: group => (its key, [how many fit the
    // first measure, the second, …]), each by the condition of the list behind the number.
    private static Expression<Func<IGrouping<string, Case>, CountedLine>> Line(DateTimeOffset now)
    {
        var group = Expression.Parameter(typeof(IGrouping<string, Case>), "group");
        var counts = Measures.Select(measure => Expression.Call(
            typeof(Enumerable), nameof(Enumerable.Count), [typeof(Case)], group,
            PublicFilter.Counted(measure, now)));
        return Expression.Lambda<Func<IGrouping<string, Case>, CountedLine>>(
            Expression.New(
                typeof(CountedLine).GetConstructors().Single(),
                Expression.Property(group, nameof(IGrouping<string, Case>.Key)),
                Expression.NewArrayInit(typeof(int), counts)),
            group);
    }

    private static AreaKind? KindOf(string? code, CityModel model) =>
        code is null ? null : model.Areas.Find(code)?.Kind;

    private sealed record CountedLine(string Code, int[] Counts);
}
