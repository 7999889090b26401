using CivicLoop.Domain;
using CivicLoop.Domain.Burden;
using CivicLoop.Domain.Tasks;
using CivicLoop.Modules.Burden.Contracts;
using CivicLoop.Platform.Database;

namespace CivicLoop.Modules.Tasks;

/// <summary>How many of a round were asked and why others were not.</summary>
internal sealed record RoundCounts(int New, int Joined, int Known, int Held);

/// <summary>Stores one round of a plan: tasks, their first step, what they count as burden, and the
/// notices.</summary>
internal sealed class WriteRound(CountAsk count, KnownFacts facts, TaskNotices notices)
{
    private const string Plan = "plan";

    /// <param name="at">When the units hear of it.</param>
    public async Task<RoundCounts> RunAsync(
        WriteSession session, TaskPlan plan, Decomposed decomposed, string actor,
        DateTimeOffset now, DateTimeOffset at, CancellationToken stop)
    {
        var known = await facts.HoldingAsync(session.Reads, plan.FactNames, units: null, stop);
        // Ids a millisecond apart keep the order of the units.
        foreach (var (n, one) in decomposed.Tasks.Index())
        {
            switch (one.Kind)
            {
                case PlannedKind.New:
                    await AskAsync(
                        session, TaskOf(plan, one, n, TaskState.Sent, at), plan, actor, now);
                    break;
                case PlannedKind.Held:
                    await session.InsertAsync(TaskOf(plan, one, n, TaskState.Held, at));
                    break;
                case PlannedKind.Joined:
                    await session.InsertAsync(new TaskJoin(plan.Id, plan.Rounds, one.Joins!.Value));
                    await CountAsync(session, plan, one, one.Joins!.Value, AskOutcome.Merged, at);
                    break;
                case PlannedKind.Known:
                    await CountAsync(session, plan, one, plan.Id, AskOutcome.Known, at);
                    foreach (var name in one.KnownFacts)
                    {
                        await KnownFacts.UseAsync(
                            session, known[(one.Unit.UnitCode, name)], Plan, plan.Id, plan.Title,
                            now);
                    }

                    break;
            }
        }

        return new RoundCounts(
            decomposed.Count(PlannedKind.New), decomposed.Count(PlannedKind.Joined),
            decomposed.Count(PlannedKind.Known), decomposed.Count(PlannedKind.Held));
    }

    /// <summary>Stores a task that is asked, with its first step, its count and its notice.
    /// </summary>
    public async Task AskAsync(
        WriteSession session, UnitTask task, TaskPlan plan, string actor, DateTimeOffset now)
    {
        await session.InsertAsync(task);
        await session.InsertAsync(new TaskStep(
            task.Id, 1, now, TaskCommand.Send, actor, task.IssuerCode, task.Words));
        await CountAsync(session, task, plan.Kind, plan.Minutes);
        await notices.TellAsync(session, task, TaskCommand.Send, now, task.SentAt);
    }

    /// <summary>Counts what a task asks of its unit.</summary>
    public Task CountAsync(WriteSession session, UnitTask task, AskKind kind, int minutes) =>
        count.AddAsync(session, new AskInput(
            kind, TaskAsks.Source, task.Id, task.UnitCode, task.IssuerCode, task.DueDay,
            task.SentAt, minutes, task.Title));

    private Task CountAsync(
        WriteSession session, TaskPlan plan, PlannedTask one, Guid about, AskOutcome outcome,
        DateTimeOffset at) =>
        count.AddAsync(session, new AskInput(
            plan.Kind, TaskAsks.Source, about, one.Unit.UnitCode, plan.IssuerCode, one.Due, at,
            plan.Minutes, plan.Title, outcome));

    private static UnitTask TaskOf(
        TaskPlan plan, PlannedTask one, int n, TaskState state, DateTimeOffset at) => new()
    {
        Id = Ids.New(at.AddMilliseconds(n)),
        PlanId = plan.Id,
        Round = plan.Rounds,
        UnitCode = one.Unit.UnitCode,
        IssuerCode = plan.IssuerCode,
        Title = plan.Title,
        Words = "",
        Sites = string.Join(' ', one.Unit.Sites),
        DueDay = one.Due,
        State = state,
        SameKey = plan.SameKey,
        SentAt = at,
        Version = 1,
    };
}
