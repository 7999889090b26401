using CivicLoop.Platform.Identity;

namespace CivicLoop.Platform.Web;

/// <summary>What every page and every API answer shares.</summary>
internal static class WebServices
{
    public static IServiceCollection AddWeb(this IServiceCollection services)
    {
        services.AddOpenApi("v1");
        services.AddAntiforgery();
        services.AddWebShell();
        return services;
    }

    public static void UseWeb(this WebApplication app)
    {
        app.UseWebFiles();
        app.UseAuthentication();
        app.UseWebAnswers();
        app.UseCityIdentity();
    }
}
