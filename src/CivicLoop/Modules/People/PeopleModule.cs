using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;

namespace CivicLoop.Modules.People;

/// <summary>Organisations, command bodies, posts and accounts.</summary>
internal static class PeopleModule
{
    public static IServiceCollection AddPeople(this IServiceCollection services) =>
        services.AddSingleton<IPackInstaller, InstallOrganizations>();
}

internal sealed class InstallOrganizations : IPackInstaller
{
    public async Task InstallAsync(WriteSession session, Pack pack, DateTimeOffset now)
    {
        foreach (var organization in pack.Organizations)
        {
            await session.InsertAsync(organization);
        }
    }
}
