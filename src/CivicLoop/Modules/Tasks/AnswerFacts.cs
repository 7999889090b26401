using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Tasks;
using CivicLoop.Modules.Burden.Contracts;
using CivicLoop.Modules.Tasks.Contracts;
using CivicLoop.Platform.Database;

namespace CivicLoop.Modules.Tasks;

/// <summary>Answers the facts a task asks for: what is known is used again, what is new is entered
/// once.</summary>
internal sealed class AnswerFacts(KnownFacts facts)
{
    /// <summary>Answers whether every fact is there now. Errors: a value is too long.</summary>
    public async Task<Outcome<bool>> RunAsync(
        WriteSession session, UnitTask task, TaskInput input, Caller caller,
        DateTimeOffset now, CancellationToken stop)
    {
        var plan = await KeepPlans.FindAsync(session.Reads, task.PlanId, stop);
        // The parts of a form answer it; who decomposed it adds nothing.
        if (plan is null || plan.FactNames.Count == 0 || task.Parts > 0)
        {
            return true;
        }

        var known = await facts.HoldingAsync(
            session.Reads, plan.FactNames, [task.UnitCode], stop);
        foreach (var name in plan.FactNames)
        {
            var held = known.GetValueOrDefault((task.UnitCode, name));
            var said = TextRule.Blank(input.Facts?.GetValueOrDefault(name));
            if (said is null && held is null)
            {
                return new Problem(ProblemCode.FieldRequired, "facts", name);
            }

            if (said is not null && said != held?.Value)
            {
                if (!(await KnownFacts.EnterAsync(
                    session, task.UnitCode, name, said, caller.Actor, now))
                    .Try(out held, out var fault))
                {
                    return fault;
                }
            }

            await KnownFacts.UseAsync(session, held!, TaskAsks.Source, task.Id, task.Title, now);
        }

        return true;
    }
}
