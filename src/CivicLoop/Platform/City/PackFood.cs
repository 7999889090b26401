using System.Text.Json.Serialization;
using CivicLoop.Domain.FoodSafety;
using CivicLoop.Domain.Markets;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Platform.City;

/// <summary><c>food.json</c>: rules of grading and the operators a demonstration begins with; a
/// pack may have none.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record PackFoodSafety(FoodRules Rules, IReadOnlyList<PackOperator> Operators);

/// <param name="Site">Code of a site of the pack.</param>
/// <param name="LicenceDays">Days the licence still holds when the city is made.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record PackOperator(
    string Site, string Licence, int LicenceDays, string CreditCode);

/// <summary>Reads what a new city knows of food and markets.</summary>
internal static class PackFood
{
    private const string FoodJson = "food.json";
    private const string MarketsJson = "markets.json";

    public static PackFoodSafety? Read(PackFolder folder, IReadOnlyList<PackSite> sites)
    {
        if (!folder.Has(FoodJson))
        {
            return null;
        }

        var food = folder.ReadJson<PackFoodSafety>(FoodJson);
        if (food.Rules.Fault() is { } fault)
        {
            throw PackFault.Of(fault.Code, folder.Place(FoodJson, field: "rules"));
        }

        var codes = sites.Select(one => one.Code).ToHashSet();
        foreach (var one in food.Operators)
        {
            if (!codes.Contains(one.Site))
            {
                throw PackFault.Of(
                    ProblemCode.UnknownValue, folder.Place(FoodJson, one.Site, "site"), one.Site);
            }

            if (!FoodLicence.IsValid(one.Licence))
            {
                throw PackFault.Of(
                    ProblemCode.FoodLicenceWrong, folder.Place(FoodJson, one.Site, "licence"),
                    one.Licence);
            }

            if (!SocialCreditCode.IsValid(one.CreditCode))
            {
                throw PackFault.Of(
                    ProblemCode.CreditCodeWrong, folder.Place(FoodJson, one.Site, "creditCode"),
                    one.CreditCode);
            }
        }

        return food;
    }

    /// <summary><c>markets.json</c>: the model of the monthly score; a pack may have none.
    /// </summary>
    public static MarketModel? Markets(PackFolder folder)
    {
        if (!folder.Has(MarketsJson))
        {
            return null;
        }

        var model = folder.ReadJson<MarketModel>(MarketsJson);
        return model.Fault() is { } fault
            ? throw PackFault.Of(fault.Code, folder.Place(MarketsJson))
            : model;
    }
}
