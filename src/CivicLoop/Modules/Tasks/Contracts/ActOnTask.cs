using CivicLoop.Domain;
using CivicLoop.Domain.Burden;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Tasks;
using CivicLoop.Modules.Burden.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Journal;
using CivicLoop.Platform.Web;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Tasks.Contracts;

/// <summary>A step as a form or a program says it.</summary>
internal sealed record TaskInput
{
    public string? Words { get; init; }

    /// <summary>The other unit, by code or whole name.</summary>
    public string? Unit { get; init; }

    /// <summary>Codes of the units below that get a part; <see cref="Below"/> for all of them.
    /// </summary>
    public IReadOnlyList<string>? Units { get; init; }

    /// <summary>All units directly below get a part.</summary>
    public bool? Below { get; init; }

    public string? Due { get; init; }

    /// <summary>The account that has it in hand from now on.</summary>
    public Guid? Handler { get; init; }

    /// <summary>Values by the names of the facts asked for; those known may be left out.</summary>
    public IReadOnlyDictionary<string, string>? Facts { get; init; }
}

/// <summary>The one place every button and API call that works on a task comes through.</summary>
internal sealed class ActOnTask(
    CityDatabase database, CityHolder city, WriteTask write, SplitTask split, AnswerFacts facts,
    TimeProvider time)
{
    private const int ConfirmAtOnce = 500;

    // What only the program does, with a plan or an objection.
    private static bool IsProgrammes(TaskCommand command) =>
        TaskWorkflow.Edges.All(edge => edge.Command != command || edge.Side == TaskSide.Program);

    /// <summary>Errors: there is no such task; as <see cref="TaskDecider.Decide"/> says; a unit,
    /// person or day nobody knows.</summary>
    public async Task<Outcome<UnitTask>> RunAsync(
        Guid id, TaskCommand command, TaskInput input, Caller caller,
        CancellationToken stop = default)
    {
        if (caller.RefuseUnlessStaff() is { } denied)
        {
            return denied;
        }

        if (IsProgrammes(command))
        {
            return new Problem(ProblemCode.UnknownValue, "command", command);
        }

        if (!TypedDay.Read(input.Due, "due").Try(out var due, out var fault))
        {
            return fault;
        }

        var now = Instants.Storable(time.GetUtcNow());
        return await database.WriteAsync(
            async session =>
            {
                if (await FindAsync(session.Reads, id, stop) is not { } task)
                {
                    return new Problem(ProblemCode.NotFound, "id", id.ToString());
                }

                var action = new TaskAction(command, input.Words ?? "", Due: due.Value);
                return await FillAsync(session, task, action, input, now, stop)
                    is { Problem: { } wrong }
                    ? wrong
                    : await StepAsync(session, task, action, input, caller, now, stop);
            },
            stop);
    }

    /// <summary>Confirms all that is reported of a plan. Answers how many; what one's own unit did
    /// stays for another. Errors: the caller may not.</summary>
    public async Task<Outcome<int>> ConfirmAllAsync(
        Guid planId, Caller caller, CancellationToken stop = default)
    {
        if (KeepPlans.Refuse(caller) is { } denied)
        {
            return denied;
        }

        var now = Instants.Storable(time.GetUtcNow());
        return await database.WriteAsync(
            async session =>
            {
                var reported = await session.Reads.Set<UnitTask>()
                    .Where(row => row.PlanId == planId && row.State == TaskState.Reported
                        && row.ParentId == null && row.UnitCode != caller.OrganizationCode)
                    .OrderBy(row => row.UnitCode).Take(ConfirmAtOnce).ToListAsync(stop);
                foreach (var task in reported)
                {
                    var outcome = await write.RunAsync(
                        session, task, new TaskAction(TaskCommand.Confirm), caller, now, stop);
                    if (outcome.Problem is { } problem)
                    {
                        return problem;
                    }
                }

                return (Outcome<int>)reported.Count;
            },
            stop);
    }

    /// <summary>Hands everything one person of a unit has in hand to another, with a line on where
    /// it stands: somebody changes post. Answers how many. Errors: the caller does not act for the
    /// unit; the next one holds no post there; words are missing.</summary>
    public async Task<Outcome<int>> HandOverAllAsync(
        string? from, Guid to, string? words, Caller caller, CancellationToken stop = default)
    {
        if ((caller.RefuseUnlessStaff() ?? caller.Refuse(Permission.TaskWork)) is { } denied)
        {
            return denied;
        }

        var unit = caller.OrganizationCode!;
        var now = Instants.Storable(time.GetUtcNow());
        return await database.WriteAsync(
            async session =>
            {
                if (!await HoldsPostAsync(session.Reads, to, unit, now, stop))
                {
                    return new Problem(ProblemCode.UnknownValue, "handler", to.ToString());
                }

                var action = new TaskAction(
                    TaskCommand.HandOver, words ?? "", Handler: ActingCaller.ActorOf(to));
                var tasks = await session.Reads.Set<UnitTask>()
                    .Where(row => row.UnitCode == unit && row.Handler == from
                        && row.EndedAt == null && row.State != TaskState.Reported
                        && row.State != TaskState.Held)
                    .OrderBy(row => row.Id).Take(ConfirmAtOnce).ToListAsync(stop);
                foreach (var task in tasks)
                {
                    var outcome = await write.RunAsync(session, task, action, caller, now, stop);
                    if (outcome.Problem is { } problem)
                    {
                        return problem;
                    }
                }

                return (Outcome<int>)tasks.Count;
            },
            stop);
    }

    public static Task<UnitTask?> FindAsync(
        CityContext context, Guid id, CancellationToken stop) =>
        context.Set<UnitTask>().FirstOrDefaultAsync(row => row.Id == id, stop);

    /// <summary>Whether an account acts for a unit.</summary>
    public static Task<bool> HoldsPostAsync(
        CityContext context, Guid account, string unit, DateTimeOffset now,
        CancellationToken stop) =>
        HeldPosts.Of(context, now).AnyAsync(
            post => post.AccountId == account && post.OrganizationCode == unit, stop);

    // Says of the input what nobody knows, before anything is decided.
    private async Task<Outcome<bool>> FillAsync(
        WriteSession session, UnitTask task, TaskAction action, TaskInput input,
        DateTimeOffset now, CancellationToken stop) =>
        action.Command switch
        {
            TaskCommand.HandOver when input.Handler is not { } person =>
                new Problem(ProblemCode.FieldRequired, "handler"),
            TaskCommand.HandOver when !await HoldsPostAsync(
                session.Reads, input.Handler!.Value, task.UnitCode, now, stop) =>
                new Problem(ProblemCode.UnknownValue, "handler", input.Handler.Value.ToString()),
            TaskCommand.Reassign when TextRule.Blank(input.Unit) is { } word
                && UnitOf(word) is null => new Problem(ProblemCode.UnitNotKnown, "unit", word),
            _ => true,
        };

    private async Task<Outcome<UnitTask>> StepAsync(
        WriteSession session, UnitTask task, TaskAction action, TaskInput input, Caller caller,
        DateTimeOffset now, CancellationToken stop)
    {
        switch (action.Command)
        {
            case TaskCommand.Split:
                return await split.RunAsync(session, task, action, input, caller, now, stop);
            case TaskCommand.Report:
                var answered = await facts.RunAsync(session, task, input, caller, now, stop);
                return answered.Try(out var all, out var wrong)
                    ? await write.RunAsync(
                        session, task, action with { Facts = all }, caller, now, stop)
                    : wrong;
            default:
                return await write.RunAsync(
                    session, task,
                    action with
                    {
                        Unit = UnitOf(input.Unit)?.Code,
                        Handler = input.Handler is { } person
                            ? ActingCaller.ActorOf(person)
                            : null,
                    },
                    caller, now, stop);
        }
    }

    private Organization? UnitOf(string? word)
    {
        var chart = city.Current.Organizations;
        var found = chart.Find(TextRule.Blank(word))
            ?? (chart.All.Where(one => one.NameZh == word || one.NameEn == word).Take(2).ToList()
                is [var only] ? only : null);
        return found is { RetiredAt: null } ? found : null;
    }
}
