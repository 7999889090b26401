using CivicLoop.Domain.People;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Modules.Patrols.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Jobs;
using CivicLoop.Platform.Journal;

namespace CivicLoop.Modules.Patrols;

/// <summary>巡查: beats, plans nobody can foresee, checks of places, and what was not seen in time.
/// </summary>
internal static class PatrolsModule
{
    private static readonly TimeSpan GoOnEvery = TimeSpan.FromHours(1);

    public static IServiceCollection AddPatrols(this IServiceCollection services) => services
        .AddSingleton<IPackInstaller, InstallPatrols>()
        .AddSingleton<ICaseTie, TiePatrolCases>()
        .AddSingleton<KeepBeats>()
        .AddSingleton<ImportBeats>()
        .AddSingleton<PlanPatrols>()
        .AddSingleton<RecordCheck>()
        .AddSingleton<PatrolLists>()
        .AddSingleton<ReadCoverage>()
        .AddSingleton<PlayPatrols>()
        .AddSingleton(new JournalSubject(
            PlanPatrols.Subject, "patrols", PatrolPlansPage.Here,
            // All staff may read it, so whoever reads the journal may.
            Permission.AuditRead))
        .AddJob(
            "plan-patrols", GoOnEvery,
            (provider, stop) => provider.GetRequiredService<PlanPatrols>().GoOnAsync(stop));
}
