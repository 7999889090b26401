using CivicLoop.Domain.People;
using CivicLoop.Modules.Standards.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Journal;

namespace CivicLoop.Modules.Standards;

/// <summary>What good looks like: editions of the assessment system.</summary>
internal static class StandardsModule
{
    public static IServiceCollection AddStandards(this IServiceCollection services) => services
        .AddSingleton<IPackInstaller, InstallEditions>()
        .AddSingleton(new JournalSubject(
            KeepEditions.Subject, "standards", "/console/standards",
            // All staff may read it, so whoever reads the journal may.
            Permission.AuditRead))
        .AddSingleton<EditionLists>()
        .AddSingleton<KeepEditions>()
        .AddSingleton<ImportEdition>();
}
