using CivicLoop.Domain.Calendar;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Responsibilities;

namespace CivicLoop.Platform.City;

/// <summary>The city's data that nearly every request needs, read once and replaced whole when an
/// administrator changes them: a few thousand areas, organisations and classes.</summary>
internal sealed class CityModel
{
    private readonly Dictionary<string, IReadOnlyList<string>> within = [];
    private readonly Lock withinLock = new();

    public CityModel(
        CityIdentity identity,
        CalendarDocument calendar,
        CaseHandling handling,
        IReadOnlyList<Area> areas,
        IReadOnlyList<Organization> organizations,
        CaseCatalogue catalogue,
        IReadOnlyList<RoutingRule> rules)
    {
        Identity = identity;
        TimeZone = TimeZoneInfo.FindSystemTimeZoneById(identity.TimeZone);
        CalendarDocument = calendar;
        Calendar = calendar.ToCalendar(TimeZone);
        Areas = new AreaIndex(areas);
        MapApprovals =
        [
            .. areas.Select(area => area.ApprovalNumber).OfType<string>().Distinct()
                .Order(StringComparer.Ordinal),
        ];
        HasSchematicAreas = areas.Any(
            area => area is { Shape: not null, ApprovalNumber: null });
        Organizations = new OrganizationChart(organizations);
        Catalogue = catalogue;
        Router = new Router(rules, Organizations);
        CaseRules = new CaseRules
        {
            Calendar = Calendar,
            Stages = handling.Stages,
            SeenFirst = handling.SeenFirst,
            LimitOf = catalogue.LimitOf,
            PictureReasonOf = code => catalogue.Find(code)?.PhotoReason,
            PathOf = Organizations.PathOf,
        };
    }

    public CityIdentity Identity { get; }

    public TimeZoneInfo TimeZone { get; }

    public CalendarDocument CalendarDocument { get; }

    public WorkCalendar Calendar { get; }

    public AreaIndex Areas { get; }

    /// <summary>审图号 of the boundaries shown, each once.</summary>
    public IReadOnlyList<string> MapApprovals { get; }

    /// <summary>True where some area is drawn that no approval number covers.</summary>
    public bool HasSchematicAreas { get; }

    public OrganizationChart Organizations { get; }

    public CaseCatalogue Catalogue { get; }

    public Router Router { get; }

    public CaseRules CaseRules { get; }

    public string Language => Identity.Language;

    /// <summary>The day it is in the city at an instant.</summary>
    public DateOnly DayOf(DateTimeOffset at) => CityDay.Of(at, TimeZone);

    /// <summary>The instant at which a day of the city begins.</summary>
    public DateTimeOffset BeginOf(DateOnly day) => CityDay.Begin(day, TimeZone);

    public AreaKind? AreaKindOf(string code) => Areas.Find(code)?.Kind;

    /// <summary>Codes of an organisation and all below it; remembered, because every worklist asks.
    /// </summary>
    public IReadOnlyList<string> OrganizationsWithin(string path)
    {
        lock (withinLock)
        {
            if (!within.TryGetValue(path, out var codes))
            {
                within[path] = codes = Organizations.Within(path);
            }

            return codes;
        }
    }

    /// <summary>What a case number begins with: the district's six digits, or the city's.</summary>
    public string NumberPlace(string? districtCode)
    {
        const int digits = 6;
        return districtCode is { Length: >= digits } code && code.All(char.IsAsciiDigit)
            ? code[..digits]
            : Identity.NumberPlace;
    }
}
