using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Jobs;

namespace CivicLoop.Platform.Web;

/// <summary>What every page and every API answer shares.</summary>
internal static class WebServices
{
    public static IServiceCollection AddWeb(this IServiceCollection services)
    {
        services.AddOpenApi("v1");
        services.AddAntiforgery();
        services.AddSingleton<LiveEvents>().AddHostedService<OtherNodes>();
        services.AddJob(
            "forget-keys", TimeSpan.FromHours(1),
            (provider, stop) => IdempotencyKeys.ForgetDueAsync(
                provider.GetRequiredService<CityDatabase>(),
                provider.GetRequiredService<TimeProvider>().GetUtcNow(), stop));
        services.AddTelemetry();
        return services.AddHostedService<CityJobs>().AddWebShell();
    }

    public static void UseWeb(this WebApplication app)
    {
        if (app.Services.GetRequiredService<ProxyOptions>().Forwarding() is { } forwarding)
        {
            app.UseForwardedHeaders(forwarding);
        }

        app.UseWebFiles();
        // A named write is hashed after its body was read, so the body must be readable twice.
        app.Use((request, next) =>
        {
            if (request.Request.Headers.ContainsKey(IdempotencyFilter.Header))
            {
                request.Request.EnableBuffering();
            }

            return next(request);
        });
        app.UseAuthentication();
        app.UseWebAnswers();
        app.UseCityIdentity();
        app.UseMiddleware<ConsoleMenu>();
        app.UseAntiforgery();
    }
}
