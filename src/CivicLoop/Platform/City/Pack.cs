using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Command;
using CivicLoop.Domain.Dashboards;
using CivicLoop.Domain.Inspections;
using CivicLoop.Domain.Markets;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Responsibilities;
using CivicLoop.Domain.Standards;

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

    /// <summary>Sentences ready for steps.</summary>
    public IReadOnlyList<PackTemplate> Templates { get; init; } = [];

    /// <summary>Who signs in for demonstration; nobody elsewhere.</summary>
    public IReadOnlyList<PackPerson> People { get; init; } = [];

    /// <summary>Editions of the assessment system; a city may bring its own later.</summary>
    public IReadOnlyList<PackEdition> Editions { get; init; } = [];

    /// <summary>Who answers for what on the first day; the installer gives them their ids.
    /// </summary>
    public IReadOnlyList<DutyRecord> Duties { get; init; } = [];

    /// <summary>Rounds of handing in that a demonstration city begins with.</summary>
    public IReadOnlyList<PackDossier> Dossiers { get; init; } = [];

    /// <summary>Control lines and what takes ground; null where the city brings its own.</summary>
    public PackPlan? Planning { get; init; }

    /// <summary>Situation packages the city begins with.</summary>
    public IReadOnlyList<SituationPackage> Situations { get; init; } = [];

    /// <summary>Beats of patrols the city begins with.</summary>
    public IReadOnlyList<PackBeat> Beats { get; init; } = [];

    /// <summary>Rules of food safety and operators; null where the city brings its own.</summary>
    public PackFoodSafety? Food { get; init; }

    /// <summary>The model of the monthly score of markets; null where the city has none.</summary>
    public MarketModel? Markets { get; init; }

    /// <summary>Questionnaires the city begins with, as drafts.</summary>
    public IReadOnlyList<PackSurvey> Surveys { get; init; } = [];

    /// <summary>Who sits in the command bodies on the first day.</summary>
    public IReadOnlyList<CommandMember> Members { get; init; } = [];

    /// <summary>Sites the city begins with; it may import its own later.</summary>
    public IReadOnlyList<PackSite> Sites { get; init; } = [];

    /// <summary>How check items and kinds of sites are looked at.</summary>
    public IReadOnlyList<CheckProtocol> Protocols { get; init; } = [];

    /// <summary>常住人口 of areas, for rates by residents.</summary>
    public IReadOnlyList<AreaResidents> Residents { get; init; } = [];

    /// <summary>What the command bodies watch on the first day.</summary>
    public IReadOnlyList<CommandWatch> Watches { get; init; } = [];
}

/// <summary>An edition with the first day it holds in the new city.</summary>
internal sealed record PackEdition(EditionBody Body, DateOnly From);
