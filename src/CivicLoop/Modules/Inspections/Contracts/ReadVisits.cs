using System.Data.Common;
using CivicLoop.Domain.Inspections;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Scores;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace CivicLoop.Modules.Inspections.Contracts;

/// <summary>A visit that was handed in, at its site.</summary>
internal sealed record SeenSite(Visit Visit, Site Site);

/// <summary>Reads what visits by plans saw, for who adds it up.</summary>
internal sealed class ReadVisits(CityDatabase database)
{
    // A city has few plans in a year.
    private const int PlansMax = 500;

    // Whole numbers all the way: a visit's score is rounded down as it was when handed in.
    private const string SumSql =
        """
        SELECT plan_id, district_code, site_kind_code, COUNT(*), CAST(SUM(score) AS BIGINT),
            CAST(SUM(score * score) AS BIGINT)
        FROM (
            SELECT v.id, v.plan_id, v.district_code, v.site_kind_code,
                SUM(a.share_milli * a.points_milli) / NULLIF(SUM(a.points_milli), 0) AS score
            FROM visits v JOIN visit_answers a ON a.visit_id = v.id AND a.kind = 'Seen'
            WHERE v.done_at >= @from AND v.done_at < @to AND v.purpose = 'Plan' AND v.turn = 1
                AND v.state = 'Done'
            GROUP BY v.id, v.plan_id, v.district_code, v.site_kind_code
        ) AS scored
        WHERE score IS NOT NULL
        GROUP BY plan_id, district_code, site_kind_code
        ORDER BY plan_id, district_code, site_kind_code
        """;

    /// <summary>Adds up the answers of all visits of a time, from the answers themselves.</summary>
    /// <param name="month">How the sums are labelled.</param>
    public async Task<IReadOnlyList<ScoreCell>> SumAsync(
        string month, DateTimeOffset from, DateTimeOffset to, CancellationToken stop)
    {
        await using var connection = await database.OpenReadAsync(stop);
        return await SumAsync(connection, null, database.Engine, month, from, to, stop);
    }

    /// <summary>The same as a running transaction sees it.</summary>
    public static async Task<IReadOnlyList<ScoreCell>> SumAsync(
        WriteSession session, string month, DateTimeOffset from, DateTimeOffset to,
        CancellationToken stop)
    {
        var reads = session.Reads.Database;
        return await SumAsync(
            reads.GetDbConnection(),
            reads.CurrentTransaction!.GetDbTransaction(),
            session.Engine, month, from, to, stop);
    }

    /// <summary>What the plans of a time could draw and drew, by area and kind.</summary>
    /// <param name="also">Plans whose visits fell into it although their days did not.</param>
    public async Task<IReadOnlyList<FrameCount>> FramesAsync(
        DateOnly from, DateOnly to, IReadOnlyCollection<Guid> also, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var plans = await context.Set<InspectionPlan>()
            .Where(row => (row.State == PlanState.Drawn || row.State == PlanState.Revealed)
                && ((row.FromDay <= to && row.ToDay >= from) || also.Contains(row.Id)))
            .OrderBy(row => row.Id).Select(row => row.Id).Take(PlansMax).ToListAsync(stop);
        var sites = await context.Set<FrameLine>().Where(row => plans.Contains(row.PlanId))
            .GroupBy(row => new { row.PlanId, row.DistrictCode, row.SiteKindCode })
            .Select(group => new { group.Key, Count = group.Count() }).ToListAsync(stop);
        var drawn = await context.Set<Visit>()
            .Where(row => row.PlanId != null && plans.Contains(row.PlanId.Value) && row.Turn == 1)
            .GroupBy(row => new { row.PlanId, row.DistrictCode, row.SiteKindCode })
            .Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(
                one => (one.Key.PlanId!.Value, one.Key.DistrictCode, one.Key.SiteKindCode),
                one => one.Count, stop);
        return
        [
            .. sites.Select(one => new FrameCount(
                    one.Key.PlanId, one.Key.DistrictCode, one.Key.SiteKindCode, one.Count,
                    drawn.GetValueOrDefault(
                        (one.Key.PlanId, one.Key.DistrictCode, one.Key.SiteKindCode))))
                .OrderBy(one => one.PlanId).ThenBy(one => one.District, StringComparer.Ordinal)
                .ThenBy(one => one.Kind, StringComparer.Ordinal),
        ];
    }

    /// <summary>The visits a sample is made of, the lowest scores first.</summary>
    /// <param name="districts">Null for the whole city.</param>
    /// <param name="after">Where the last page ended: score and id.</param>
    public async Task<IReadOnlyList<SeenSite>> OfKindAsync(
        string kind, IReadOnlyCollection<string>? districts, DateTimeOffset from,
        DateTimeOffset to, (int Score, Guid Id)? after, int limit, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var rows = context.Set<Visit>().Where(row =>
            row.DoneAt >= from && row.DoneAt < to && row.SiteKindCode == kind
            && row.Purpose == VisitPurpose.Plan && row.Turn == 1 && row.ScoreMilli != null);
        if (districts is not null)
        {
            rows = rows.Where(row => districts.Contains(row.DistrictCode));
        }

        if (after is var (score, id))
        {
            rows = rows.Where(row => row.ScoreMilli > score
                || (row.ScoreMilli == score && row.Id.CompareTo(id) > 0));
        }

        return await rows.OrderBy(row => row.ScoreMilli).ThenBy(row => row.Id).Take(limit)
            .Join(
                context.Set<Site>(), row => row.SiteId, site => site.Id,
                (row, site) => new { row, site })
            .OrderBy(one => one.row.ScoreMilli).ThenBy(one => one.row.Id)
            .Select(one => new SeenSite(one.row, one.site)).ToListAsync(stop);
    }

    /// <summary>A visit and its answers; null where there is none.</summary>
    public static async Task<(Visit Visit, IReadOnlyList<VisitAnswer> Answers)?> FindAsync(
        CityContext context, Guid id, CancellationToken stop) =>
        await context.Set<Visit>().FirstOrDefaultAsync(row => row.Id == id, stop) is { } visit
            ? (visit, await context.Set<VisitAnswer>().Where(row => row.VisitId == id)
                .OrderBy(row => row.ItemCode).ToListAsync(stop))
            : null;

    private static async Task<IReadOnlyList<ScoreCell>> SumAsync(
        DbConnection connection, DbTransaction? transaction, DatabaseEngine engine, string month,
        DateTimeOffset from, DateTimeOffset to, CancellationToken stop)
    {
        await using var command = connection.CreateCommand();
        command.Transaction = transaction;
        command.CommandText = SumSql;
        Add(command, "@from", engine, from);
        Add(command, "@to", engine, to);
        var cells = new List<ScoreCell>();
        await using var rows = await command.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
        {
            cells.Add(new ScoreCell(
                month,
                engine == DatabaseEngine.Sqlite
                    ? new Guid((byte[])rows.GetValue(0), bigEndian: true)
                    : rows.GetGuid(0),
                rows.GetString(1), rows.GetString(2), rows.GetInt64(3), rows.GetInt64(4),
                rows.GetInt64(5)));
        }

        return cells;
    }

    private static void Add(
        DbCommand command, string name, DatabaseEngine engine, DateTimeOffset at)
    {
        var parameter = command.CreateParameter();
        parameter.ParameterName = name;
        parameter.Value = engine == DatabaseEngine.Sqlite
            ? Instants.ToMicroseconds(at)
            : at.ToUniversalTime();
        command.Parameters.Add(parameter);
    }
}
