using CivicLoop.Domain;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Tasks;
using CivicLoop.Modules.Standards.Contracts;
using CivicLoop.Modules.Tasks.Contracts;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Tasks;

/// <summary>What becomes of a plan under another edition.</summary>
/// <param name="Kept">Criteria the other edition has too.</param>
/// <param name="Dropped">Criteria it has no more.</param>
/// <param name="Open">Tasks that go on as they stand.</param>
/// <param name="Begun">Those of them somebody has begun.</param>
internal sealed record CarriedPlan(
    TaskPlan Plan, IReadOnlyList<string> Kept, IReadOnlyList<string> Dropped, int Open, int Begun)
{
    /// <summary>A plan none of whose criteria is left stays where it is, with its open tasks:
    /// somebody decides about them.</summary>
    public bool Goes => Kept.Count > 0;
}

/// <summary>Takes plans over to a new edition. Open tasks go on with all that was done; what has
/// ended stays under the old edition, so that the old year can be read again.</summary>
internal sealed class CarryPlans(CityDatabase database, EditionLists editions, TimeProvider time)
{
    // A city has some dozens of plans an edition.
    private const int PlansMax = 1000;

    /// <summary>What would happen; nothing is stored. Errors: the caller may not; there is no such
    /// edition.</summary>
    public async Task<Outcome<IReadOnlyList<CarriedPlan>>> LookAsync(
        string? from, string? to, Caller caller, CancellationToken stop = default)
    {
        if (KeepPlans.Refuse(caller) is { } denied)
        {
            return denied;
        }

        if (!(await CriteriaAsync(from, to, stop)).Try(out var criteria, out var missing))
        {
            return missing;
        }

        await using var context = database.OpenContext();
        var found = await PlansAsync(context, from!, criteria, stop);
        return found;
    }

    /// <summary>Takes over every plan of an edition that has a criterion left. Errors: as
    /// <see cref="LookAsync"/>.</summary>
    public async Task<Outcome<IReadOnlyList<CarriedPlan>>> RunAsync(
        string? from, string? to, Caller caller, CancellationToken stop = default)
    {
        if (KeepPlans.Refuse(caller) is { } denied)
        {
            return denied;
        }

        if (!(await CriteriaAsync(from, to, stop)).Try(out var criteria, out var missing))
        {
            return missing;
        }

        var now = Instants.Storable(time.GetUtcNow());
        return await database.WriteAsync(
            async session =>
            {
                var plans = await PlansAsync(session.Reads, from!, criteria, stop);
                foreach (var one in plans.Where(one => one.Goes))
                {
                    if (await CarryAsync(session, one, to!, caller, now) is { } refused)
                    {
                        return refused;
                    }
                }

                return (Outcome<IReadOnlyList<CarriedPlan>>)plans;
            },
            stop);
    }

    private async Task<Outcome<HashSet<string>>> CriteriaAsync(
        string? from, string? to, CancellationToken stop)
    {
        if (string.IsNullOrEmpty(from) || await editions.FindAsync(from, stop) is null)
        {
            return new Problem(ProblemCode.UnknownValue, "from", from ?? "");
        }

        return to == from || !(await editions.BodyAsync(to, stop)).Try(out var body, out _)
            ? new Problem(ProblemCode.UnknownValue, "to", to ?? "")
            : body.Criteria.Select(one => one.Code).ToHashSet();
    }

    private static async Task<List<CarriedPlan>> PlansAsync(
        CityContext context, string edition, HashSet<string> criteria, CancellationToken stop)
    {
        var plans = await context.Set<TaskPlan>()
            .Where(row => row.EditionCode == edition
                && (row.State == PlanState.Published || row.State == PlanState.Ended))
            .OrderBy(row => row.Id).Take(PlansMax).ToListAsync(stop);
        var ids = plans.Select(plan => plan.Id).ToList();
        var open = (await context.Set<UnitTask>()
            .Where(row => ids.Contains(row.PlanId) && row.EndedAt == null)
            .GroupBy(row => new { row.PlanId, row.State })
            .Select(group => new { group.Key.PlanId, group.Key.State, Tasks = group.Count() })
            .ToListAsync(stop)).ToLookup(one => one.PlanId);
        return
        [
            .. plans
                // A plan that ended and has nothing open is history.
                .Where(plan => plan.State == PlanState.Published || open[plan.Id].Any())
                .Select(plan => new CarriedPlan(
                    plan, [.. plan.CriteriaCodes.Where(criteria.Contains)],
                    [.. plan.CriteriaCodes.Where(code => !criteria.Contains(code))],
                    open[plan.Id].Sum(one => one.Tasks),
                    open[plan.Id].Where(one => one.State is TaskState.Acknowledged
                        or TaskState.Returned or TaskState.Reported).Sum(one => one.Tasks))),
        ];
    }

    private static async Task<Problem?> CarryAsync(
        WriteSession session, CarriedPlan one, string to, Caller caller, DateTimeOffset now)
    {
        var old = one.Plan;
        var next = old with
        {
            Id = Ids.New(now),
            EditionCode = to,
            Criteria = string.Join(' ', one.Kept),
            CarriedFrom = old.Id,
            MadeBy = caller.Actor,
            MadeAt = now,
            Version = 0,
        };
        var left = old with
        {
            State = PlanState.Carried, NextDue = null, Version = old.Version + 1,
        };
        if (!await session.UpdateAsync(left, old.Version))
        {
            return new Problem(ProblemCode.ChangedMeanwhile, "version");
        }

        await session.InsertAsync(next);
        await MoveAsync(session, old, next, caller, now);
        await KeepPlans.JournalAsync(
            session, next, "plan.Carried", caller, now,
            new { from = old.Id, open = one.Open, dropped = one.Dropped });
        return null;
    }

    // State, words, parts, facts and who has it in hand stay: the rows only change their plan.
    private static async Task MoveAsync(
        WriteSession session, TaskPlan old, TaskPlan next, Caller caller, DateTimeOffset now)
    {
        await session.ExecuteAsync(
            """
            UPDATE tasks SET plan_id = @next, same_key = @key, version = version + 1
            WHERE plan_id = @old AND ended_at IS NULL
            """,
            ("@next", next.Id), ("@key", next.SameKey), ("@old", old.Id));
        await session.ExecuteAsync(
            """
            INSERT INTO task_steps (task_id, n, at, command, actor, organization, words)
            SELECT id, version, @now, 'Carry', @actor, @organization, @words
            FROM tasks WHERE plan_id = @next
            """,
            ("@now", now), ("@actor", caller.Actor),
            ("@organization", caller.OrganizationCode ?? ""),
            ("@words", $"{old.EditionCode} → {next.EditionCode}"), ("@next", next.Id));
        await session.ExecuteAsync(
            """
            UPDATE task_joins SET plan_id = @next
            WHERE plan_id = @old
                AND task_id IN (SELECT id FROM tasks WHERE ended_at IS NULL)
            """,
            ("@next", next.Id), ("@old", old.Id));
    }
}
