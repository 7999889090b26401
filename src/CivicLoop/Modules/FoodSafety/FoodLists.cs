using CivicLoop.Domain.FoodSafety;
using CivicLoop.Domain.Places;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.FoodSafety;

/// <summary>Which operators are asked for; what is null does not matter.</summary>
/// <param name="Overdue">Only those whose next visit should have been made.</param>
internal sealed record FoodFilter(RiskGrade? Grade = null, bool Overdue = false);

/// <summary>An operator with its site.</summary>
internal sealed record OperatorRow(FoodOperator Operator, Site Site);

/// <summary>An operator with all that is known of it.</summary>
internal sealed record OperatorView(
    FoodOperator Operator, Site Site, IReadOnlyList<FoodAssessment> Assessments,
    IReadOnlyList<FoodRecord> Records, IReadOnlyList<FoodVisit> Visits, FoodRules? Rules);

/// <summary>Reads food operators.</summary>
internal sealed class FoodLists(CityDatabase database, CityHolder city, TimeProvider time)
{
    public const int PageMax = 200;

    // Some years of each; older ones are in the journal.
    private const int HistoryMax = 60;

    /// <summary>The day it is in the city.</summary>
    public DateOnly Today => city.Current.DayOf(time.GetUtcNow());

    /// <summary>Operators in the order of their sites, with their sites: one query.</summary>
    public async Task<Page<OperatorRow>> PageAsync(
        FoodFilter filter, string? after, int limit, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var from = after ?? "";
        var rows = context.Set<FoodOperator>().Where(
            row => row.State == OperatorState.Active && row.SiteCode.CompareTo(from) > 0);
        if (filter.Grade is { } grade)
        {
            rows = rows.Where(row => row.Grade == grade);
        }

        if (filter.Overdue)
        {
            var today = Today;
            rows = rows.Where(row => row.NextDue < today);
        }

        var page = await rows.OrderBy(row => row.SiteCode).Take(limit + 1)
            .Join(
                context.Set<Site>(), row => row.SiteCode, site => site.Code,
                (row, site) => new { row, site })
            .OrderBy(one => one.row.SiteCode).ToListAsync(stop);
        return Page.Cut(
            page, limit, row => row.row.SiteCode, one => new OperatorRow(one.row, one.site));
    }

    /// <summary>Null where there is none.</summary>
    public async Task<OperatorView?> FindAsync(string site, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        if (await KeepOperators.FindAsync(context, site, stop) is not { } found)
        {
            return null;
        }

        var id = found.Id;
        return new OperatorView(
            found,
            await context.Set<Site>().FirstAsync(row => row.Code == site, stop),
            await context.Set<FoodAssessment>().Where(row => row.OperatorId == id)
                .OrderByDescending(row => row.Id).Take(HistoryMax).ToListAsync(stop),
            await context.Set<FoodRecord>().Where(row => row.OperatorId == id)
                .OrderByDescending(row => row.Id).Take(HistoryMax).ToListAsync(stop),
            await context.Set<FoodVisit>().Where(row => row.OperatorId == id)
                .OrderByDescending(row => row.FromDay).Take(HistoryMax).ToListAsync(stop),
            await KeepFoodRules.OfAsync(context, Today, stop));
    }

    /// <summary>The rules that hold today; null before the city had any.</summary>
    public async Task<FoodRules?> RulesAsync(CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await KeepFoodRules.OfAsync(context, Today, stop);
    }
}
