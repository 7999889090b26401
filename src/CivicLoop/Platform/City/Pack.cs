using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Responsibilities;

namespace CivicLoop.Platform.City;

/// <summary>A city as data: everything a new city is made from.</summary>
internal sealed record Pack
{
    public required CityIdentity Identity { get; init; }

    public required CalendarDocument Calendar { get; init; }

    public required CaseHandling Handling { get; init; }

    public required IReadOnlyList<Area> Areas { get; init; }

    public required IReadOnlyList<Organization> Organizations { get; init; }

    public required IReadOnlyList<CaseClass> Classes { get; init; }

    public required IReadOnlyList<CaseCondition> Conditions { get; init; }

    public required IReadOnlyList<RoutingRule> Rules { get; init; }

    /// <summary>Who signs in for demonstration; nobody elsewhere.</summary>
    public IReadOnlyList<PackPerson> People { get; init; } = [];
}
