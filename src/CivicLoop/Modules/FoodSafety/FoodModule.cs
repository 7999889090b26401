using CivicLoop.Domain.People;
using CivicLoop.Modules.FoodSafety.Contracts;
using CivicLoop.Modules.Inspections.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Jobs;
using CivicLoop.Platform.Journal;

namespace CivicLoop.Modules.FoodSafety;

/// <summary>食品安全风险分级: operators, their grades, and the visits a grade asks for.</summary>
internal static class FoodModule
{
    private static readonly TimeSpan CarryEvery = TimeSpan.FromHours(6);

    public static IServiceCollection AddFoodSafety(this IServiceCollection services) => services
        .AddSingleton<IPackInstaller, InstallFood>()
        .AddSingleton<KeepFoodRules>()
        .AddSingleton<KeepOperators>()
        .AddSingleton<AssessOperator>()
        .AddSingleton<IVisitWatch>(provider => provider.GetRequiredService<AssessOperator>())
        .AddSingleton<FoodLists>()
        .AddSingleton<PlayFood>()
        .AddSingleton(new JournalSubject(
            KeepFoodRules.Subject, "food", FoodPage.Here,
            // All staff may read it, so whoever reads the journal may.
            Permission.AuditRead))
        .AddJob(
            "carry-food-grades", CarryEvery,
            (provider, stop) => provider.GetRequiredService<AssessOperator>().CarryAsync(stop));
}
