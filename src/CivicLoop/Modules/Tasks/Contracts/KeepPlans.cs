using CivicLoop.Domain;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Tasks;
using CivicLoop.Modules.Responsibilities.Contracts;
using CivicLoop.Modules.Standards.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using CivicLoop.Platform.Web;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Tasks.Contracts;

/// <summary>Drafts, changes, discards and ends plans; page and API come through here.</summary>
internal sealed class KeepPlans(
    CityDatabase database, CityHolder city, FindDuties duties, EditionLists editions,
    SiteKindLists kinds, TimeProvider time)
{
    /// <summary>Whose chain the plans are journaled on; each task has a chain of its own.</summary>
    public static Guid Subject { get; } = new("0198a000-0000-7000-8000-000000000024");

    /// <summary>The day it is in the city.</summary>
    public DateOnly Today => duties.Today;

    /// <summary>Drafts a plan, or changes a draft. Errors: the caller may not; the plan is
    /// published; what <see cref="PlanInput.Read"/> and <see cref="PlanRules.Fault"/> say; an
    /// edition, criterion or kind nobody knows.</summary>
    /// <param name="id">The draft to change; null for a new one.</param>
    public async Task<Outcome<TaskPlan>> SaveAsync(
        Guid? id, PlanInput input, Caller caller, CancellationToken stop = default)
    {
        if (Refuse(caller) is { } denied)
        {
            return denied;
        }

        var now = Instants.Storable(time.GetUtcNow());
        if (!input.Read(city.Current, id ?? Ids.New(now), caller, now)
            .Try(out var wanted, out var fault))
        {
            return fault;
        }

        if ((PlanRules.Fault(wanted, Today) ?? await UnknownAsync(wanted, stop)) is { } wrong)
        {
            return wrong;
        }

        return await database.WriteAsync(
            async session => id is null
                ? await InsertAsync(session, wanted, caller, now)
                : await ChangeAsync(session, wanted, caller, now, stop),
            stop);
    }

    /// <summary>Discards a draft. Errors: there is none, or it is published.</summary>
    public Task<Outcome<TaskPlan>> DiscardAsync(
        Guid id, Caller caller, CancellationToken stop = default) =>
        ActAsync(id, caller, async (session, plan, now) =>
        {
            if (plan.State != PlanState.Draft)
            {
                return new Problem(ProblemCode.TaskPlanFixed, null, plan.Title);
            }

            await session.DeleteAsync(plan);
            await JournalAsync(session, plan, "plan.Discarded", caller, now);
            return plan;
        }, stop);

    /// <summary>Asks for no further round; what was asked can be finished. Errors: there is none,
    /// or it is not published.</summary>
    public Task<Outcome<TaskPlan>> EndAsync(
        Guid id, Caller caller, CancellationToken stop = default) =>
        ActAsync(id, caller, async (session, plan, now) =>
        {
            if (plan.State != PlanState.Published)
            {
                return new Problem(ProblemCode.TaskPlanFixed, null, plan.Title);
            }

            var ended = plan with
            {
                State = PlanState.Ended, NextDue = null, Version = plan.Version + 1,
            };
            if (!await session.UpdateAsync(ended, plan.Version))
            {
                return new Problem(ProblemCode.ChangedMeanwhile, "version");
            }

            await JournalAsync(session, ended, "plan.Ended", caller, now);
            return ended;
        }, stop);

    /// <summary>Why somebody may not plan; null for who may.</summary>
    public static Problem? Refuse(Caller caller) =>
        caller.RefuseUnlessStaff() ?? caller.Refuse(Permission.TaskPlan);

    public static Task<TaskPlan?> FindAsync(
        CityContext context, Guid id, CancellationToken stop) =>
        context.Set<TaskPlan>().FirstOrDefaultAsync(row => row.Id == id, stop);

    /// <summary>Codes only: what a plan says stands in the plan itself.</summary>
    public static Task JournalAsync(
        WriteSession session, TaskPlan plan, string kind, Caller caller, DateTimeOffset now,
        object? more = null) =>
        SubjectJournal.AppendAsync(
            session, Subject, caller.Actor, kind,
            new
            {
                plan.Id, plan.Kind, plan.EditionCode, plan.Criteria, plan.Target, plan.Level,
                plan.AreaCode, plan.SiteKindCode, plan.IssuerCode, plan.Minutes, plan.Repeat,
                firstDue = TypedDay.Show(plan.FirstDue), plan.Rounds, more,
            },
            now);

    private async Task<Outcome<TaskPlan>> ActAsync(
        Guid id, Caller caller,
        Func<WriteSession, TaskPlan, DateTimeOffset, Task<Outcome<TaskPlan>>> act,
        CancellationToken stop)
    {
        if (Refuse(caller) is { } denied)
        {
            return denied;
        }

        var now = Instants.Storable(time.GetUtcNow());
        return await database.WriteAsync(
            async session => await FindAsync(session.Reads, id, stop) is { } plan
                ? await act(session, plan, now)
                : new Problem(ProblemCode.NotFound, "id", id.ToString()),
            stop);
    }

    private static async Task<Outcome<TaskPlan>> InsertAsync(
        WriteSession session, TaskPlan wanted, Caller caller, DateTimeOffset now)
    {
        await session.InsertAsync(wanted);
        await JournalAsync(session, wanted, "plan.Drafted", caller, now);
        return wanted;
    }

    private static async Task<Outcome<TaskPlan>> ChangeAsync(
        WriteSession session, TaskPlan wanted, Caller caller, DateTimeOffset now,
        CancellationToken stop)
    {
        if (await FindAsync(session.Reads, wanted.Id, stop) is not { } before)
        {
            return new Problem(ProblemCode.NotFound, "id", wanted.Id.ToString());
        }

        if (before.State != PlanState.Draft)
        {
            return new Problem(ProblemCode.TaskPlanFixed, null, before.Title);
        }

        var after = wanted with { Version = before.Version + 1 };
        if (!await session.UpdateAsync(after, before.Version))
        {
            return new Problem(ProblemCode.ChangedMeanwhile, "version");
        }

        await JournalAsync(session, after, "plan.Changed", caller, now);
        return after;
    }

    private async Task<Problem?> UnknownAsync(TaskPlan plan, CancellationToken stop)
    {
        if (!(await editions.BodyAsync(plan.EditionCode, stop)).Try(out var body, out _))
        {
            return new Problem(ProblemCode.UnknownValue, "edition", plan.EditionCode);
        }

        var known = body.Criteria.Select(one => one.Code).ToHashSet();
        if (plan.CriteriaCodes.FirstOrDefault(code => !known.Contains(code)) is { } unknown)
        {
            return new Problem(ProblemCode.UnknownValue, "criteria", unknown);
        }

        return plan.SiteKindCode is { } kind
            && !(await kinds.AllAsync(stop)).Any(one => one.Code == kind)
                ? new Problem(ProblemCode.UnknownValue, "siteKind", kind)
                : null;
    }
}
