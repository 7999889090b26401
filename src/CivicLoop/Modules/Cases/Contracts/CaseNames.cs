using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Places;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Localisation;

namespace CivicLoop.Modules.Cases.Contracts;

/// <summary>Codes of a case as names in the reader's language; a code nobody knows any more shows
/// itself.</summary>
internal static class CaseNames
{
    public static string Class(CityModel city, ReaderTexts texts, string code) =>
        city.Catalogue.Find(code) is { } found ? texts.Of(found.Name) : code;

    public static string Organization(CityModel city, ReaderTexts texts, string? code) =>
        code is null ? "—"
        : city.Organizations.Find(code) is { } found ? texts.Of(found.Name)
        : code;

    /// <summary>The address, or the smallest named area with the district before it.</summary>
    public static string Place(CityModel city, ReaderTexts texts, Case row)
    {
        var district = Area(city, texts, row.DistrictCode);
        var small = Area(city, texts, row.CommunityCode ?? row.SubdistrictCode);
        var areas = small is null ? district : $"{district} · {small}";
        return (areas, row.Address) switch
        {
            (null, { } address) => address,
            ({ } place, null) => place,
            ({ } place, { } address) => $"{place} · {address}",
            _ => "—",
        };
    }

    public static string? Area(CityModel city, ReaderTexts texts, string? code) =>
        code is null ? null
        : city.Areas.Find(code) is { } found ? texts.Of(found.Name)
        : code;

    /// <summary>Whom a unit or office could hand the case to: those who answer for its line, its
    /// place, and their branches; the rest by code.</summary>
    public static IReadOnlyList<Organization> Candidates(CityModel city, Case row)
    {
        var chart = city.Organizations;
        var district = row.DistrictCode;
        var candidates = new List<Organization?>
        {
            chart.Find(row.UnitOrg), chart.Find(row.LineOrg), chart.Find(row.TerritoryOrg),
            chart.OwnerOf(row.CommunityCode), chart.OwnerOf(row.SubdistrictCode),
            chart.OwnerOf(district), chart.OwnerOf(row.BesideCode),
        };
        candidates.AddRange(chart.All
            .Where(one => one.Tree == OrganizationTree.Line
                && (one.AreaCode is null || one.AreaCode == district))
            .OrderBy(one => one.Path, StringComparer.Ordinal));
        return [.. candidates.OfType<Organization>()
            .Where(one => one.RetiredAt is null || one.Code == row.UnitOrg)
            .DistinctBy(one => one.Code)];
    }

    public static AreaKind? KindOf(CityModel city, string code) => city.AreaKindOf(code);
}
