using CivicLoop.Domain.People;
using CivicLoop.Modules.Places.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;

namespace CivicLoop.Modules.Places;

/// <summary>Divisions, grid cells and other areas.</summary>
internal static class PlacesModule
{
    public static IServiceCollection AddPlaces(this IServiceCollection services) =>
        services
        .AddSingleton<IPackInstaller, InstallAreas>()
        .AddSingleton<IPackInstaller, InstallSites>()
        .AddSingleton<AreasGeoJson>()
        .AddSingleton<SiteLists>()
        .AddSingleton<SiteHistory>()
        .AddSingleton<KeepSites>()
        .AddSingleton<ImportSites>()
        .AddSingleton<ImportAreas>()
        .AddSingleton(new JournalSubject(
            ImportAreas.Subject, "areas", AreaImportPage.Here,
            Permission.CatalogueEdit));
}

internal sealed class InstallAreas : IPackInstaller
{
    public async Task InstallAsync(WriteSession session, Pack pack, DateTimeOffset now)
    {
        foreach (var area in pack.Areas)
        {
            await session.InsertAsync(area);
        }
    }
}
