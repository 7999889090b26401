using System.Text.Json;
using CivicLoop.Domain.FoodSafety;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.FoodSafety;

/// <summary>Keeps the rules of grading: points, visits and what a record changes, from a day on.
/// </summary>
internal sealed class KeepFoodRules(CityDatabase database, CityHolder city, TimeProvider time)
{
    /// <summary>Whose chain they are journaled on.</summary>
    public static Guid Subject { get; } = new("0198a000-0000-7000-8000-000000000031");

    /// <summary>The rules of a day; null before the city had any.</summary>
    public static async Task<FoodRules?> OfAsync(
        CityContext context, DateOnly day, CancellationToken stop)
    {
        var body = await context.Set<StoredFoodRules>().Where(row => row.FromDay <= day)
            .OrderByDescending(row => row.FromDay).Select(row => row.Body)
            .FirstOrDefaultAsync(stop);
        return body is null ? null : JsonSerializer.Deserialize<FoodRules>(body, CityJson.Options);
    }

    /// <summary>Sets the rules from today on; what was graded before stays. Errors: the caller may
    /// not; as <see cref="FoodRules.Fault"/>.</summary>
    public async Task<Outcome<FoodRules>> SaveAsync(
        FoodRules rules, Caller caller, CancellationToken stop = default)
    {
        if ((caller.Refuse(Permission.FoodKeep) ?? rules.Fault()) is { } refused)
        {
            return refused;
        }

        var now = Instants.Storable(time.GetUtcNow());
        return await database.WriteAsync(
            async session =>
            {
                await StoreAsync(session, rules, city.Current.DayOf(now), caller.Actor, now);
                return (Outcome<FoodRules>)rules;
            },
            stop);
    }

    /// <summary>Writes the rules from a day on.</summary>
    public static async Task StoreAsync(
        WriteSession session, FoodRules rules, DateOnly from, string actor, DateTimeOffset now)
    {
        var row = new StoredFoodRules(
            from, JsonSerializer.Serialize(rules, CityJson.Options), actor, now);
        if (await session.UpdateAsync(row) == 0)
        {
            await session.InsertAsync(row);
        }

        await SubjectJournal.AppendAsync(
            session, Subject, actor, "food.RulesSet", new { from, rules }, now);
    }
}
