using CivicLoop.Domain.People;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Jobs;
using CivicLoop.Platform.Journal;

namespace CivicLoop.Modules.Planning;

/// <summary>规划刚性约束: what is new on the ground is held against the control lines of the plan.
/// </summary>
internal static class PlanningModule
{
    private static readonly TimeSpan SeeEvery = TimeSpan.FromSeconds(5);

    public static IServiceCollection AddPlanning(this IServiceCollection services) => services
        .AddSingleton<IPackInstaller, InstallPlanning>()
        .AddSingleton<INewCaseWatch, CheckGround>()
        .AddSingleton<SeeArrivals>()
        .AddJob(
            "see-planning-arrivals", SeeEvery,
            (provider, stop) => provider.GetRequiredService<SeeArrivals>().RunAsync(stop))
        .AddSingleton<FindingLists>()
        .AddSingleton<ImportZones>()
        .AddSingleton<RegisterUse>()
        .AddSingleton<ImportUses>()
        .AddSingleton<WatchClasses>()
        .AddSingleton<DecideFinding>()
        .AddSingleton(new JournalSubject(
            CheckGround.Subject, "planning", PlanningPage.Here,
            // All staff may read it, so whoever reads the journal may.
            Permission.AuditRead));
}
