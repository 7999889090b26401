using CivicLoop.Domain.Problems;

namespace CivicLoop.Platform.City;

/// <summary>A site a new city begins with; it stands in the middle of its area.</summary>
internal sealed record PackSite(
    string Code, string Kind, string NameZh, string NameEn, string AreaCode);

/// <summary>Reads the sites of a new city; a pack may have none. They name an area and no position:
/// a demonstration has a schematic map, and a real city imports its own list.</summary>
internal static class PackSites
{
    private const string Csv = "sites.csv";

    private static readonly string[] Columns = ["code", "kind", "name_zh", "name_en", "area"];

    public static IReadOnlyList<PackSite> Read(
        PackFolder folder, IReadOnlySet<string> areas, IReadOnlyList<PackEdition> editions)
    {
        if (!folder.Has(Csv))
        {
            return [];
        }

        var kinds = editions.SelectMany(one => one.Body.SiteKinds).Select(kind => kind.Code)
            .ToHashSet();
        var sites = new Dictionary<string, PackSite>();
        foreach (var row in folder.ReadCsv(Csv, Columns))
        {
            var site = new PackSite(
                row.Required("code"), row.Required("kind"), row.Required("name_zh"),
                row.Required("name_en"), row.Required("area"));
            Check(row, "kind", site.Kind, kinds);
            Check(row, "area", site.AreaCode, areas);
            if (!sites.TryAdd(site.Code, site))
            {
                throw PackFault.Of(
                    ProblemCode.AlreadyExists, row.Place with { Field = "code" }, site.Code);
            }
        }

        return [.. sites.Values];
    }

    private static void Check(PackRow row, string field, string value, IReadOnlySet<string> known)
    {
        if (!known.Contains(value))
        {
            throw PackFault.Of(
                ProblemCode.UnknownValue, row.Place with { Field = field }, value);
        }
    }
}
