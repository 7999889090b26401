using CivicLoop.Domain.Places;
using CivicLoop.Domain.Tasks;
using CivicLoop.Modules.Burden.Contracts;
using CivicLoop.Modules.Places.Contracts;
using CivicLoop.Modules.Responsibilities.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Tasks;

/// <summary>Decomposes a plan by what holds today: who answers, which sites there are, what units
/// are asked for already, what is known. Preview and publishing see the same.</summary>
internal sealed class DecomposePlan(
    FindDuties duties, ProveCoverage prove, SiteLists sites, CityHolder city, KnownFacts facts)
{
    // A request of the same kind a week earlier or later is the same.
    private const int SameDays = 7;

    /// <param name="holdsFull">As <see cref="Decomposition.Of"/> says.</param>
    public async Task<Decomposed> RunAsync(
        CityContext context, TaskPlan plan, bool holdsFull, CancellationToken stop)
    {
        var today = duties.Today;
        var book = await duties.BookAsync(today, stop);
        var gaps = await prove.OfCriteriaAsync(
            plan.EditionCode, plan.CriteriaCodes, today, stop);
        IReadOnlyList<Site> found = plan.Target == PlanTarget.SiteKind
            ? await sites.AllAsync(new SiteFilter(plan.SiteKindCode, plan.AreaCode), stop)
            : [];
        var model = city.Current;
        var reach = Decomposition.Reach(
            plan, book, model.Areas, model.Organizations, found, gaps);
        return Decomposition.Of(plan, reach, await GroundAsync(context, plan, stop), holdsFull);
    }

    private async Task<PlanGround> GroundAsync(
        CityContext context, TaskPlan plan, CancellationToken stop)
    {
        var due = plan.NextDue ?? plan.FirstDue;
        var last = due.AddDays(SameDays * (Decomposition.WeeksAhead + 1));
        var (key, from, to) = (plan.SameKey, due.AddDays(-SameDays), due.AddDays(SameDays));
        var same = await context.Set<UnitTask>()
            .Where(row => row.SameKey == key && row.EndedAt == null && row.ParentId == null
                && row.PlanId != plan.Id && row.State != TaskState.Held
                && row.DueDay >= from && row.DueDay <= to)
            .OrderBy(row => row.Id).ToListAsync(stop);
        var known = await facts.HoldingAsync(context, plan.FactNames, units: null, stop);
        return new PlanGround(
            await CountAsk.LoadsAsync(context, due.AddDays(-SameDays), last, stop),
            await CountAsk.CapsAsync(context, stop),
            same.DistinctBy(row => row.UnitCode).ToDictionary(row => row.UnitCode),
            known.Keys.ToHashSet());
    }
}
