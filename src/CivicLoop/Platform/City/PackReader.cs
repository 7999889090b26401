using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Responsibilities;

namespace CivicLoop.Platform.City;

/// <summary>Reads a pack folder. The answer is a pack that fits together: every lead department,
/// routed unit and area is there.</summary>
internal static class PackReader
{
    private const string City = "city.json";
    private const string Calendar = "calendar.json";
    private const string Routing = "routing.json";

    /// <param name="path">The pack's folder; the catalogue folder stands beside it.</param>
    /// <returns>The pack, or what is wrong first, with file, row and field.</returns>
    public static Outcome<Pack> Read(string path)
    {
        try
        {
            return Read(new PackFolder(path));
        }
        catch (PackFault fault)
        {
            return fault.Problem;
        }
    }

    private static Pack Read(PackFolder folder)
    {
        var city = ReadCity(folder);
        var areas = PackAreas.Read(folder, city);
        var areaCodes = areas.Select(area => area.Code).ToHashSet();
        var organizations = PackOrganizations.Read(folder, areaCodes);
        var organizationCodes = organizations.Select(one => one.Code).ToHashSet();
        var (classes, conditions) = PackClasses.Read(folder, city, organizationCodes);
        var editions = PackStandards.Read(folder, city);
        var people = PackPeople.Read(folder, organizations, areaCodes);
        var (members, watches) = PackCommand.Read(folder, organizations, people, editions);
        var sites = PackSites.Read(folder, areaCodes, editions);
        return new Pack
        {
            Identity = new CityIdentity
            {
                Code = city.Code,
                Name = city.Name,
                TimeZone = city.TimeZone,
                Language = city.Language,
                Demonstration = city.Demonstration,
                MapKind = city.Map.Kind,
                MapNotice = city.Map.Notice,
                NumberPlace = city.NumberPlace,
            },
            Calendar = ReadCalendar(folder),
            Handling = new CaseHandling { Stages = city.Stages, SeenFirst = city.SeenFirst },
            Areas = areas,
            Organizations = organizations,
            Classes = classes,
            Conditions = conditions,
            Templates = PackTemplates.Read(folder, classes),
            Rules = ReadRules(folder, organizationCodes, areaCodes),
            People = people,
            Editions = editions,
            Members = members,
            Watches = watches,
            Situations = PackSituations.Read(
                folder, classes.Select(one => one.Code).ToHashSet(), organizations),
            Sites = sites,
            Food = PackFood.Read(folder, sites),
            Markets = PackFood.Markets(folder),
            Surveys = PackSurveys.Read(folder, areaCodes, editions),
            Beats = PackPatrols.Read(folder, organizationCodes, areaCodes, sites),
            Protocols = PackProtocols.Read(
                folder, editions, classes.Select(one => one.Code).ToHashSet()),
            Duties = PackDuties.Read(folder, organizationCodes, areaCodes, editions),
            Residents = PackResidents.Read(folder, areaCodes),
            Planning = PackPlanning.Read(folder, classes, organizationCodes),
            Dossiers = PackMaterials.Read(folder, organizationCodes, editions),
        };
    }

    private static CityFile ReadCity(PackFolder folder)
    {
        var city = folder.ReadJson<CityFile>(City);
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(city.TimeZone, out _))
        {
            throw PackFault.Of(
                ProblemCode.UnknownValue, folder.Place(City, field: "timeZone"), city.TimeZone);
        }

        return city.Language is "zh" or "en"
            ? city
            : throw PackFault.Of(
                ProblemCode.UnknownValue, folder.Place(City, field: "language"), city.Language);
    }

    private static CalendarDocument ReadCalendar(PackFolder folder)
    {
        var calendar = folder.ReadJson<CalendarDocument>(Calendar);
        var isUsable = calendar.WorkingHours.Count > 0
            && calendar.WorkingHours.All(pair => pair.Count == 2 && pair[0] < pair[1]);
        return isUsable
            ? calendar
            : throw PackFault.Of(
                ProblemCode.FieldInvalid, folder.Place(Calendar, field: "workingHours"),
                string.Join("; ", calendar.WorkingHours.Select(pair => string.Join("-", pair))));
    }

    private static IReadOnlyList<RoutingRule> ReadRules(
        PackFolder folder, HashSet<string> organizations, HashSet<string> areas)
    {
        var rules = new Dictionary<string, RoutingRule>();
        foreach (var entry in folder.ReadJson<RoutingFile>(Routing).Rules)
        {
            var place = folder.Place(Routing, entry.Id);
            if (!RoutingRule.UnitWords.Contains(entry.Unit) && !organizations.Contains(entry.Unit))
            {
                throw PackFault.Of(
                    ProblemCode.UnknownValue, place with { Field = "unit" }, entry.Unit);
            }

            if (entry.LeadOrg is { } lead && !organizations.Contains(lead))
            {
                throw PackFault.Of(
                    ProblemCode.UnknownValue, place with { Field = "leadOrg" }, lead);
            }

            if (entry.AreaCode is { } area && !areas.Contains(area))
            {
                throw PackFault.Of(
                    ProblemCode.UnknownValue, place with { Field = "areaCode" }, area);
            }

            var rule = new RoutingRule(
                entry.Id, entry.Priority, entry.ClassPrefix, entry.AreaCode, entry.LeadOrg,
                entry.Unit, entry.BasisZh, entry.BasisEn);
            if (!rules.TryAdd(entry.Id, rule))
            {
                throw PackFault.Of(
                    ProblemCode.AlreadyExists, place with { Field = "id" }, entry.Id);
            }
        }

        return [.. rules.Values];
    }
}
