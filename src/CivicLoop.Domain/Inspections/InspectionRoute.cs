namespace CivicLoop.Domain.Inspections;

/// <summary>How the routes of a plan were found.</summary>
public enum RouteWay
{
    /// <summary>By the solver: short tours for all inspectors together.</summary>
    Solver,

    /// <summary>Always to the nearest site that is left: no solver on this machine, or it found
    /// nothing shorter.</summary>
    Nearest,
}

/// <summary>路线方案: the routes of a plan's inspectors together. Only planners and the inspectors
/// themselves see them before the visits.</summary>
public sealed record InspectionRoute
{
    public required Guid PlanId { get; init; }

    public required RouteWay Way { get; init; }

    /// <summary>True where the solver's library was not to be had on the machine.</summary>
    public required bool IsSolverMissing { get; init; }

    /// <summary>True where the solver ran out of time, so that another machine may find shorter
    /// ones.</summary>
    public required bool IsCutShort { get; init; }

    /// <summary>Metres of road of all days of all inspectors.</summary>
    public required long Metres { get; init; }

    /// <summary>The same where everybody always goes to the nearest site that is left.</summary>
    public required long NearestMetres { get; init; }

    /// <summary>Visits that do not fit into the days of the plan.</summary>
    public required int Unplaced { get; init; }

    /// <summary>Working days that were there to fill.</summary>
    public required int Days { get; init; }

    public required DateTimeOffset MadeAt { get; init; }
}

/// <summary>站点: when and in which order an inspector makes a visit.</summary>
public sealed record InspectionStop
{
    public required Guid VisitId { get; init; }

    public required Guid PlanId { get; init; }

    public required string Inspector { get; init; }

    public required DateOnly Day { get; init; }

    /// <summary>Its place in that day, from 1.</summary>
    public required int N { get; init; }

    /// <summary>Minute of the day at which it begins.</summary>
    public required int AtMinute { get; init; }

    /// <summary>Minutes it is reckoned to take.</summary>
    public required int Minutes { get; init; }

    /// <summary>Metres of road from the stop before; 0 for the first of a day.</summary>
    public required int Metres { get; init; }
}
