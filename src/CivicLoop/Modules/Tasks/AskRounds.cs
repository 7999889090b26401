using CivicLoop.Domain.Burden;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Tasks;
using CivicLoop.Modules.Burden.Contracts;
using CivicLoop.Modules.Tasks.Contracts;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Web;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Tasks;

/// <summary>Asks the next rounds of recurring plans when their time has come, and what was held
/// back once a week has room. The limits are asked again each time; nobody is asked at night.
/// </summary>
internal sealed class AskRounds(
    CityDatabase database, DecomposePlan decompose, WriteRound round, CountAsk count,
    TaskNotices notices, KeepPlans keep, TimeProvider time)
{
    private const int PlansAtOnce = 50;
    private const int HeldAtOnce = 2000;

    private static readonly Caller Clock = new("system", null, null, []);

    /// <summary>Answers how many rounds were asked.</summary>
    public async Task<int> RunAsync(CancellationToken stop)
    {
        var now = Instants.Storable(time.GetUtcNow());
        if (count.IsQuiet(now))
        {
            return 0;
        }

        var asked = 0;
        foreach (var plan in await DueAsync(stop))
        {
            var outcome = await database.WriteAsync(
                session => AskAsync(session, plan.Id, now, stop), stop);
            asked += outcome.Problem is null ? 1 : 0;
        }

        await database.WriteAsync(session => LetGoAsync(session, now), stop);
        await database.WriteAsync(session => ReleaseAsync(session, now, stop), stop);
        return asked;
    }

    private async Task<IReadOnlyList<TaskPlan>> DueAsync(CancellationToken stop)
    {
        await using var context = database.OpenContext();
        // A quarter is the longest round.
        var horizon = keep.Today.AddMonths(3).AddDays(1);
        var plans = await context.Set<TaskPlan>()
            .Where(row => row.State == PlanState.Published && row.NextDue != null
                && row.NextDue <= horizon)
            .OrderBy(row => row.Id).Take(PlansAtOnce).ToListAsync(stop);
        return [.. plans.Where(plan => PlanRules.AskedOn(plan, plan.Rounds) <= keep.Today)];
    }

    private async Task<Outcome<int>> AskAsync(
        WriteSession session, Guid id, DateTimeOffset now, CancellationToken stop)
    {
        if (await KeepPlans.FindAsync(session.Reads, id, stop)
                is not { State: PlanState.Published, NextDue: { } due } plan
            // Another program may have asked it a moment ago.
            || PlanRules.AskedOn(plan, plan.Rounds) > keep.Today)
        {
            return new Problem(ProblemCode.ChangedMeanwhile, "version");
        }

        var next = plan with
        {
            Rounds = plan.Rounds + 1,
            NextDue = PlanRules.After(plan, plan.Rounds + 1),
            Version = plan.Version + 1,
        };
        if (!await session.UpdateAsync(next, plan.Version))
        {
            return new Problem(ProblemCode.ChangedMeanwhile, "version");
        }

        // A round whose day passed while the program stood still is not asked after the fact.
        if (due <= keep.Today)
        {
            await KeepPlans.JournalAsync(session, next, "plan.RoundMissed", Clock, now);
            return 0;
        }

        var decomposed = await decompose.RunAsync(session.Reads, plan, holdsFull: true, stop);
        var counts = await round.RunAsync(session, plan, decomposed, Clock.Actor, now, now, stop);
        await KeepPlans.JournalAsync(session, next, "plan.Round", Clock, now, new { counts });
        return counts.New;
    }

    // There was no room until its day had passed: the unit was spared, and is not asked afterwards.
    private async Task<Outcome<int>> LetGoAsync(WriteSession session, DateTimeOffset now)
    {
        var today = TypedDay.Show(keep.Today);
        // The tasks first: of two programs that do this at once, the second waits and finds none.
        var ended = await session.ExecuteAsync(
            """
            UPDATE tasks SET state = 'Cancelled', ended_at = @now, version = version + 1
            WHERE state = 'Held' AND due_day <= @today
            """,
            ("@now", now), ("@today", today));
        await session.ExecuteAsync(
            """
            INSERT INTO task_steps (task_id, n, at, command, actor, organization, words)
            SELECT id, version, @now, 'Cancel', @actor, '', ''
            FROM tasks WHERE state = 'Cancelled' AND ended_at = @now AND due_day <= @today
            ON CONFLICT (task_id, n) DO NOTHING
            """,
            ("@now", now), ("@actor", Clock.Actor), ("@today", today));
        return ended;
    }

    private async Task<Outcome<int>> ReleaseAsync(
        WriteSession session, DateTimeOffset now, CancellationToken stop)
    {
        var today = keep.Today;
        var held = await session.Reads.Set<UnitTask>()
            .Where(row => row.State == TaskState.Held && row.DueDay > today)
            .OrderBy(row => row.DueDay).Take(HeldAtOnce)
            .Join(
                session.Reads.Set<TaskPlan>(), task => task.PlanId, plan => plan.Id,
                (task, plan) => new { task, plan })
            .ToListAsync(stop);
        if (held.Count == 0)
        {
            return 0;
        }

        var caps = await CountAsk.CapsAsync(session.Reads, stop);
        var loads = await CountAsk.LoadsAsync(
            session.Reads, BurdenWeek.Of(held[0].task.DueDay),
            BurdenWeek.Of(held[^1].task.DueDay), stop);
        var released = 0;
        foreach (var one in held)
        {
            var (task, plan) = (one.task, one.plan);
            var week = BurdenWeek.Of(task.DueDay);
            if (loads.WouldPass(
                caps, task.UnitCode, week, task.IssuerCode, plan.Kind, plan.Minutes) is not null)
            {
                continue;
            }

            var sent = task with
            {
                State = TaskState.Sent, SentAt = now, Version = task.Version + 1,
            };
            if (!await session.UpdateAsync(sent, task.Version))
            {
                continue;
            }

            loads.Add(task.UnitCode, week, task.IssuerCode, plan.Kind, 1, plan.Minutes);
            await session.InsertAsync(new TaskStep(
                task.Id, sent.Version, now, TaskCommand.Send, Clock.Actor, "", ""));
            await round.CountAsync(session, sent, plan.Kind, plan.Minutes);
            await notices.TellAsync(session, sent, TaskCommand.Send, now, now);
            released++;
        }

        return released;
    }
}
