using System.Security.Cryptography;
using CivicLoop.Domain;
using CivicLoop.Domain.Inspections;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Places.Contracts;
using CivicLoop.Modules.Standards.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using CivicLoop.Platform.Secrets;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Inspections;

/// <summary>Commits, draws and reveals: frame, rule and secret are fixed in the journal first, then
/// sites are drawn and inspectors sent, and when nobody is on the way any more the secret is told.
/// </summary>
internal sealed class DrawPlan(
    CityDatabase database, CityHolder city, PlanFrame frames, FindInspectors inspectors,
    SiteLists sites, EditionLists editions, PlanRoutes routes, ContactVault vault,
    TimeProvider time)
{
    // 256 bits: nobody finds it by trying.
    private const int SecretBytes = 32;

    /// <summary>Fixes frame, rule and secret. Errors: the caller may not; the plan is no draft; no
    /// site fits it; nobody could be sent.</summary>
    /// <param name="source">Where a number that nobody knows yet will come from, such as a lottery
    /// of a later day; without it only the secret decides.</param>
    public async Task<Outcome<InspectionPlan>> CommitAsync(
        string code, string? source, Caller caller, CancellationToken stop = default)
    {
        if ((caller.Refuse(Permission.InspectionDraw)
            ?? TextRule.Short(source, "publicSource", PlanRules.SourceMax)) is { } refused)
        {
            return refused;
        }

        if (await FindAsync(code, stop) is not { } seen)
        {
            return new Problem(ProblemCode.NotFound, "plan", code);
        }

        var frame = await frames.OfAsync(seen, stop);
        var rule = seen.RuleOn(editions.Today);
        if (SiteDraw.Strata(frame, rule).Sum(share => share.Drawn) == 0)
        {
            return new Problem(ProblemCode.NoSiteToDraw, "siteKinds");
        }

        if ((await inspectors.AllAsync(seen.OrganizationCodes, stop)).Count == 0)
        {
            return new Problem(ProblemCode.NobodyToSend, "inspectorOrgs");
        }

        var now = Instants.Storable(time.GetUtcNow());
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes));
        var draw = new InspectionDraw
        {
            PlanId = seen.Id, Rule = rule.ToString(), FrameHash = DrawFrame.HashOf(frame),
            SecretHash = DrawFrame.Hash(secret), LockedSecret = vault.Lock(secret),
            PublicSource = source?.Trim() ?? "", CommittedAt = now,
        };
        return await database.WriteAsync(
            async session =>
            {
                if (!PlanRules.Step(seen, PlanState.Draft, PlanState.Committed)
                        .Try(out var after, out var wrong))
                {
                    return wrong;
                }

                var late = await KeepPlans.MoveAsync(
                    session, seen, after, DrawJournal.Committed,
                    DrawJournal.Facts(draw, frame.Count), caller.Actor, now);
                if (late is not null)
                {
                    return late;
                }

                await session.InsertAsync(draw);
                foreach (var one in frame)
                {
                    await session.InsertAsync(new FrameLine
                    {
                        PlanId = seen.Id, SiteCode = one.Code, SiteKindCode = one.Kind,
                        DistrictCode = one.District, LastDay = one.LastDay,
                    });
                }

                return (Outcome<InspectionPlan>)after;
            },
            stop);
    }

    /// <summary>Draws the sites and sends inspectors blind. Errors: the caller may not; the plan is
    /// not committed; the announced public word is missing; frame, rule or secret are not those
    /// that were fixed; nobody can be sent.</summary>
    public async Task<Outcome<InspectionPlan>> DrawAsync(
        string code, string? word, Caller caller, CancellationToken stop = default)
    {
        if ((caller.Refuse(Permission.InspectionDraw)
            ?? TextRule.Short(word, "publicWord", PlanRules.WordMax)) is { } refused)
        {
            return refused;
        }

        await using var context = database.OpenContext();
        if (await KeepPlans.FindAsync(context, code, stop) is not { } seen)
        {
            return new Problem(ProblemCode.NotFound, "plan", code);
        }

        if (!PlanRules.Step(seen, PlanState.Committed, PlanState.Drawn)
                .Try(out var after, out var wrong)
            || !(await ReadAsync(context, seen, word, stop)).Try(out var ready, out wrong))
        {
            return wrong;
        }

        var people = await inspectors.AllAsync(seen.OrganizationCodes, stop);
        if (people.Count == 0)
        {
            return new Problem(ProblemCode.NobodyToSend, "inspectorOrgs");
        }

        var register = await RegisterAsync(ready.Drawn, stop);
        var ties = await TiesAsync(context, ready.Drawn, register, stop);
        var sent = BlindAssignment.Of(ready.Seed, ready.Drawn.Sites, people, ties);
        var now = Instants.Storable(time.GetUtcNow());
        var routed = await RouteAsync(context, seen, sent, people, ties, register, now, stop);
        return await database.WriteAsync(
            async session =>
            {
                var codes = ready.Drawn.Sites.Select(one => one.Site.Code);
                var late = await KeepPlans.MoveAsync(
                    session, seen, after, DrawJournal.Drawn,
                    new DrawResult(ready.Draw.PublicWord!, SiteDraw.HashOf(codes)),
                    caller.Actor, now);
                if (late is not null)
                {
                    return late;
                }

                await session.UpdateAsync(ready.Draw with { DrawnAt = now });
                await StoreAsync(session, seen, routed, register, caller.Actor, now);
                return (Outcome<InspectionPlan>)after;
            },
            stop);
    }

    /// <summary>Tells the secret. Errors: the caller may not; the plan is not drawn; inspectors are
    /// still on the way.</summary>
    public Task<Outcome<InspectionPlan>> RevealAsync(
        string code, Caller caller, CancellationToken stop = default)
    {
        if (caller.Refuse(Permission.InspectionDraw) is { } refused)
        {
            return Task.FromResult((Outcome<InspectionPlan>)refused);
        }

        var now = Instants.Storable(time.GetUtcNow());
        return database.WriteAsync(
            async session =>
            {
                if (await KeepPlans.FindAsync(session.Reads, code, stop) is not { } before)
                {
                    return new Problem(ProblemCode.NotFound, "plan", code);
                }

                var left = await session.Reads.Set<Visit>().CountAsync(
                    row => row.PlanId == before.Id
                        && (row.State == VisitState.Planned || row.State == VisitState.Begun),
                    stop);
                if (!PlanRules.Step(before, PlanState.Drawn, PlanState.Revealed)
                    .Try(out var after, out var wrong))
                {
                    return wrong;
                }

                if (PlanRules.RefuseReveal(before, editions.Today, left) is { } early)
                {
                    return early;
                }

                var draw = await session.Reads.Set<InspectionDraw>()
                    .FirstAsync(row => row.PlanId == before.Id, stop);
                var secret = vault.Unlock(draw.LockedSecret);
                await session.UpdateAsync(draw with { Secret = secret, RevealedAt = now });
                return await KeepPlans.MoveAsync(
                    session, before, after, DrawJournal.Revealed, new { secret }, caller.Actor,
                    now) is { } late
                    ? late
                    : (Outcome<InspectionPlan>)after;
            },
            stop);
    }

    private sealed record Ready(InspectionDraw Draw, string Seed, DrawnSites Drawn);

    private async Task<InspectionPlan?> FindAsync(string code, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await KeepPlans.FindAsync(context, code, stop);
    }

    // What is drawn from must be what was fixed: it has lain in the database since.
    private async Task<Outcome<Ready>> ReadAsync(
        CityContext context, InspectionPlan plan, string? word, CancellationToken stop)
    {
        var draw = await context.Set<InspectionDraw>()
            .FirstAsync(row => row.PlanId == plan.Id, stop);
        if (draw.PublicSource.Length > 0 && string.IsNullOrWhiteSpace(word))
        {
            return new Problem(ProblemCode.FieldRequired, "publicWord");
        }

        var said = draw.PublicSource.Length > 0 ? word!.Trim() : "";
        var frame = await DrawJournal.FrameAsync(context, plan.Id, stop);
        var secret = vault.Unlock(draw.LockedSecret);
        var (committed, _) = await DrawJournal.ReadAsync(context, plan.Id, stop);
        var faults = DrawProof.Check(
            committed, result: null, new StoredDraw(draw.Rule, frame, null, said, []));
        if (faults.Count > 0 || DrawFrame.Hash(secret) != committed?.SecretHash)
        {
            return new Problem(
                ProblemCode.DrawUnfit, null,
                faults.Count > 0 ? faults[0] : DrawFault.SecretChanged);
        }

        var seed = SiteDraw.SeedOf(secret, said);
        var rule = DrawRule.Parse(draw.Rule).Value;
        return new Ready(
            draw with { PublicWord = said }, seed, SiteDraw.Run(seed, frame, rule));
    }

    private async Task<IReadOnlyDictionary<string, SiteTies>> TiesAsync(
        CityContext context, DrawnSites drawn, Dictionary<string, Site> register,
        CancellationToken stop)
    {
        var last = await LastVisits.OfAsync(context, city.Current.TimeZone, stop);
        return drawn.Sites.Select(one => one.Site.Code).ToDictionary(
            code => code,
            code => new SiteTies(
                [.. register[code].AreaCodes], last.GetValueOrDefault(code)?.Inspector));
    }

    // Where nobody fits, and where a site has ended, there is no way to be found.
    private async Task<RoutedVisits> RouteAsync(
        CityContext context, InspectionPlan plan, IReadOnlyList<AssignedVisit> sent,
        IReadOnlyList<Inspector> people, IReadOnlyDictionary<string, SiteTies> ties,
        Dictionary<string, Site> register, DateTimeOffset now, CancellationToken stop)
    {
        bool IsOnTheWay(AssignedVisit one) => one.Inspector is not null
            && register[one.Site.Site.Code].State == SiteState.Active;
        var placed = sent.Where(IsOnTheWay).ToList();
        var draw = await routes.RunAsync(
            context, plan, placed, new RouteDeal(placed, people, ties), register, now, stop);
        var left = new Queue<AssignedVisit>(draw.Sent);
        var stops = new Queue<RoutedVisit?>(
            draw.Sent.Select((_, n) => draw.Stops.GetValueOrDefault(n)));
        return new RoutedVisits(
            [
                .. sent.Select(one => IsOnTheWay(one)
                    ? (left.Dequeue(), stops.Dequeue())
                    : (one, (RoutedVisit?)null)),
            ],
            draw);
    }

    private sealed record RoutedVisits(
        IReadOnlyList<(AssignedVisit Sent, RoutedVisit? Stop)> Visits, RoutedDraw Draw);

    private static async Task StoreAsync(
        WriteSession session, InspectionPlan plan, RoutedVisits routed,
        Dictionary<string, Site> register, string actor, DateTimeOffset now)
    {
        await session.InsertAsync(routed.Draw.Route);
        var stops = new List<InspectionStop>();
        foreach (var (n, (one, at)) in routed.Visits.Index())
        {
            var visit = Sent(plan, one, register[one.Site.Site.Code], n, now);
            await session.InsertAsync(visit);
            if (at is not null)
            {
                stops.Add(new InspectionStop
                {
                    VisitId = visit.Id, PlanId = plan.Id, Inspector = visit.Inspector!,
                    Day = routed.Draw.Days[at.Day], N = at.N, AtMinute = at.At,
                    Minutes = at.Visit.Minutes, Metres = at.Metres,
                });
                await session.InsertAsync(stops[^1]);
            }
        }

        await SubjectJournal.AppendAsync(
            session, plan.Id, actor, DrawJournal.Routed,
            DrawJournal.Facts(routed.Draw.Route, stops), now);
    }

    // Also sites that ended since the frame was fixed: their rows stay.
    private async Task<Dictionary<string, Site>> RegisterAsync(
        DrawnSites drawn, CancellationToken stop)
    {
        var register = (await sites.AllAsync(new SiteFilter(), stop))
            .ToDictionary(site => site.Code);
        foreach (var code in drawn.Sites.Select(one => one.Site.Code)
            .Where(code => !register.ContainsKey(code)))
        {
            register[code] = await sites.FindAsync(code, stop)
                ?? throw new InvalidOperationException($"Site {code} is gone.");
        }

        return register;
    }

    // A site that ended since the frame was fixed is drawn all the same, and its visit came to
    // nothing; leaving it out would change the draw.
    private static Visit Sent(
        InspectionPlan plan, AssignedVisit one, Site site, int n, DateTimeOffset now) => new()
    {
        // Ids a millisecond apart keep the order of the draw.
        Id = Ids.New(now.AddMilliseconds(n)),
        Purpose = VisitPurpose.Plan,
        PlanId = plan.Id,
        N = one.Site.N,
        Turn = one.Turn,
        SiteId = site.Id,
        SiteCode = one.Site.Site.Code,
        SiteKindCode = one.Site.Site.Kind,
        DistrictCode = one.Site.Site.District,
        EditionCode = plan.EditionCode,
        Inspector = one.Inspector,
        State = site.State == SiteState.Active ? VisitState.Planned : VisitState.Missed,
        DueDay = plan.ToDay,
    };
}
