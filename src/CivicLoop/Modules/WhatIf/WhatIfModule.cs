namespace CivicLoop.Modules.WhatIf;

/// <summary>推演: what other staff, limits or routing would have done to a period's real load. Not
/// the simulation, which makes a load up.</summary>
internal static class WhatIfModule
{
    public static IServiceCollection AddWhatIf(this IServiceCollection services) => services
        .AddSingleton<ReadLoad>()
        .AddSingleton<TryChanges>()
        .AddScoped<WhatIfWords>()
        .AddScoped<WhatIfFiles>();
}
