using CivicLoop.Domain.People;
using CivicLoop.Modules.Burden.Contracts;
using CivicLoop.Modules.Tasks.Contracts;
using CivicLoop.Platform.Jobs;
using CivicLoop.Platform.Journal;

namespace CivicLoop.Modules.Tasks;

/// <summary>任务分解: criteria decomposed to the units that do the work, their tasks, and how far they
/// are.</summary>
internal static class TasksModule
{
    // Units hear of a new round within the hour it begins.
    private static readonly TimeSpan AskEvery = TimeSpan.FromMinutes(20);

    public static IServiceCollection AddTasks(this IServiceCollection services) => services
        .AddSingleton<KeepPlans>()
        .AddSingleton<DecomposePlan>()
        .AddSingleton<PublishPlan>()
        .AddSingleton<WriteRound>()
        .AddSingleton<WriteTask>()
        .AddSingleton<SplitTask>()
        .AddSingleton<AnswerFacts>()
        .AddSingleton<ActOnTask>()
        .AddSingleton<TaskNotices>()
        .AddSingleton<CountWaiting>()
        .AddSingleton<TaskLists>()
        .AddSingleton<PlanLists>()
        .AddSingleton<CarryPlans>()
        .AddSingleton<TaskFeeds>()
        .AddSingleton<AskRounds>()
        .AddSingleton<AskSource, TaskAsks>()
        .AddJob(
            "ask-rounds", AskEvery,
            (provider, stop) => provider.GetRequiredService<AskRounds>().RunAsync(stop))
        .AddSingleton(new JournalSubject(
            KeepPlans.Subject, "tasks", "/console/tasks/plans",
            // All staff may read it, so whoever reads the journal may.
            Permission.AuditRead));
}
