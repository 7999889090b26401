using System.Text.Json.Serialization;
using CivicLoop.Domain.Command;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Platform.City;

/// <summary><c>command.json</c>; a pack may have none.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record CommandFile(
    DateOnly From, string BasisName, IReadOnlyList<MemberEntry> Members,
    IReadOnlyList<WatchEntry> Watches);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record MemberEntry(
    string Body, string Title, string? Organization = null, string? SignIn = null);

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record WatchEntry(string Body, string Edition, IReadOnlyList<string> Criteria);

/// <summary>Reads who sits in the command bodies of a new city, and what they watch.</summary>
internal static class PackCommand
{
    private const string Json = "command.json";

    /// <summary>The installer gives them their ids.</summary>
    public static (IReadOnlyList<CommandMember> Members, IReadOnlyList<CommandWatch> Watches) Read(
        PackFolder folder, IReadOnlyList<Organization> organizations,
        IReadOnlyList<PackPerson> people, IReadOnlyList<PackEdition> editions)
    {
        if (!folder.Has(Json))
        {
            return ([], []);
        }

        var file = folder.ReadJson<CommandFile>(Json);
        var codes = organizations.Select(one => one.Code).ToHashSet();
        var bodies = organizations.Where(one => one.Tree == OrganizationTree.Command)
            .Select(one => one.Code).ToHashSet();
        var names = people.Select(one => one.SignIn).ToHashSet();
        var criteria = editions.SelectMany(one => one.Body.Criteria)
            .Select(one => $"{one.EditionCode}/{one.Code}").ToHashSet();
        foreach (var entry in file.Members)
        {
            var place = folder.Place(Json, entry.Body);
            Check(entry.Body, bodies, place with { Field = "body" });
            Check(entry.Organization, codes, place with { Field = "organization" });
            Check(entry.SignIn, names, place with { Field = "signIn" });
        }

        foreach (var entry in file.Watches)
        {
            var place = folder.Place(Json, entry.Body);
            Check(entry.Body, bodies, place with { Field = "body" });
            foreach (var code in entry.Criteria)
            {
                Check($"{entry.Edition}/{code}", criteria, place with { Field = "criteria" });
            }
        }

        return (
            [.. file.Members.Select(entry => Member(file, entry))],
            [.. file.Watches.SelectMany(entry => entry.Criteria.Select(
                code => Watch(file, entry, code)))]);
    }

    private static CommandMember Member(CommandFile file, MemberEntry entry) => new()
    {
        Id = Guid.Empty,
        BodyCode = entry.Body,
        Title = entry.Title,
        OrganizationCode = entry.Organization,
        SignIn = entry.SignIn,
        FromDay = file.From,
        BasisName = file.BasisName,
        EnteredBy = "system",
        EnteredAt = DateTimeOffset.UnixEpoch,
    };

    private static CommandWatch Watch(CommandFile file, WatchEntry entry, string code) => new()
    {
        Id = Guid.Empty,
        BodyCode = entry.Body,
        EditionCode = entry.Edition,
        CriterionCode = code,
        FromDay = file.From,
        EnteredBy = "system",
        EnteredAt = DateTimeOffset.UnixEpoch,
    };

    private static void Check(string? value, HashSet<string> known, PackPlace place)
    {
        if (value is not null && !known.Contains(value))
        {
            throw PackFault.Of(ProblemCode.UnknownValue, place, value);
        }
    }
}
