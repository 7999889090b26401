using CivicLoop.Domain.Materials;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Materials;

/// <summary>A material with its newest version, as a step finds it.</summary>
internal sealed record LoadedMaterial(
    Material Material, Dossier Dossier, MaterialVersion? Newest,
    IReadOnlyList<MaterialFile> Files, IReadOnlyList<MaterialReference> References,
    IReadOnlyCollection<string> Writers, int Steps)
{
    public MaterialContent? Content => Newest is null ? null : new MaterialContent(
        Newest.Words, [.. Files.Select(file => file.Kind)], References.Count);
}

/// <summary>Loads materials for a step and stores the step: row, history and journal together.
/// </summary>
internal static class MaterialWriter
{
    public static async Task<LoadedMaterial?> LoadAsync(
        CityContext reads, Guid id, CancellationToken stop)
    {
        var material = await reads.Set<Material>()
            .FirstOrDefaultAsync(row => row.Id == id, stop);
        if (material is null)
        {
            return null;
        }

        var n = material.VersionN;
        return new LoadedMaterial(
            material,
            await reads.Set<Dossier>().FirstAsync(row => row.Id == material.DossierId, stop),
            await reads.Set<MaterialVersion>()
                .FirstOrDefaultAsync(row => row.MaterialId == id && row.N == n, stop),
            await reads.Set<MaterialFile>().Where(row => row.MaterialId == id && row.N == n)
                .OrderBy(row => row.Position).ToListAsync(stop),
            await reads.Set<MaterialReference>().Where(row => row.MaterialId == id && row.N == n)
                .OrderBy(row => row.Position).ToListAsync(stop),
            await reads.Set<MaterialVersion>().Where(row => row.MaterialId == id)
                .Select(row => row.MadeOrg).Distinct().ToListAsync(stop),
            await reads.Set<MaterialStep>().Where(row => row.MaterialId == id)
                .MaxAsync(row => (int?)row.N, stop) ?? 0);
    }

    /// <summary>Why the caller may not take this step; null where it may. What has to be one's own
    /// unit's is asked with the scope of the post.</summary>
    public static Problem? Refuse(
        Caller caller, MaterialEdge edge, Material material, CityModel city)
    {
        if ((caller.RefuseUnlessStaff() ?? caller.Refuse(edge.Permission)) is { } refused)
        {
            return refused;
        }

        if (!edge.Needs.HasFlag(MaterialNeeds.OwnUnit))
        {
            return null;
        }

        var path = material.UnitOrg is { } unit ? city.Organizations.PathOf(unit) : null;
        return path is not null
            && caller.May(edge.Permission, new CaseStanding([path], []))
                ? null
                : new Problem(ProblemCode.OutsideScope, null, material.DocumentCode);
    }

    /// <summary>Writes the material as it has become, with the step that did it. Error: somebody
    /// changed it meanwhile.</summary>
    public static async Task<Problem?> StoreAsync(
        WriteSession session, LoadedMaterial before, Material after, MaterialAct act)
    {
        if (!await session.UpdateAsync(after, before.Material.Version))
        {
            return new Problem(ProblemCode.ChangedMeanwhile, "version");
        }

        await session.InsertAsync(new MaterialStep(
            after.Id, before.Steps + 1, act.Command, after.State, act.Actor, act.Organization,
            act.At, after.VersionN, act.Reason.Trim()));
        // Codes and hashes only: the words stand beside the journal, in the step itself.
        await SubjectJournal.AppendAsync(
            session, after.Id, act.Actor, $"material.{act.Command}",
            new
            {
                after.DossierId, after.DocumentCode, from = before.Material.State,
                to = after.State, byOrg = act.Organization, version = after.VersionN,
                unit = after.UnitOrg, due = after.DueDay,
            },
            act.At);
        return null;
    }
}
