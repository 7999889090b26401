using CivicLoop.Domain.Inspections;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Scores;
using CivicLoop.Modules.Inspections.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Scores;

/// <summary>The sums behind field scores: kept up with every visit, and made anew from the answers
/// themselves.</summary>
internal sealed class ScoreCells(CityDatabase database, CityHolder city, ReadVisits visits)
    : IVisitWatch
{
    // A year of a large city: months, plans, areas and kinds.
    private const int CellsMax = 200_000;

    private const string AddSql =
        """
        INSERT INTO score_cells (
            month, plan_id, district_code, site_kind_code, visits, sum_milli, squares_milli)
        VALUES (@month, @plan, @district, @kind, @visits, @sum, @squares)
        ON CONFLICT (month, plan_id, district_code, site_kind_code) DO UPDATE SET
            visits = score_cells.visits + @visits,
            sum_milli = score_cells.sum_milli + @sum,
            squares_milli = score_cells.squares_milli + @squares
        """;

    /// <summary>Adds a visit's score where it belongs to a sample.</summary>
    public Task HandedInAsync(WriteSession session, Visit visit, CancellationToken stop) =>
        CellOf(visit) is { } empty && visit.ScoreMilli is { } score
            ? AddAsync(session, empty.With(score))
            : Task.CompletedTask;

    /// <summary>The sums of a period as they were kept up.</summary>
    public async Task<IReadOnlyList<ScoreCell>> KeptAsync(
        ScorePeriod period, CancellationToken stop)
    {
        var months = period.Months;
        await using var context = database.OpenContext();
        return await context.Set<ScoreCell>().Where(row => months.Contains(row.Month))
            .OrderBy(row => row.Month).ThenBy(row => row.PlanId).ThenBy(row => row.DistrictCode)
            .ThenBy(row => row.SiteKindCode).Take(CellsMax).ToListAsync(stop);
    }

    /// <summary>The same sums from the answers of all visits, without what rulings struck out.
    /// </summary>
    /// <param name="asOf">What came later does not count.</param>
    public async Task<IReadOnlyList<ScoreCell>> RawAsync(
        ScorePeriod period, DateTimeOffset asOf, CancellationToken stop)
    {
        var cells = new List<ScoreCell>();
        foreach (var month in period.Months)
        {
            var (from, to) = Ends(month);
            cells.AddRange(await visits.SumAsync(month, from, to < asOf ? to : asOf, stop));
        }

        await using var context = database.OpenContext();
        return Sum(cells.Concat(await StruckAsync(context, period.Months, asOf, stop)));
    }

    /// <summary>Makes the kept sums of months anew; whoever hands a visit in meanwhile waits.
    /// </summary>
    public Task<Outcome<int>> RebuildAsync(
        IReadOnlyList<string> months, CancellationToken stop) =>
        database.WriteAsync(
            async session =>
            {
                if (session.Engine == DatabaseEngine.Postgres)
                {
                    await session.ExecuteAsync("LOCK TABLE score_cells IN EXCLUSIVE MODE");
                }

                var cells = new List<ScoreCell>();
                foreach (var month in months)
                {
                    await session.ExecuteAsync(
                        "DELETE FROM score_cells WHERE month = @month", ("@month", month));
                    var (from, to) = Ends(month);
                    cells.AddRange(await ReadVisits.SumAsync(session, month, from, to, stop));
                }

                var whole = Sum(cells.Concat(await StruckAsync(
                    session.Reads, months, DateTimeOffset.MaxValue, stop)));
                foreach (var cell in whole)
                {
                    await session.InsertAsync(cell);
                }

                return (Outcome<int>)whole.Count;
            },
            stop);

    /// <summary>Takes an answer, or a whole visit, out of the sums. Nothing where it was never in.
    /// </summary>
    /// <param name="before">Items that were struck out before.</param>
    public async Task StrikeAsync(
        WriteSession session, Guid visit, IReadOnlyCollection<string> before, string item,
        CancellationToken stop)
    {
        if (await ReadVisits.FindAsync(session.Reads, visit, stop) is not var (found, answers)
            || CellOf(found) is not { } empty)
        {
            return;
        }

        await AddAsync(session, Difference(
            empty, VisitScore.Of(answers, before), VisitScore.Of(answers, [.. before, item])));
    }

    private async Task<List<ScoreCell>> StruckAsync(
        CityContext context, IReadOnlyList<string> months, DateTimeOffset asOf,
        CancellationToken stop)
    {
        var strikes = (await context.Set<ScoreStrike>().OrderBy(row => row.VisitId)
            .Take(CellsMax).ToListAsync(stop)).Where(row => row.At <= asOf);
        var changes = new List<ScoreCell>();
        foreach (var group in strikes.GroupBy(row => row.VisitId))
        {
            if (await ReadVisits.FindAsync(context, group.Key, stop) is var (found, answers)
                && found.DoneAt < asOf && CellOf(found) is { } empty
                && months.Contains(empty.Month))
            {
                changes.Add(Difference(
                    empty, VisitScore.Of(answers),
                    VisitScore.Of(answers, [.. group.Select(row => row.ItemCode)])));
            }
        }

        return changes;
    }

    private static ScoreCell Difference(ScoreCell empty, int? was, int? now)
    {
        var cell = was is { } before ? empty.With(before, -1) : empty;
        return now is { } after ? cell.With(after) : cell;
    }

    private static IReadOnlyList<ScoreCell> Sum(IEnumerable<ScoreCell> cells) =>
    [
        .. cells.GroupBy(one => (one.Month, one.PlanId, one.DistrictCode, one.SiteKindCode))
            .Select(group => new ScoreCell(
                group.Key.Month, group.Key.PlanId, group.Key.DistrictCode,
                group.Key.SiteKindCode, group.Sum(one => one.Visits),
                group.Sum(one => one.SumMilli), group.Sum(one => one.SquaresMilli))),
    ];

    // Null for a visit that is in no sample.
    private ScoreCell? CellOf(Visit visit) =>
        visit is { Purpose: VisitPurpose.Plan, Turn: 1, PlanId: { } plan, DoneAt: { } at,
            State: VisitState.Done }
            ? new ScoreCell(
                ScorePeriod.MonthOf(city.Current.DayOf(at)), plan, visit.DistrictCode,
                visit.SiteKindCode, 0, 0, 0)
            : null;

    private (DateTimeOffset From, DateTimeOffset To) Ends(string month)
    {
        var period = ScorePeriod.Parse(month).Value;
        return (city.Current.BeginOf(period.FirstDay),
            city.Current.BeginOf(period.LastDay.AddDays(1)));
    }

    // Many visits touch one row, so it is locked as late as can be.
    private static Task AddAsync(WriteSession session, ScoreCell cell) => session.RunLastAsync(
        (long.MaxValue, 0),
        AddSql, ("@month", cell.Month), ("@plan", cell.PlanId),
        ("@district", cell.DistrictCode), ("@kind", cell.SiteKindCode),
        ("@visits", cell.Visits), ("@sum", cell.SumMilli), ("@squares", cell.SquaresMilli));
}
