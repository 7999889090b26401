using CivicLoop.Domain.FoodSafety;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Simulation;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.FoodSafety.Contracts;

/// <summary>Assesses the food operators of a demonstration city by points, so that lists and
/// visits have something to show.</summary>
internal sealed class PlayFood(CityDatabase database, AssessOperator assess, TimeProvider time)
{
    private const int AllMax = 500;

    /// <summary>Assesses every operator nobody has assessed yet; answers how many.</summary>
    public async Task<Outcome<int>> RunAsync(long seed, CancellationToken stop = default)
    {
        await using var context = database.OpenContext();
        if (await KeepFoodRules.OfAsync(
            context, DateOnly.FromDateTime(time.GetUtcNow().DateTime), stop) is not { } rules)
        {
            return 0;
        }

        var sites = await context.Set<FoodOperator>().Where(row => row.Grade == null)
            .OrderBy(row => row.SiteCode).Take(AllMax).Select(row => row.SiteCode)
            .ToListAsync(stop);
        foreach (var site in sites)
        {
            var draws = new SeededDraws(seed, SeededDraws.Number(site));
            var outcome = await assess.RunAsync(
                site,
                new AssessInput
                {
                    StaticPoints = draws.Below(rules.StaticMax + 1),
                    DynamicPoints = draws.Below(rules.DynamicMax + 1),
                    BasisName = "风险因素量化分值表（样例）",
                },
                "simulation:food", time.GetUtcNow(), stop);
            if (outcome.Problem is { } problem)
            {
                return problem;
            }
        }

        return sites.Count;
    }
}
