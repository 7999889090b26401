namespace CivicLoop.Modules.Simulation;

/// <summary>A city's life played in a moment: for newcomers, screenshots and benches.</summary>
internal static class SimulationModule
{
    public static IServiceCollection AddSimulation(this IServiceCollection services) =>
        services.AddSingleton<SimulateCases>().AddSingleton<SimulateTasks>()
            .AddSingleton<DrawPicture>();
}
