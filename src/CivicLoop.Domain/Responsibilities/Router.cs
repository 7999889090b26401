using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Places;

namespace CivicLoop.Domain.Responsibilities;

/// <summary>Who answers for a case: by line, by unit and by territory, and which rule said so.
/// </summary>
/// <param name="RuleId">Null when duty was unclear and fell to the territory (属地兜底).</param>
/// <param name="Why">What fitted, as <c>PREFIX@AREA&gt;WORD</c>; <c>unclear</c> without a rule.
/// </param>
public sealed record Route(
    string? LineOrg, string? UnitOrg, string? TerritoryOrg, string? RuleId, string Why);

/// <summary>Finds who answers: class × areas → lead department, responsible unit, territorial
/// owner. The same class and place always give the same route.</summary>
public sealed class Router
{
    /// <summary>What <see cref="Route.Why"/> says when no rule fitted.</summary>
    public const string Unclear = "unclear";

    private readonly OrganizationChart chart;
    private readonly RoutingRule[] rules;
    private readonly Dictionary<string, RoutingRule> byId;

    public Router(IEnumerable<RoutingRule> rules, OrganizationChart chart)
    {
        this.chart = chart;
        this.rules =
        [
            .. rules.OrderBy(rule => rule.Priority)
                .ThenByDescending(rule => rule.ClassPrefix.Length)
                .ThenBy(rule => rule.Id, StringComparer.Ordinal),
        ];
        byId = this.rules.ToDictionary(rule => rule.Id);
    }

    public IReadOnlyList<RoutingRule> Rules => rules;

    public RoutingRule? Find(string? id) => id is null ? null : byId.GetValueOrDefault(id);

    public Route Route(CaseClass @class, AreasAt areas)
    {
        var territory = Territory(areas);
        var codes = areas.Codes.ToHashSet();
        foreach (var rule in rules.Where(rule => Fits(rule, @class, codes)))
        {
            var lead = rule.LeadOrg ?? @class.LeadDepartment;
            if (Unit(rule.Unit, lead, areas) is { } unit)
            {
                var why = $"{rule.ClassPrefix}@{rule.AreaCode}>{rule.Unit}";
                return new Route(lead, unit, territory, rule.Id, why);
            }
        }

        // 属地兜底: what nobody was named for is the territory's until somebody rules otherwise.
        return new Route(@class.LeadDepartment, territory, territory, null, Unclear);
    }

    private static bool Fits(RoutingRule rule, CaseClass @class, HashSet<string> areas) =>
        @class.Code.StartsWith(rule.ClassPrefix, StringComparison.Ordinal)
        && (rule.AreaCode is null || areas.Contains(rule.AreaCode));

    private string? Unit(string word, string? lead, AreasAt areas) => word switch
    {
        "lead" => chart.Find(lead)?.Code,
        "bureau" => Bureau(lead, areas.DistrictCode) ?? chart.Find(lead)?.Code,
        "district" => chart.OwnerOf(areas.DistrictCode)?.Code,
        "subdistrict" => chart.OwnerOf(areas.SubdistrictCode)?.Code
            ?? chart.OwnerOf(areas.DistrictCode)?.Code,
        "community" => chart.OwnerOf(areas.CommunityCode)?.Code
            ?? chart.OwnerOf(areas.SubdistrictCode)?.Code
            ?? chart.OwnerOf(areas.DistrictCode)?.Code,
        _ => chart.Find(word)?.Code,
    };

    // A department's branch in a district carries the department's code and the district's six
    // digits.
    private string? Bureau(string? lead, string? districtCode) =>
        lead is null || districtCode is null || districtCode.Length < DistrictDigits
            ? null
            : chart.Find($"{lead}-{districtCode[..DistrictDigits]}")?.Code;

    private const int DistrictDigits = 6;

    private string? Territory(AreasAt areas) =>
        (chart.OwnerOf(areas.BesideCode)
            ?? chart.OwnerOf(areas.CommunityCode)
            ?? chart.OwnerOf(areas.SubdistrictCode)
            ?? chart.OwnerOf(areas.DistrictCode))?.Code;
}
