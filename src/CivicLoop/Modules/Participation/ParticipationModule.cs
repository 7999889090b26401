namespace CivicLoop.Modules.Participation;

/// <summary>The portal: what residents see and do.</summary>
internal static class ParticipationModule
{
    public static IServiceCollection AddParticipation(this IServiceCollection services) => services
        .AddSingleton<CasesOnMap>()
        .AddSingleton<BrowseCases>()
        .AddSingleton<PublicCounts>()
        .AddSingleton<SuggestClass>()
        .AddSingleton<SentForms>();
}
