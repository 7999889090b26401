using System.Text.Json.Serialization;
using CivicLoop.Domain.Materials;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Platform.City;

/// <summary><c>materials.json</c>; a pack may have none. Days are counted from the day the city is
/// made, so that a demonstration is never out of date.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record MaterialsFile(IReadOnlyList<PackDossier> Dossiers);

/// <summary>A round of handing in, with what was done in it so far.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record PackDossier(
    string Edition, string Name, int DueInDays, IReadOnlyList<PackMaterial> Materials);

/// <param name="Document">Code of the document the edition wants.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record PackMaterial(
    string Document, int DueInDays, IReadOnlyList<PackMaterialStep> Steps);

/// <param name="Words">The text of a version, or the reason of a step.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record PackMaterialStep(
    MaterialCommand Command, string Organization, string Words = "");

/// <summary>Reads the rounds of handing in of a new city.</summary>
internal static class PackMaterials
{
    private const string Json = "materials.json";

    public static IReadOnlyList<PackDossier> Read(
        PackFolder folder, IReadOnlySet<string> organizations,
        IReadOnlyList<PackEdition> editions)
    {
        if (!folder.Has(Json))
        {
            return [];
        }

        var documents = editions.SelectMany(one => one.Body.Documents)
            .Select(one => $"{one.EditionCode}/{one.Code}").ToHashSet();
        var codes = editions.Select(one => one.Body.Edition.Code).ToHashSet();
        var dossiers = folder.ReadJson<MaterialsFile>(Json).Dossiers;
        foreach (var dossier in dossiers)
        {
            var place = folder.Place(Json, dossier.Edition);
            Check(dossier.Edition, codes, place with { Field = "edition" });
            foreach (var material in dossier.Materials)
            {
                Check(
                    $"{dossier.Edition}/{material.Document}", documents,
                    place with { Field = "document" });
                foreach (var step in material.Steps)
                {
                    Check(
                        step.Organization, organizations,
                        place with { Field = "organization" });
                }
            }
        }

        return dossiers;
    }

    private static void Check(string value, IReadOnlySet<string> known, PackPlace place)
    {
        if (!known.Contains(value))
        {
            throw PackFault.Of(ProblemCode.UnknownValue, place, value);
        }
    }
}
