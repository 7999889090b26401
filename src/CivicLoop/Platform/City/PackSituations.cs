using System.Text.Json.Serialization;
using CivicLoop.Domain;
using CivicLoop.Domain.Command;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Platform.City;

[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
internal sealed record SituationFile(
    string Code, LocalText Name, LocalText Does, IReadOnlyList<string> Classes, bool IsUrgent,
    IReadOnlyList<string> Bodies);

/// <summary>Reads the situation packages of a new city; a pack may have none.</summary>
internal static class PackSituations
{
    private const string Json = "situations.json";

    /// <summary>The installer gives them their ids.</summary>
    public static IReadOnlyList<SituationPackage> Read(
        PackFolder folder, IReadOnlySet<string> classes, IReadOnlyList<Organization> organizations)
    {
        if (!folder.Has(Json))
        {
            return [];
        }

        var bodies = organizations.Where(one => one.Tree == OrganizationTree.Command)
            .Select(one => one.Code).ToHashSet();
        return [.. folder.ReadJson<IReadOnlyList<SituationFile>>(Json).Select(one =>
            SituationPackage.Enter(
                    new SituationWish(
                        one.Code, one.Name.Zh, one.Name.En, one.Does.Zh, one.Does.En, one.Classes,
                        one.IsUrgent, one.Bodies),
                    before: null, Guid.Empty, "system", classes.Contains, bodies.Contains)
                .Try(out var package, out var unfit)
                ? package
                : throw PackFault.Of(
                    unfit.Code, folder.Place(Json, one.Code) with { Field = unfit.Field },
                    [.. unfit.Arguments]))];
    }
}
