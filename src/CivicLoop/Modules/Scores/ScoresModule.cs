namespace CivicLoop.Modules.Scores;

/// <summary>Evaluation by published formulas; every number opens to its cases.</summary>
internal static class ScoresModule
{
    public static IServiceCollection AddScores(this IServiceCollection services) =>
        services.AddSingleton<Evaluate>();
}
