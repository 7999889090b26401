using CivicLoop.Platform;
using CivicLoop.Platform.Jobs;

namespace CivicLoop.Modules.Participation;

/// <summary>The portal: what residents see and do.</summary>
internal static class ParticipationModule
{
    // Each looks first whether it is time; looking costs one row.
    private static readonly TimeSpan LookEvery = TimeSpan.FromMinutes(2);

    public static IServiceCollection AddParticipation(this IServiceCollection services) => services
        .AddSingleton(PortalOptions.Read(CityOptions.Configuration()))
        .AddSingleton<ReportRate>()
        .AddSingleton<CasesInBox>()
        .AddSingleton<CasesOnMap>()
        .AddSingleton<CasesInTile>()
        .AddSingleton<BrowseCases>()
        .AddSingleton<PublicCounts>()
        .AddSingleton<PublicStatistics>()
        .AddSingleton<OpenRows>()
        .AddSingleton<ClassModel>()
        .AddSingleton<SuggestClass>()
        .AddSingleton<TrainClasses>()
        .AddSingleton<FindPlaces>()
        .AddSingleton<GatherPlaceNames>()
        .AddSingleton<SentForms>()
        .AddJob(
            "gather-place-names", LookEvery,
            (provider, stop) =>
                provider.GetRequiredService<GatherPlaceNames>().IfDueAsync(stop))
        .AddJob(
            "train-classes", LookEvery,
            (provider, stop) => provider.GetRequiredService<TrainClasses>().IfDueAsync(stop));
}
