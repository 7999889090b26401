using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Platform.City;

/// <summary>Reads the three trees of a pack. A parent stands before its children, in the same tree,
/// and a path is the parent's and the own code.</summary>
internal static class PackOrganizations
{
    private const string Csv = "organizations.csv";
    private const string Json = "organizations.json";

    public static IReadOnlyList<Organization> Read(PackFolder folder, IReadOnlySet<string> areas)
    {
        var known = new Dictionary<string, Organization>();
        foreach (var (entry, place) in Entries(folder))
        {
            var parent = entry.Parent is null
                ? null
                : known.GetValueOrDefault(entry.Parent) is { } above && above.Tree == entry.Tree
                    ? above
                    : throw PackFault.Of(
                        ProblemCode.UnknownValue, place with { Field = "parent" }, entry.Parent);
            if (entry.Path != $"{parent?.Path ?? "/"}{entry.Code}/")
            {
                throw PackFault.Of(
                    ProblemCode.FieldInvalid, place with { Field = "path" }, entry.Path);
            }

            if (entry.Area is { } area && !areas.Contains(area))
            {
                throw PackFault.Of(ProblemCode.UnknownValue, place with { Field = "area" }, area);
            }

            var organization = new Organization(
                entry.Code, entry.Tree, entry.Parent, entry.Path, entry.NameZh, entry.NameEn,
                entry.Kind, entry.Area);
            if (!known.TryAdd(entry.Code, organization))
            {
                throw PackFault.Of(
                    ProblemCode.AlreadyExists, place with { Field = "code" }, entry.Code);
            }
        }

        return [.. known.Values];
    }

    private static IEnumerable<(OrganizationEntry Entry, PackPlace Place)> Entries(
        PackFolder folder) =>
        folder.Has(Csv)
            ? folder.ReadCsv(
                Csv, "code", "tree", "parent", "path", "name_zh", "name_en", "kind", "area")
                .Select(row => (Entry(row), row.Place))
            : folder.ReadJson<OrganizationsFile>(Json).Organizations
                .Select(entry => (entry, folder.Place(Json, entry.Code)));

    private static OrganizationEntry Entry(PackRow row) => new(
        row.Required("code"),
        row.Named<OrganizationTree>("tree"),
        row.Optional("parent"),
        row.Required("path"),
        row.Required("name_zh"),
        row.Required("name_en"),
        row.Required("kind"),
        row.Optional("area"));
}
