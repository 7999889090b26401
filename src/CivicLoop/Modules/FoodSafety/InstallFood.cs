using CivicLoop.Domain;
using CivicLoop.Domain.FoodSafety;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;

namespace CivicLoop.Modules.FoodSafety;

/// <summary>Gives a new city the rules of grading and the food operators of its pack.</summary>
internal sealed class InstallFood : IPackInstaller
{
    private const string Actor = "system";

    public async Task InstallAsync(WriteSession session, Pack pack, DateTimeOffset now)
    {
        if (pack.Food is not { } food)
        {
            return;
        }

        var zone = TimeZoneInfo.FindSystemTimeZoneById(pack.Identity.TimeZone);
        var today = CityDay.Of(now, zone);
        await KeepFoodRules.StoreAsync(
            session, food.Rules, new DateOnly(today.Year, 1, 1), Actor, now);
        foreach (var one in food.Operators)
        {
            await KeepOperators.StoreAsync(
                session, before: null,
                new FoodOperator
                {
                    Id = Ids.New(now), SiteCode = one.Site, Licence = one.Licence,
                    LicenceUntil = today.AddDays(one.LicenceDays), CreditCode = one.CreditCode,
                    State = OperatorState.Active, EnteredBy = Actor, EnteredAt = now,
                },
                Actor, now);
        }
    }
}
