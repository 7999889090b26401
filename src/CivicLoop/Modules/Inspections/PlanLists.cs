using CivicLoop.Domain.Inspections;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Standards.Contracts;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Inspections;

/// <summary>How many visits of a plan stand where.</summary>
internal sealed record VisitCounts(int Planned, int Begun, int Done, int Missed)
{
    public int All => Planned + Begun + Done + Missed;
}

/// <summary>What first visits found in a stratum; a repeated one only says how sure that is.
/// </summary>
/// <param name="ScoreMilli">Mean score of the sites in thousandths, rounded; null where nothing
/// applied.</param>
internal sealed record StratumResult(string District, string Kind, int Done, int? ScoreMilli);

/// <summary>A plan with what its page shows.</summary>
/// <param name="Strata">Sites and draws of each stratum; as it would be now while it is a draft.
/// </param>
/// <param name="Results">Strata with a visit that was handed in.</param>
internal sealed record PlanView(
    InspectionPlan Plan, InspectionDraw? Draw, int Population, int Frame,
    IReadOnlyList<StratumShare> Strata, VisitCounts Visits,
    IReadOnlyList<StratumResult> Results);

/// <summary>A visit in a list, with who goes.</summary>
internal sealed record VisitLine(Visit Visit, string? Inspector);

/// <summary>Reads plans and the visits they made.</summary>
internal sealed class PlanLists(
    CityDatabase database, PlanFrame frames, EditionLists editions)
{
    public const int PageMax = 200;

    /// <summary>Newest first.</summary>
    public async Task<Page<InspectionPlan>> PageAsync(
        PlanState? state, string? after, int limit, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        IQueryable<InspectionPlan> rows = context.Set<InspectionPlan>();
        if (state is { } only)
        {
            rows = rows.Where(row => row.State == only);
        }

        if (!string.IsNullOrEmpty(after))
        {
            rows = rows.Where(row => row.Code.CompareTo(after) < 0);
        }

        var page = await rows.OrderByDescending(row => row.Code).Take(limit + 1)
            .ToListAsync(stop);
        return Page.Cut(page, limit, row => row.Code);
    }

    /// <summary>Error: there is none.</summary>
    public async Task<Outcome<PlanView>> FindAsync(string code, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        if (await KeepPlans.FindAsync(context, code, stop) is not { } plan)
        {
            return new Problem(ProblemCode.NotFound, "plan", code);
        }

        var draw = await context.Set<InspectionDraw>()
            .FirstOrDefaultAsync(row => row.PlanId == plan.Id, stop);
        var frame = draw is null
            ? await frames.OfAsync(plan, stop)
            : await DrawJournal.FrameAsync(context, plan.Id, stop);
        var rule = draw is null
            ? plan.RuleOn(editions.Today)
            : DrawRule.Parse(draw.Rule).Value;
        var strata = SiteDraw.Strata(frame, rule);
        var states = await context.Set<Visit>().Where(row => row.PlanId == plan.Id)
            .GroupBy(row => row.State).Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(one => one.Key, one => one.Count, stop);
        return new PlanView(
            plan, draw, strata.Sum(share => share.Sites), frame.Count, strata,
            new VisitCounts(
                states.GetValueOrDefault(VisitState.Planned),
                states.GetValueOrDefault(VisitState.Begun),
                states.GetValueOrDefault(VisitState.Done),
                states.GetValueOrDefault(VisitState.Missed)),
            await ResultsAsync(context, plan.Id, stop));
    }

    private static async Task<IReadOnlyList<StratumResult>> ResultsAsync(
        CityContext context, Guid plan, CancellationToken stop)
    {
        var sums = await context.Set<Visit>()
            .Where(row => row.PlanId == plan && row.Turn == 1 && row.State == VisitState.Done)
            .GroupBy(row => new { row.DistrictCode, row.SiteKindCode })
            .Select(group => new
            {
                group.Key.DistrictCode, group.Key.SiteKindCode, Done = group.Count(),
                Scored = group.Count(row => row.ScoreMilli != null),
                Sum = group.Sum(row => (long)(row.ScoreMilli ?? 0)),
            })
            .OrderBy(one => one.DistrictCode).ThenBy(one => one.SiteKindCode)
            .ToListAsync(stop);
        return
        [
            .. sums.Select(one => new StratumResult(
                one.DistrictCode, one.SiteKindCode, one.Done,
                one.Scored == 0 ? null : (int)((one.Sum + (one.Scored / 2)) / one.Scored))),
        ];
    }

    /// <summary>The visits of a plan in the order of the draw.</summary>
    public async Task<Page<VisitLine>> VisitsAsync(
        Guid plan, string? after, int limit, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var rows = context.Set<Visit>().Where(row => row.PlanId == plan);
        if (after?.Split('-') is [var first, var second] && int.TryParse(first, out var n)
            && int.TryParse(second, out var turn))
        {
            rows = rows.Where(row => row.N > n || (row.N == n && row.Turn > turn));
        }

        var page = await rows.OrderBy(row => row.N).ThenBy(row => row.Turn).Take(limit + 1)
            .ToListAsync(stop);
        var names = await ActorNames.OfAsync(
            context, page.Select(row => row.Inspector).OfType<string>(), stop);
        return Page.Cut(
            page, limit, row => $"{row.N}-{row.Turn}",
            row => new VisitLine(
                row,
                row.Inspector is null
                    ? null
                    : names.GetValueOrDefault(row.Inspector, row.Inspector)));
    }
}
