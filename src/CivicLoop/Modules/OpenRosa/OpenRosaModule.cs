namespace CivicLoop.Modules.OpenRosa;

/// <summary>OpenRosa (openrosa.org): ODK Collect and its kin fetch the check lists of an
/// inspector's visits as forms, and send them filled in.</summary>
internal static class OpenRosaModule
{
    public static IServiceCollection AddOpenRosa(this IServiceCollection services) => services
        .AddSingleton<OpenRosaForms>()
        .AddSingleton<TakeSubmission>()
        .AddSingleton<OpenRosaEndpoint>();

    public static void MapOpenRosa(this WebApplication app) => app
        .Map(
            OpenRosaAddress.Root + "/{**path}",
            (HttpContext http, OpenRosaEndpoint endpoint) => endpoint.InvokeAsync(http))
        .DisableAntiforgery()
        .ExcludeFromDescription();
}
