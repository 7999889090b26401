namespace CivicLoop.Modules.Open311;

/// <summary>Open311 GeoReport v2: other programs read the city's public cases, and
/// report.</summary>
internal static class Open311Module
{
    public static IServiceCollection AddOpen311(this IServiceCollection services) => services
        .AddSingleton<Open311Keys>()
        .AddSingleton<KeepAttributes>()
        .AddSingleton<ServiceDefinitions>()
        .AddSingleton<Open311Media>()
        .AddSingleton<ShowDiscovery>()
        .AddSingleton<ShowServices>()
        .AddSingleton<RequestFacts>()
        .AddSingleton<ListRequests>()
        .AddSingleton<TakeRequest>()
        .AddSingleton<ShowToken>()
        .AddSingleton<ListUpdates>()
        .AddSingleton<TakeUpdate>()
        .AddSingleton<Open311Endpoint>();

    public static void MapOpen311(this WebApplication app) => app
        .Map(
            "/open311/{**path}",
            (HttpContext http, Open311Endpoint endpoint) => endpoint.InvokeAsync(http))
        .DisableAntiforgery()
        .ExcludeFromDescription();
}
