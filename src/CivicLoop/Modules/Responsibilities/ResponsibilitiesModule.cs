using CivicLoop.Domain.People;
using CivicLoop.Modules.Responsibilities.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;

namespace CivicLoop.Modules.Responsibilities;

/// <summary>Who answers for what: duties, the proof that they cover everything, disputes, and
/// routing rules.</summary>
internal static class ResponsibilitiesModule
{
    public static IServiceCollection AddResponsibilities(this IServiceCollection services) =>
        services
            .AddSingleton<IPackInstaller, InstallRoutingRules>()
            .AddSingleton(new JournalSubject(
                KeepRouting.Subject, "routing", "/console/administration/routing",
                Permission.RoutingEdit))
            .AddSingleton<KeepRouting>()
            .AddSingleton<FindDuties>()
            .AddSingleton<ProveCoverage>()
            .AddSingleton<DutyLists>()
            .AddSingleton<KeepDuties>()
            .AddSingleton<ImportDuties>()
            .AddSingleton<DisputeLists>()
            .AddSingleton<DisputeNotices>()
            .AddSingleton<ActOnDispute>()
            .AddSingleton<IPackInstaller, InstallDuties>()
            .AddSingleton(new JournalSubject(
                KeepDuties.Subject, "duties", "/console/responsibility",
                // All staff may read it, so whoever reads the journal may.
                Permission.AuditRead));
}

internal sealed class InstallRoutingRules : IPackInstaller
{
    public async Task InstallAsync(WriteSession session, Pack pack, DateTimeOffset now)
    {
        foreach (var rule in pack.Rules)
        {
            await session.InsertAsync(rule);
        }
    }
}
