using CivicLoop.Platform.City;

namespace CivicLoop.Modules.People;

/// <summary>Organisations, command bodies, posts and accounts.</summary>
internal static class PeopleModule
{
    public static IServiceCollection AddPeople(this IServiceCollection services) => services
        .AddSingleton<IPackInstaller, InstallOrganizations>()
        .AddSingleton<IPackInstaller, InstallRoles>()
        .AddSingleton<IPackInstaller, InstallDemonstration>()
        .AddSingleton<PeopleLists>()
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
