using CivicLoop.Domain.People;
using CivicLoop.Domain.Places;

namespace CivicLoop.Domain.Responsibilities;

/// <summary>Who answers for a subject in an area: by line and by territory.</summary>
/// <param name="AreaCode">Null asks for the whole city.</param>
/// <param name="Leads">牵头单位; more than one is a contradiction somebody must rule on.</param>
/// <param name="Owner">属地: the body that owns the area; null where none was named.</param>
public sealed record DutyAnswer(
    DutyTopic Topic, string? AreaCode, IReadOnlyList<DutyRecord> Leads,
    IReadOnlyList<DutyRecord> Responsible, IReadOnlyList<DutyRecord> Supporting,
    Organization? Owner)
{
    /// <summary>No lead department is named.</summary>
    public bool LacksLead => Leads.Count == 0;

    /// <summary>Code of the organisation that leads: where two do, the one named last, until
    /// somebody rules. Null where nobody does.</summary>
    public string? Lead =>
        Leads.OrderByDescending(one => one.FromDay).FirstOrDefault()?.HolderCode;

    /// <summary>Neither a unit nor the territory must do it.</summary>
    public bool LacksTerritory => Responsible.Count == 0 && Owner is null;

    /// <summary>Two or more lead at the same time.</summary>
    public bool IsDouble =>
        Leads.Select(one => one.HolderCode).Distinct(StringComparer.Ordinal).Count() > 1;
}

/// <summary>All duties that hold on one day, with the chart of organisations and the areas they
/// name. A duty whose organisation was given up answers for nothing.</summary>
public sealed class DutyBook
{
    private readonly OrganizationChart chart;
    private readonly AreaIndex areas;
    private readonly ILookup<DutyTopic, DutyRecord> byTopic;
    private readonly ILookup<DutyTopic, DutyRecord> gone;
    private readonly Dictionary<string, int> leads;

    /// <param name="all">Any duties; those that do not hold on the day are left out.</param>
    public DutyBook(
        IEnumerable<DutyRecord> all, DateOnly day, OrganizationChart chart, AreaIndex areas)
    {
        this.chart = chart;
        this.areas = areas;
        Day = day;
        var held = all.Where(one => one.HoldsOn(day)).ToLookup(Answers);
        byTopic = held[true].ToLookup(one => one.Topic);
        gone = held[false].ToLookup(one => one.Topic);
        leads = held[true]
            .Where(one => one.Role == DutyRole.LeadDepartment
                && one.SubjectKind == DutySubject.Criterion && one.HolderCode is not null)
            .GroupBy(one => one.HolderCode!)
            .ToDictionary(
                group => group.Key,
                group => group.Select(one => one.Topic).Distinct().Count());
    }

    public DateOnly Day { get; }

    /// <summary>How many criteria an organisation leads on this day.</summary>
    public int LeadsOf(string? organization) =>
        organization is null ? 0 : leads.GetValueOrDefault(organization);

    /// <summary>The organisations that lead more criteria than a unit can carry.</summary>
    public IReadOnlyList<(string Organization, int Leads)> Overloaded(int leadsMax) =>
    [
        .. leads.Where(one => one.Value > leadsMax)
            .OrderByDescending(one => one.Value).ThenBy(one => one.Key, StringComparer.Ordinal)
            .Select(one => (one.Key, one.Value)),
    ];

    /// <summary>Code of the organisation that leads a criterion, as <see cref="DutyAnswer.Lead"/>.
    /// </summary>
    public string? LeadOf(string edition, string criterion, string? areaCode) =>
        Answer(DutyTopic.Criterion(edition, criterion), areaCode).Lead;

    /// <summary>Who answers for a subject in an area.</summary>
    public DutyAnswer Answer(DutyTopic topic, string? areaCode) => new(
        topic, areaCode, Nearest(topic, DutyRole.LeadDepartment, areaCode),
        Nearest(topic, DutyRole.ResponsibleUnit, areaCode),
        [.. byTopic[topic].Where(one => one.Role == DutyRole.SupportingUnit
            && Reaches(one, areaCode))],
        areaCode is null ? null : OwnerOf(areaCode));

    /// <summary>Whether a duty of this role is named, but its organisation was given up.</summary>
    public bool HolderIsGone(DutyTopic topic, DutyRole role, string? areaCode) =>
        gone[topic].Any(one => one.Role == role && Reaches(one, areaCode));

    public IReadOnlyList<DutyRecord> KeepersOf(string siteCode) =>
        [.. byTopic[DutyTopic.Site(siteCode)].Where(one => one.Role == DutyRole.SiteKeeper)];

    /// <summary>属地: the body that owns an area or the nearest one around it, by a duty or by the
    /// chart. The city itself does not count: what everybody owns, nobody answers for.</summary>
    public Organization? OwnerOf(string? areaCode)
    {
        foreach (var code in areas.Around(areaCode))
        {
            if (areas.Find(code)?.Kind == AreaKind.City)
            {
                return null;
            }

            var named = byTopic[DutyTopic.Area(code)]
                .Where(one => one.Role == DutyRole.TerritorialOwner)
                .OrderByDescending(one => one.FromDay).FirstOrDefault();
            if ((chart.Find(named?.HolderCode) ?? chart.OwnerOf(code)) is { } owner)
            {
                return owner;
            }
        }

        return null;
    }

    // One for the area itself goes before one for an area around it, and that before the city's.
    private List<DutyRecord> Nearest(DutyTopic topic, DutyRole role, string? areaCode)
    {
        var all = byTopic[topic].Where(one => one.Role == role).ToList();
        foreach (var code in areas.Around(areaCode))
        {
            var here = all.Where(one => one.AreaCode == code).ToList();
            if (here.Count > 0)
            {
                return here;
            }
        }

        return [.. all.Where(one => one.AreaCode is null)];
    }

    private bool Reaches(DutyRecord duty, string? areaCode) =>
        duty.AreaCode is null || areas.Around(areaCode).Contains(duty.AreaCode);

    /// <summary>Whether an organisation is there and was not given up.</summary>
    public bool Works(string? organization) =>
        chart.Find(organization) is { RetiredAt: null };

    private bool Answers(DutyRecord duty) => duty.HolderCode is null || Works(duty.HolderCode);
}
