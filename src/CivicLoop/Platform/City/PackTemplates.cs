using System.Text.Json.Serialization;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Platform.City;

/// <summary><c>templates.json</c>; a pack may have none.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record TemplatesFile(IReadOnlyList<PackTemplate> Templates);

/// <summary>A sentence ready for a step, in the city's own language.</summary>
/// <param name="Command">The step, as addresses write it; empty for all.</param>
/// <param name="ClassPrefix">Classes whose code begins so; empty for all.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record PackTemplate(
    string Command, string Name, string Words, string ClassPrefix = "");

/// <summary>Reads the sentences a new city begins with.</summary>
internal static class PackTemplates
{
    private const string Json = "templates.json";

    public static IReadOnlyList<PackTemplate> Read(
        PackFolder folder, IReadOnlyList<CaseClass> classes)
    {
        if (!folder.Has(Json))
        {
            return [];
        }

        var templates = folder.ReadJson<TemplatesFile>(Json).Templates;
        foreach (var one in templates)
        {
            var place = folder.Place(Json, one.Name);
            if (one.Command.Length > 0 && CaseCommandNames.Read(one.Command) is null)
            {
                throw PackFault.Of(
                    ProblemCode.UnknownValue, place with { Field = "command" }, one.Command);
            }

            if (!classes.Any(known =>
                known.Code.StartsWith(one.ClassPrefix, StringComparison.Ordinal)))
            {
                throw PackFault.Of(
                    ProblemCode.UnknownValue, place with { Field = "classPrefix" },
                    one.ClassPrefix);
            }
        }

        return templates;
    }
}
