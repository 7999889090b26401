using System.Text.Json;
using CivicLoop.Domain.Cases;
using CivicLoop.Platform.City;

namespace CivicLoop.Modules.Simulation;

/// <summary>What people say and when, in a simulated city; data of the pack.</summary>
internal sealed record SimulationScript
{
    /// <summary>Weight of each hour of the day, from midnight.</summary>
    public required IReadOnlyList<double> Hours { get; init; }

    /// <summary>Weight of each day of the week, from Sunday.</summary>
    public required IReadOnlyList<double> Weekdays { get; init; }

    public required IReadOnlyDictionary<CaseSource, double> Sources { get; init; }

    /// <summary>Spots inside a community.</summary>
    public required IReadOnlyList<string> Spots { get; init; }

    /// <summary>Words for classes that have none of their own.</summary>
    public required IReadOnlyList<string> AnyWords { get; init; }

    public required IReadOnlyList<string> Seen { get; init; }

    public required IReadOnlyList<string> Reject { get; init; }

    public required IReadOnlyList<string> Return { get; init; }

    public required IReadOnlyList<string> Adjudicate { get; init; }

    public required IReadOnlyList<string> AskExtension { get; init; }

    public required IReadOnlyList<string> Refuse { get; init; }

    public required IReadOnlyList<string> AskSuspension { get; init; }

    public required IReadOnlyList<string> Rectified { get; init; }

    public required IReadOnlyList<string> Passed { get; init; }

    public required IReadOnlyList<string> Failed { get; init; }

    public required IReadOnlyList<string> Confirmed { get; init; }

    public required IReadOnlyList<string> Denied { get; init; }

    public required IReadOnlyList<string> Urge { get; init; }

    public required IReadOnlyList<string> Supervise { get; init; }

    public required IReadOnlyList<string> Answered { get; init; }

    /// <summary>Classes that are reported, with their own words.</summary>
    public required IReadOnlyList<ScriptClass> Classes { get; init; }

    /// <summary>The script of the city's pack, or the one for any city.</summary>
    public static SimulationScript Find(CityIdentity identity)
    {
        string[] places =
        [
            Path.Combine(PackPlaces.Shipped, identity.Code, "simulation.json"),
            Path.Combine(PackPlaces.Shipped, "simulation.json"),
        ];
        return JsonSerializer.Deserialize<SimulationScript>(
            File.ReadAllText(places.First(File.Exists)), CityJson.Options)!;
    }
}

/// <summary>A class that is reported.</summary>
/// <param name="Words">With <c>{place}</c> for the spot and <c>{class}</c> for the class.</param>
internal sealed record ScriptClass(string Code, double Weight, IReadOnlyList<string> Words);
