using CivicLoop.Domain.People;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Jobs;
using CivicLoop.Platform.Journal;

namespace CivicLoop.Modules.Dashboards;

/// <summary>工作看板: what a city, a line, an area, and the cell where both meet have before them.
/// </summary>
internal static class DashboardsModule
{
    // A new city has its weeks soon after its first start; when none is missing one row is read.
    private static readonly TimeSpan CountEvery = TimeSpan.FromMinutes(10);

    public static IServiceCollection AddDashboards(this IServiceCollection services) => services
        .AddSingleton<IPackInstaller, InstallResidents>()
        .AddSingleton<DashboardScopes>()
        .AddSingleton<CountWeeks>()
        .AddSingleton<WeekLists>()
        .AddSingleton<OpenCases>()
        .AddSingleton<FindRepeats>()
        .AddSingleton<ReadDashboard>()
        .AddSingleton<DashboardCases>()
        .AddSingleton<ReadGrid>()
        .AddSingleton<CellKeepers>()
        .AddSingleton<KeepResidents>()
        .AddScoped<DashboardWords>()
        .AddScoped<DashboardFiles>()
        .AddSingleton(new JournalSubject(
            KeepResidents.Subject, "residents", ResidentsPage.Here, Permission.CatalogueEdit))
        .AddJob(
            "count-weeks", CountEvery,
            (provider, stop) => provider.GetRequiredService<CountWeeks>().RunAsync(stop));
}
