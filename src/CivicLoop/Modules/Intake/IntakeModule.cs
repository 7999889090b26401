using CivicLoop.Platform.Localisation;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CivicLoop.Modules.Intake;

/// <summary>Cases of other systems in, cases of this city out.</summary>
internal static class IntakeModule
{
    public static IServiceCollection AddIntake(this IServiceCollection services)
    {
        // The command line has no pages, but it says what is wrong in the same words.
        services.TryAddSingleton<Texts>();
        services.TryAddSingleton<When>();
        services.TryAddSingleton<ProblemTexts>();
        return services
            .AddSingleton<KnownCases>()
            .AddSingleton<ImportCases>()
            .AddSingleton<ExportCases>();
    }
}
