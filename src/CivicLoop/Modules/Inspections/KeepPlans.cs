using System.Globalization;
using CivicLoop.Domain.Inspections;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Standards.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Inspections;

/// <summary>Makes, changes and drops plans; each keeps a chain of its own in the journal.</summary>
internal sealed class KeepPlans(
    CityDatabase database, CityHolder city, PlanFrame frame, EditionLists editions,
    TimeProvider time)
{
    /// <summary>Makes a plan, or changes the one of this code. Errors: as
    /// <see cref="PlanRules.Enter"/>; the caller may not; there is no such plan.</summary>
    public async Task<Outcome<InspectionPlan>> SaveAsync(
        string? code, PlanWish wish, Caller caller, CancellationToken stop = default)
    {
        if (caller.Refuse(Permission.InspectionPlan) is { } refused)
        {
            return refused;
        }

        var model = city.Current;
        var around = new PlanSurroundings(
            await frame.KindsAsync(wish.Edition, stop),
            area => model.Areas.Find(area) is not null,
            one => model.Organizations.Find(one) is { RetiredAt: null });
        var now = Instants.Storable(time.GetUtcNow());
        return await database.WriteAsync(
            async session =>
            {
                var before = code is null ? null : await FindAsync(session.Reads, code, stop);
                if (code is not null && before is null)
                {
                    return new Problem(ProblemCode.NotFound, "plan", code);
                }

                var number = before?.Code ?? await NextCodeAsync(session.Reads, stop);
                return PlanRules.Enter(wish, before, number, around, caller.Actor, now)
                    .Try(out var after, out var wrong)
                    ? await StoreAsync(session, before, after, caller.Actor, now)
                    : wrong;
            },
            stop);
    }

    /// <summary>Errors: as <see cref="PlanRules.Drop"/>; the caller may not; there is none.
    /// </summary>
    public Task<Outcome<InspectionPlan>> DropAsync(
        string code, string? reason, Caller caller, CancellationToken stop = default)
    {
        if (caller.Refuse(Permission.InspectionPlan) is { } refused)
        {
            return Task.FromResult((Outcome<InspectionPlan>)refused);
        }

        var now = Instants.Storable(time.GetUtcNow());
        return database.WriteAsync(
            async session =>
            {
                if (await FindAsync(session.Reads, code, stop) is not { } before)
                {
                    return new Problem(ProblemCode.NotFound, "plan", code);
                }

                if (!PlanRules.Drop(before, reason).Try(out var after, out var wrong))
                {
                    return wrong;
                }

                return await MoveAsync(
                    session, before, after, "plan.Dropped", new { reason = reason!.Trim() },
                    caller.Actor, now) is { } late
                    ? late
                    : (Outcome<InspectionPlan>)after;
            },
            stop);
    }

    public static async Task<InspectionPlan?> FindAsync(
        CityContext reads, string code, CancellationToken stop) =>
        await reads.Set<InspectionPlan>().FirstOrDefaultAsync(row => row.Code == code, stop);

    /// <summary>Stores a plan as it has become, with its journal entry. Error: it changed
    /// meanwhile.</summary>
    public static async Task<Problem?> MoveAsync(
        WriteSession session, InspectionPlan before, InspectionPlan after, string kind,
        object facts, string actor, DateTimeOffset now)
    {
        if (!await session.UpdateAsync(after, before.Version))
        {
            return new Problem(ProblemCode.ChangedMeanwhile, "version");
        }

        await SubjectJournal.AppendAsync(session, after.Id, actor, kind, facts, now);
        return null;
    }

    private static async Task<Outcome<InspectionPlan>> StoreAsync(
        WriteSession session, InspectionPlan? before, InspectionPlan after, string actor,
        DateTimeOffset now)
    {
        var facts = new
        {
            after.Code, after.EditionCode, after.Areas, after.SiteKinds, after.InspectorOrgs,
            rule = after.RuleOn(after.FromDay).ToString(), after.FromDay, after.ToDay,
        };
        if (before is not null)
        {
            return await MoveAsync(
                session, before, after, "plan.Changed", facts, actor, now) is { } late
                ? late
                : after;
        }

        await session.InsertAsync(after);
        await SubjectJournal.AppendAsync(session, after.Id, actor, "plan.Made", facts, now);
        return after;
    }

    // J2026-0001, counted by the year.
    private async Task<string> NextCodeAsync(CityContext reads, CancellationToken stop)
    {
        var prefix = string.Create(
            CultureInfo.InvariantCulture, $"J{editions.Today.Year}-");
        var last = await reads.Set<InspectionPlan>().Where(row => row.Code.StartsWith(prefix))
            .OrderByDescending(row => row.Code).Select(row => row.Code).FirstOrDefaultAsync(stop);
        var n = last is null
            ? 1
            : int.Parse(last[prefix.Length..], CultureInfo.InvariantCulture) + 1;
        return string.Create(CultureInfo.InvariantCulture, $"{prefix}{n:0000}");
    }
}
