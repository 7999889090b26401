using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Platform.City;

/// <summary>Reads who signs in for demonstration.</summary>
internal static class PackPeople
{
    private const string Json = "people.json";

    public static IReadOnlyList<PackPerson> Read(
        PackFolder folder, IReadOnlyList<Organization> organizations, IReadOnlySet<string> areas)
    {
        if (!folder.Has(Json))
        {
            return [];
        }

        var codes = organizations.Select(one => one.Code).ToHashSet();
        var paths = organizations.Select(one => one.Path).ToHashSet();
        var roles = BuiltInRoles.All.Select(role => role.Code).ToHashSet();
        var people = folder.ReadJson<PeopleFile>(Json).People;
        foreach (var person in people)
        {
            var place = folder.Place(Json, person.SignIn);
            Check("role", person.Role, roles, place);
            Check("organization", person.Organization, codes, place);
            Check("scopePath", person.ScopePath, paths, place);
            Check("scopeArea", person.ScopeArea, areas, place);
        }

        return people;
    }

    private static void Check(
        string field, string? value, IReadOnlySet<string> known, PackPlace place)
    {
        if (value is not null && !known.Contains(value))
        {
            throw PackFault.Of(ProblemCode.UnknownValue, place with { Field = field }, value);
        }
    }
}
