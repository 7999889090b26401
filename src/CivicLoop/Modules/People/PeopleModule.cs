using CivicLoop.Domain.People;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Journal;

namespace CivicLoop.Modules.People;

/// <summary>Organisations, command bodies, posts and accounts.</summary>
internal static class PeopleModule
{
    public static IServiceCollection AddPeople(this IServiceCollection services) => services
        .AddSingleton<IPackInstaller, InstallOrganizations>()
        .AddSingleton<IPackInstaller, InstallRoles>()
        .AddSingleton<IPackInstaller, InstallDemonstration>()
        .AddSingleton<PeopleLists>()
        .AddSingleton(new JournalSubject(
            KeepRoles.Subject, "roles", "/console/administration/roles",
            Permission.SecurityKeep))
        .AddSingleton(new JournalSubject(
            KeepOrganizations.Subject, "organizations", "/console/administration/organizations",
            Permission.OrganizationEdit))
        .AddSingleton<KeepOrganizations>()
        .AddSingleton<KeepAccounts>()
        .AddSingleton<KeepRoles>()
        .AddSingleton<ImportOrganizations>()
        .AddSingleton<ImportPeople>()
        .AddSingleton<ExportPeople>()
        .AddSingleton<OrganizationReach>()
        .AddSingleton<PreviewAccount>()
        .AddScoped<SetUpCity>()
        .AddScoped<PeopleTexts>();
}
