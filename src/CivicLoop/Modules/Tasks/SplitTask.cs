using CivicLoop.Domain;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Tasks;
using CivicLoop.Modules.Tasks.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;

namespace CivicLoop.Modules.Tasks;

/// <summary>逐级分解: a unit decomposes its task to units below it, which may do the same again. The
/// unit above confirms the parts; its own task is done when they are.</summary>
internal sealed class SplitTask(CityHolder city, WriteTask write, WriteRound round)
{
    /// <summary>Errors: as <see cref="TaskDecider.Decide"/>; a unit that is not below; a part due
    /// after the whole.</summary>
    public async Task<Outcome<UnitTask>> RunAsync(
        WriteSession session, UnitTask task, TaskAction action, TaskInput input, Caller caller,
        DateTimeOffset now, CancellationToken stop)
    {
        if (!UnitsOf(task, input).Try(out var units, out var unknown))
        {
            return unknown;
        }

        if (action.Due > task.DueDay)
        {
            return new Problem(ProblemCode.TaskDuePast, "due");
        }

        var decided = await write.RunAsync(
            session, task, action with { Parts = units.Count }, caller, now, stop);
        if (decided.Problem is { } refused)
        {
            return refused;
        }

        var plan = await KeepPlans.FindAsync(session.Reads, task.PlanId, stop);
        foreach (var unit in units)
        {
            var part = task with
            {
                Id = Ids.New(now),
                ParentId = task.Id,
                UnitCode = unit.Code,
                IssuerCode = task.UnitCode,
                Words = action.Words.Trim(),
                Sites = "",
                DueDay = action.Due ?? task.DueDay,
                State = TaskState.Sent,
                Handler = null,
                SentAt = now,
                AcknowledgedAt = null,
                ReportedAt = null,
                Version = 1,
            };
            await round.AskAsync(session, part, plan!, caller.Actor, now);
        }

        return decided;
    }

    /// <summary>Units a task of this unit can be decomposed to.</summary>
    public IReadOnlyList<Organization> Below(string unit) =>
    [
        .. city.Current.Organizations.ChildrenOf(unit).Where(one => one.RetiredAt is null)
            .OrderBy(one => one.Code, StringComparer.Ordinal),
    ];

    private Outcome<List<Organization>> UnitsOf(UnitTask task, TaskInput input)
    {
        var below = Below(task.UnitCode);
        if (input.Below == true)
        {
            return below.Count > 0
                ? below.ToList()
                : new Problem(ProblemCode.FieldInvalid, "units", task.UnitCode);
        }

        var wanted = (input.Units ?? []).Distinct().ToList();
        var units = below.Where(one => wanted.Contains(one.Code)).ToList();
        return wanted.Count == 0 ? new Problem(ProblemCode.FieldRequired, "units")
            : units.Count < wanted.Count
                ? new Problem(
                    ProblemCode.UnitNotKnown, "units",
                    wanted.First(code => units.All(one => one.Code != code)))
            : units;
    }
}
