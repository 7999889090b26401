using System.Text.Json.Serialization;
using CivicLoop.Domain;
using CivicLoop.Domain.Calendar;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Places;

namespace CivicLoop.Platform.City;

// The shapes of a pack's files. A field they do not know is a fault: a misspelt one would otherwise
// be lost in silence.

/// <summary><c>city.json</c>.</summary>
/// <param name="Catalogue">Name of a file in the catalogue folder; null where the pack has classes
/// of its own.</param>
/// <param name="Licence">Sources and terms of the areas.</param>
/// <param name="LeadDepartments">From the catalogue's words to the city's organisations.</param>
/// <param name="Standards">Editions of the assessment system to begin with; may be absent.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record CityFile(
    string Code,
    LocalText Name,
    string TimeZone,
    string Language,
    bool Demonstration,
    string? Catalogue,
    string NumberPlace,
    MapFile Map,
    LocalText Licence,
    StageLimits Stages,
    HashSet<CaseSource> SeenFirst,
    LocalText ResidentNotes,
    IReadOnlyDictionary<string, string> LeadDepartments,
    IReadOnlyList<StandardEntry>? Standards = null);

/// <param name="File">Name of a CSV file in the catalogue folder.</param>
/// <param name="From">First day it holds.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record StandardEntry(string File, DateOnly From);

/// <param name="Kind"><c>schematic</c>, which needs the fields that follow the notice, or
/// <c>areas</c>.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record MapFile(
    string Kind,
    LocalText Notice,
    GeoBox? Frame = null,
    HashSet<string>? GridDistricts = null,
    int CellsAcross = 1);

/// <summary><c>zones.json</c>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ZonesFile(IReadOnlyList<Zone> Zones);

/// <summary><c>classes.json</c>, or a file of the catalogue folder.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ClassesFile(
    LocalText Name, LocalText Label, IReadOnlyList<ClassEntry> Classes);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ClassEntry(
    string Code,
    CaseClassKind Kind,
    string GroupCode,
    string GroupZh,
    string GroupEn,
    string NameZh,
    string NameEn,
    string Keywords,
    string Lead,
    bool IsPrivate,
    bool IsSafety,
    string? PhotoReasonZh,
    string? PhotoReasonEn,
    IReadOnlyList<ConditionEntry> Conditions);

/// <param name="Limit">Null where it is agreed per case.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record ConditionEntry(
    string OpeningZh,
    string OpeningEn,
    string ClosingZh,
    string ClosingEn,
    TimeLimit? Limit,
    string Source);

/// <summary><c>organizations.json</c>; the same fields make the columns of
/// <c>organizations.csv</c>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record OrganizationsFile(IReadOnlyList<OrganizationEntry> Organizations);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record OrganizationEntry(
    string Code,
    OrganizationTree Tree,
    string? Parent,
    string Path,
    string NameZh,
    string NameEn,
    string Kind,
    string? Area);

/// <summary><c>routing.json</c>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record RoutingFile(IReadOnlyList<RuleEntry> Rules);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record RuleEntry(
    string Id,
    int Priority,
    string ClassPrefix,
    string? AreaCode,
    string? LeadOrg,
    string Unit,
    string BasisZh,
    string BasisEn);

/// <summary><c>people.json</c>; a pack may have none.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record PeopleFile(IReadOnlyList<PackPerson> People);

/// <summary>Somebody who signs in without a password in a demonstration city.</summary>
/// <param name="ScopePath">Where the role's usual scope does not fit.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record PackPerson(
    string SignIn,
    LocalText Name,
    string Role,
    string Organization,
    string? ScopePath = null,
    string? ScopeArea = null);
