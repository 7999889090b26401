using CivicLoop.Domain.Inspections;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Inspections;

/// <summary>A draw and what does not fit in it.</summary>
/// <param name="IsWhole">True once the secret is public and the sites were drawn again.</param>
internal sealed record DrawCheck(
    string Plan, PlanState State, int Frame, int Sites, bool IsWhole,
    IReadOnlyList<DrawFault> Faults);

/// <summary>Draws again what was drawn, from the stored data alone.</summary>
internal sealed class VerifyDraws(CityDatabase database, JournalVerifier journal)
{
    // A city makes a plan a month; a century of them.
    private const int PlansMax = 2_000;

    /// <summary>All plans that were committed, or one of them. Error: there is none.</summary>
    public async Task<Outcome<IReadOnlyList<DrawCheck>>> RunAsync(
        string? code, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var plans = await context.Set<InspectionPlan>()
            .Where(row => (code == null || row.Code == code) && row.State != PlanState.Draft)
            .OrderBy(row => row.Code).Take(PlansMax).ToListAsync(stop);
        if (code is not null && plans.Count == 0)
        {
            return new Problem(ProblemCode.NotFound, "plan", code);
        }

        var checks = new List<DrawCheck>();
        foreach (var plan in plans)
        {
            if (await OfAsync(context, plan, stop) is { } check)
            {
                checks.Add(check);
            }
        }

        return checks;
    }

    /// <summary>Null where a plan was dropped before it was committed.</summary>
    public async Task<DrawCheck?> OfAsync(
        CityContext context, InspectionPlan plan, CancellationToken stop)
    {
        var draw = await context.Set<InspectionDraw>()
            .FirstOrDefaultAsync(row => row.PlanId == plan.Id, stop);
        if (draw is null && plan.State is PlanState.Draft or PlanState.Dropped)
        {
            return null;
        }

        var (committed, drawn) = await DrawJournal.ReadAsync(context, plan.Id, stop);
        var frame = await DrawJournal.FrameAsync(context, plan.Id, stop);
        var sites = await SitesAsync(context, plan.Id, stop);
        var stored = new StoredDraw(
            draw?.Rule ?? "", frame, draw?.Secret, draw?.PublicWord, sites);
        var faults = DrawProof.Check(committed, drawn, stored).ToList();
        if ((await journal.VerifyAsync(plan.Id, stop)).Faults.Count > 0)
        {
            faults.Add(DrawFault.JournalBroken);
        }

        return new DrawCheck(
            plan.Code, plan.State, frame.Count, sites.Count, draw?.Secret is not null, faults);
    }

    private static Task<List<string>> SitesAsync(
        CityContext context, Guid plan, CancellationToken stop) =>
        context.Set<Visit>().Where(row => row.PlanId == plan && row.Turn == 1)
            .OrderBy(row => row.N).Select(row => row.SiteCode).ToListAsync(stop);
}
