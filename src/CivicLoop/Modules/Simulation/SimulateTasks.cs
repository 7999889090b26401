using System.Globalization;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Tasks;
using CivicLoop.Modules.Burden.Contracts;
using CivicLoop.Modules.Tasks.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Simulation;

/// <summary>Plays what a demonstration city asks of its units through the domain: plans are
/// published, some units acknowledge, some report, one objects.</summary>
internal sealed class SimulateTasks(
    CityDatabase database, CityHolder city, KeepPlans keep, PublishPlan publish, ActOnTask act,
    ActOnObjection objections)
{
    private const int TasksPlayed = 200;
    private const int Turns = 4;

    /// <summary>Answers how many tasks were asked; nought where plans are there already or the pack
    /// has none. Errors: a plan the city refuses.</summary>
    public async Task<Outcome<int>> RunAsync(CancellationToken stop)
    {
        if (TaskScript.Find(city.Current.Identity) is not { } script
            || await HasPlansAsync(stop))
        {
            return 0;
        }

        var office = CallerOf(script.Issuer, Permission.TaskPlan);
        var asked = 0;
        foreach (var entry in script.Plans)
        {
            if (!(await keep.SaveAsync(null, entry.From(keep.Today), office, stop))
                    .Try(out var plan, out var fault)
                || !(await publish.RunAsync(
                    plan.Id, new PublishInput(null, Wait: true), office, stop))
                    .Try(out plan, out fault))
            {
                return fault;
            }

            var tasks = await TasksAsync(plan.Id, stop);
            asked += tasks.Count;
            if (await PlayAsync(plan, tasks, script, office, stop) is { } refused)
            {
                return refused;
            }
        }

        return asked;
    }

    private async Task<Problem?> PlayAsync(
        TaskPlan plan, IReadOnlyList<UnitTask> tasks, TaskScript script, Caller office,
        CancellationToken stop)
    {
        foreach (var (n, task) in tasks.Index())
        {
            var unit = CallerOf(task.UnitCode, Permission.TaskWork);
            foreach (var (command, input, caller) in Steps(plan, n, script, unit, office))
            {
                var outcome = await act.RunAsync(task.Id, command, input, caller, stop);
                if (outcome.Problem is { } problem)
                {
                    return problem;
                }
            }

            if (n == Turns - 1 && plan.Title == script.Objection.Title)
            {
                var made = await objections.MakeAsync(
                    new ObjectionInput(
                        "task", task.Id, script.Objection.Reason, script.Objection.Text),
                    unit, stop);
                if (made.Problem is { } problem)
                {
                    return problem;
                }
            }
        }

        return null;
    }

    // A quarter each: in hand, reported, confirmed, not looked at yet.
    private static IEnumerable<(TaskCommand, TaskInput, Caller)> Steps(
        TaskPlan plan, int n, TaskScript script, Caller unit, Caller office)
    {
        var turn = n % Turns;
        if (turn == 0)
        {
            yield return (TaskCommand.Acknowledge, new TaskInput(), unit);
            yield return (
                TaskCommand.Note, new TaskInput { Words = Pick(script.Notes, n) }, unit);
        }

        if (turn is 1 or 2)
        {
            yield return (
                TaskCommand.Report,
                new TaskInput
                {
                    Words = Pick(script.Results, n),
                    Facts = plan.FactNames.Index().ToDictionary(
                        one => one.Item,
                        one => ((n + 3) * (one.Index + 2)).ToString(CultureInfo.InvariantCulture)),
                },
                unit);
        }

        if (turn == 2)
        {
            yield return (TaskCommand.Confirm, new TaskInput(), office);
        }
    }

    private static string Pick(IReadOnlyList<string> texts, int n) => texts[n % texts.Count];

    private async Task<bool> HasPlansAsync(CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await context.Set<TaskPlan>().AnyAsync(stop);
    }

    private async Task<List<UnitTask>> TasksAsync(Guid plan, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await context.Set<UnitTask>().Where(row => row.PlanId == plan)
            .OrderBy(row => row.UnitCode).Take(TasksPlayed).ToListAsync(stop);
    }

    private Caller CallerOf(string organization, Permission permission)
    {
        var path = city.Current.Organizations.PathOf(organization);
        return new Caller(
            "system", organization, path, [new Grant(permission, new Scope(path, null))]);
    }
}
