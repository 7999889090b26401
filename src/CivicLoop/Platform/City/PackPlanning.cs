using System.Text.Json.Serialization;
using CivicLoop.Domain;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Planning;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Platform.City;

/// <summary><c>planning.json</c>; a pack may have none. Days are counted from the day the city is
/// made.</summary>
/// <param name="DaysHeld">Days the zones have held by then.</param>
/// <param name="Classes">Codes of the classes whose cases are held against the zones.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record PackPlan(
    string BasisName, int DaysHeld, IReadOnlyList<string> Classes, IReadOnlyList<PackZone> Zones,
    IReadOnlyList<PackUse> Uses);

/// <summary>A zone drawn as a box: a demonstration shows no real line.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record PackZone(
    string Code, ControlLine Line, LocalText Name, double West, double South, double East,
    double North);

/// <param name="Organization">Who entered it.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record PackUse(
    LandUseKind Kind, string Name, string HolderName, string PermitNumber, string Organization,
    int FromInDays, int ToInDays, double West, double South, double East, double North);

/// <summary>Reads the plan of a new city.</summary>
internal static class PackPlanning
{
    private const string Json = "planning.json";

    public static PackPlan? Read(
        PackFolder folder, IReadOnlyList<CaseClass> classes, IReadOnlySet<string> organizations)
    {
        if (!folder.Has(Json))
        {
            return null;
        }

        var plan = folder.ReadJson<PackPlan>(Json);
        var known = classes.Select(one => one.Code).ToHashSet();
        if (plan.Classes.FirstOrDefault(code => !known.Contains(code)) is { } unknown)
        {
            throw PackFault.Of(
                ProblemCode.UnknownClass, folder.Place(Json, field: "classes"), unknown);
        }

        if (plan.Uses.FirstOrDefault(one => !organizations.Contains(one.Organization))
            is { } nobody)
        {
            throw PackFault.Of(
                ProblemCode.UnknownValue, folder.Place(Json, nobody.Name, "organization"),
                nobody.Organization);
        }

        return plan;
    }
}
