using CivicLoop.Domain.Materials;
using CivicLoop.Domain.Standards;
using CivicLoop.Modules.Materials.Contracts;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Materials;

/// <summary>A dossier with how far it has come.</summary>
internal sealed record DossierRow(Dossier Dossier, int All, int SignedOff);

/// <summary>Which materials are asked for; what is null does not matter.</summary>
internal sealed record MaterialFilter(MaterialState? State = null, string? Unit = null);

/// <summary>A version with what it holds.</summary>
internal sealed record VersionRow(
    MaterialVersion Version, IReadOnlyList<MaterialFile> Files,
    IReadOnlyList<MaterialReference> References);

/// <summary>One material with its whole history.</summary>
/// <param name="Versions">Newest first.</param>
/// <param name="Held">Evidence that is referred to, by <c>kind:key</c>.</param>
/// <param name="Uses">In how many materials each piece of evidence stands.</param>
internal sealed record MaterialFolder(
    Material Material, Dossier Dossier, Edition Edition, Criterion? Criterion,
    IReadOnlyList<VersionRow> Versions, IReadOnlyList<MaterialStep> Steps,
    IReadOnlyDictionary<string, HeldEvidence> Held, IReadOnlyDictionary<string, int> Uses,
    IReadOnlyDictionary<string, string> Names)
{
    public VersionRow? Newest =>
        Versions.FirstOrDefault(one => one.Version.N == Material.VersionN);
}

/// <summary>Reads dossiers and materials.</summary>
internal sealed class DossierLists(CityDatabase database, IEnumerable<IEvidenceSource> sources)
{
    public const int PageMax = 200;

    /// <summary>An edition has some 200 criteria and a handful of documents each.</summary>
    public const int MaterialsMax = 5_000;

    private const int HistoryMax = 200;

    /// <summary>Newest first.</summary>
    public async Task<Page<DossierRow>> PageAsync(
        string? after, int limit, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var rows = context.Set<Dossier>().AsQueryable();
        if (Guid.TryParse(after, out var id))
        {
            rows = rows.Where(row => row.Id.CompareTo(id) < 0);
        }

        var page = await rows.OrderByDescending(row => row.Id).Take(limit + 1).ToListAsync(stop);
        var ids = page.Select(row => row.Id).ToList();
        var counts = await context.Set<Material>().Where(row => ids.Contains(row.DossierId))
            .GroupBy(row => row.DossierId)
            .Select(group => new
            {
                group.Key, All = group.Count(),
                SignedOff = group.Count(row => row.State == MaterialState.SignedOff),
            })
            .ToDictionaryAsync(row => row.Key, stop);
        return Page.Cut(
            page, limit, row => $"{row.Id}",
            row => counts.TryGetValue(row.Id, out var count)
                ? new DossierRow(row, count.All, count.SignedOff)
                : new DossierRow(row, 0, 0));
    }

    public async Task<Dossier?> FindAsync(Guid id, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await context.Set<Dossier>().FirstOrDefaultAsync(row => row.Id == id, stop);
    }

    /// <summary>The one that was opened last; null where there is none.</summary>
    public async Task<Dossier?> LastAsync(CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await context.Set<Dossier>().OrderByDescending(row => row.Id)
            .FirstOrDefaultAsync(stop);
    }

    /// <summary>Materials in the order of the edition.</summary>
    /// <param name="after">Position the page starts after.</param>
    public async Task<Page<Material>> MaterialsAsync(
        Guid dossier, MaterialFilter filter, int after, int limit, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var rows = context.Set<Material>()
            .Where(row => row.DossierId == dossier && row.Position > after);
        if (filter.State is { } state)
        {
            rows = rows.Where(row => row.State == state);
        }

        if (filter.Unit is { } unit)
        {
            rows = rows.Where(row => row.UnitOrg == unit);
        }

        var page = await rows.OrderBy(row => row.Position).Take(limit + 1).ToListAsync(stop);
        return Page.Cut(page, limit, row => $"{row.Position}");
    }

    /// <summary>All materials of a dossier, for the board and for carrying it away.</summary>
    public async Task<IReadOnlyList<Material>> AllAsync(Guid dossier, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await context.Set<Material>().Where(row => row.DossierId == dossier)
            .OrderBy(row => row.Position).Take(MaterialsMax).ToListAsync(stop);
    }

    /// <summary>Names of criteria of an edition by their codes.</summary>
    public async Task<IReadOnlyDictionary<string, Criterion>> CriteriaAsync(
        string edition, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await context.Set<Criterion>().Where(row => row.EditionCode == edition)
            .ToDictionaryAsync(row => row.Code, stop);
    }

    /// <summary>One material with its history; null where there is none.</summary>
    public async Task<MaterialFolder?> FolderAsync(Guid id, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var material = await context.Set<Material>().FirstOrDefaultAsync(row => row.Id == id, stop);
        if (material is null)
        {
            return null;
        }

        var dossier = await context.Set<Dossier>()
            .FirstAsync(row => row.Id == material.DossierId, stop);
        var versions = await VersionsAsync(context, id, stop);
        var steps = await context.Set<MaterialStep>().Where(row => row.MaterialId == id)
            .OrderByDescending(row => row.N).Take(HistoryMax).ToListAsync(stop);
        var references = versions.SelectMany(one => one.References).ToList();
        return new MaterialFolder(
            material, dossier,
            await context.Set<Edition>().FirstAsync(row => row.Code == dossier.EditionCode, stop),
            await context.Set<Criterion>().FirstOrDefaultAsync(
                row => row.EditionCode == dossier.EditionCode
                    && row.Code == material.CriterionCode,
                stop),
            versions, steps, await HeldAsync(references, stop),
            await UsesAsync(context, references, stop),
            await ActorNames.OfAsync(context, steps.Select(step => step.ByActor), stop));
    }

    /// <summary>A file of a version; null where there is none.</summary>
    public async Task<MaterialFile?> FileAsync(
        Guid id, int n, string sha256, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return await context.Set<MaterialFile>().FirstOrDefaultAsync(
            row => row.MaterialId == id && row.N == n && row.Sha256 == sha256, stop);
    }

    /// <summary>Evidence by <c>kind:key</c>, a query for each register.</summary>
    public async Task<IReadOnlyDictionary<string, HeldEvidence>> HeldAsync(
        IReadOnlyCollection<MaterialReference> references, CancellationToken stop)
    {
        var held = new Dictionary<string, HeldEvidence>();
        foreach (var source in sources)
        {
            var keys = references.Where(one => one.Kind == source.Kind)
                .Select(one => one.RefKey).Distinct().ToList();
            foreach (var (key, found) in await source.NameAsync(keys, stop))
            {
                held[$"{source.Kind}:{key}"] = found;
            }
        }

        return held;
    }

    private static async Task<List<VersionRow>> VersionsAsync(
        CityContext context, Guid id, CancellationToken stop)
    {
        var versions = await context.Set<MaterialVersion>().Where(row => row.MaterialId == id)
            .OrderByDescending(row => row.N).Take(HistoryMax).ToListAsync(stop);
        var from = versions.Count == 0 ? 0 : versions[^1].N;
        var files = (await context.Set<MaterialFile>()
                .Where(row => row.MaterialId == id && row.N >= from)
                .OrderBy(row => row.Position).ToListAsync(stop))
            .ToLookup(row => row.N);
        var references = (await context.Set<MaterialReference>()
                .Where(row => row.MaterialId == id && row.N >= from)
                .OrderBy(row => row.Position).ToListAsync(stop))
            .ToLookup(row => row.N);
        return
        [
            .. versions.Select(one =>
                new VersionRow(one, [.. files[one.N]], [.. references[one.N]])),
        ];
    }

    // Counted by materials, not by versions: "already used in n places".
    private static async Task<IReadOnlyDictionary<string, int>> UsesAsync(
        CityContext context, List<MaterialReference> references, CancellationToken stop)
    {
        var keys = references.Select(one => one.RefKey).Distinct().ToList();
        return (await context.Set<MaterialReference>().Where(row => keys.Contains(row.RefKey))
                .Select(row => new { row.Kind, row.RefKey, row.MaterialId }).Distinct()
                .GroupBy(row => new { row.Kind, row.RefKey })
                .Select(group => new { group.Key, Count = group.Count() }).ToListAsync(stop))
            .ToDictionary(row => $"{row.Key.Kind}:{row.Key.RefKey}", row => row.Count);
    }
}
