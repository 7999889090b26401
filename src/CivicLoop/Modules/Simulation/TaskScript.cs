using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;
using CivicLoop.Modules.Tasks.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Simulation;

/// <summary><c>tasks.json</c>: what a demonstration city asks of its units; a pack may have none.
/// </summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record TaskScript(
    string Issuer, IReadOnlyList<ScriptPlan> Plans, IReadOnlyList<string> Results,
    IReadOnlyList<string> Notes, ScriptObjection Objection)
{
    /// <summary>Null where the city's pack has none.</summary>
    public static TaskScript? Find(CityIdentity identity)
    {
        var path = Path.Combine(PackPlaces.Shipped, identity.Code, "tasks.json");
        return File.Exists(path)
            ? JsonSerializer.Deserialize<TaskScript>(File.ReadAllText(path), CityJson.Options)
            : null;
    }
}

/// <summary>A plan with its days counted from the day it is played.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ScriptPlan(
    string Title, string Words, string Kind, string Edition, string Criteria, string Target,
    int Minutes, int DueIn, string Repeat, string BasisName, string BasisNumber,
    string? Level = null, string? Area = null, string? Units = null, string? Facts = null,
    int? LastIn = null)
{
    public PlanInput From(DateOnly today) => new()
    {
        Title = Title,
        Words = Words,
        Kind = Kind,
        Edition = Edition,
        Criteria = Criteria,
        Target = Target,
        Level = Level,
        Area = Area,
        Units = Units,
        Facts = Facts,
        Minutes = Minutes.ToString(CultureInfo.InvariantCulture),
        FirstDue = TypedDay.Show(today.AddDays(DueIn)),
        Repeat = Repeat,
        LastDue = LastIn is { } last ? TypedDay.Show(today.AddDays(last)) : null,
        BasisName = BasisName,
        BasisNumber = BasisNumber,
    };
}

/// <summary>What a unit objects to.</summary>
/// <param name="Title">Of the plan it is about.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ScriptObjection(string Title, string Reason, string Text);
