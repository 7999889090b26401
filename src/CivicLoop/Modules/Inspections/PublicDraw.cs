using CivicLoop.Domain.Inspections;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Inspections;

/// <summary>A draw as everybody may see it. Until the secret is told that is only what was fixed:
/// name, rule, days and sites would warn those who are to be visited.</summary>
internal sealed record PublicDrawView
{
    public required string Plan { get; init; }

    public required PlanState State { get; init; }

    public required DateTimeOffset CommittedAt { get; init; }

    public required string FrameHash { get; init; }

    public required string SecretHash { get; init; }

    public required string PublicSource { get; init; }

    public string? Name { get; init; }

    public string? Rule { get; init; }

    public string? PublicWord { get; init; }

    public string? Secret { get; init; }

    public string? Seed { get; init; }

    /// <summary>Sites in the frame; null until the secret is told.</summary>
    public int? Frame { get; init; }

    /// <summary>Codes in the order of the draw.</summary>
    public IReadOnlyList<string>? Sites { get; init; }

    /// <summary>What did not fit when it was drawn again just now.</summary>
    public required IReadOnlyList<DrawFault> Faults { get; init; }
}

/// <summary>A commitment in the list of all.</summary>
internal sealed record CommittedDraw(string Plan, PlanState State, DateTimeOffset CommittedAt);

/// <summary>Shows draws to everybody and draws them again while they look.</summary>
internal sealed class PublicDraw(CityDatabase database, VerifyDraws verify)
{
    /// <summary>All commitments, the newest plans first.</summary>
    public async Task<Page<CommittedDraw>> PageAsync(
        string? after, int limit, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        IQueryable<InspectionPlan> plans = context.Set<InspectionPlan>();
        if (!string.IsNullOrEmpty(after))
        {
            plans = plans.Where(row => row.Code.CompareTo(after) < 0);
        }

        var page = await plans
            .Join(
                context.Set<InspectionDraw>(), plan => plan.Id, draw => draw.PlanId,
                (plan, draw) => new { plan.Code, plan.State, draw.CommittedAt })
            .OrderByDescending(one => one.Code).Take(limit + 1).ToListAsync(stop);
        return Page.Cut(
            page, limit, one => one.Code,
            one => new CommittedDraw(one.Code, one.State, one.CommittedAt));
    }

    /// <summary>Error: no such plan was committed.</summary>
    public async Task<Outcome<PublicDrawView>> ShowAsync(string code, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        if (await KeepPlans.FindAsync(context, code, stop) is not { } plan
            || await context.Set<InspectionDraw>()
                .FirstOrDefaultAsync(row => row.PlanId == plan.Id, stop) is not { } draw)
        {
            return new Problem(ProblemCode.NotFound, "plan", code);
        }

        var check = await verify.OfAsync(context, plan, stop);
        var view = new PublicDrawView
        {
            Plan = plan.Code, State = plan.State, CommittedAt = draw.CommittedAt,
            FrameHash = draw.FrameHash, SecretHash = draw.SecretHash,
            PublicSource = draw.PublicSource, Faults = check!.Faults,
        };
        if (draw.Secret is not { } secret)
        {
            return view;
        }

        var sites = await context.Set<Visit>()
            .Where(row => row.PlanId == plan.Id && row.Turn == 1)
            .OrderBy(row => row.N).Select(row => row.SiteCode).ToListAsync(stop);
        return view with
        {
            Name = plan.Name, Rule = draw.Rule, PublicWord = draw.PublicWord, Secret = secret,
            Seed = SiteDraw.SeedOf(secret, draw.PublicWord ?? ""), Frame = check.Frame,
            Sites = sites,
        };
    }

    /// <summary>The frame's text as it was hashed. Error: none, or not public yet.</summary>
    public async Task<Outcome<string>> FrameAsync(string code, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await KeepPlans.FindAsync(context, code, stop)
            is { State: PlanState.Revealed } plan
            ? DrawFrame.Write(await DrawJournal.FrameAsync(context, plan.Id, stop))
            : new Problem(ProblemCode.NotFound, "plan", code);
    }
}
