using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using CivicLoop.Domain;
using CivicLoop.Domain.Materials;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Standards;
using CivicLoop.Modules.Materials.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Files;
using CivicLoop.Platform.Journal;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Materials;

/// <summary>A dossier to be carried away; its file is gone when the stream is closed.</summary>
internal sealed record CarriedDossier(Stream Content, string FileName, DossierManifest Manifest);

/// <summary>Writes all that is signed off into one archive, in the order of the edition, with a
/// manifest that names every file by its hash. The journal keeps the hash of the manifest.
/// </summary>
internal sealed class ExportDossier(
    CityDatabase database, CityHolder city, DossierLists lists, FileStore files,
    TimeProvider time)
{
    public const string Exported = "dossier.Exported";

    public static JsonSerializerOptions Json { get; } = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter() },
    };

    /// <summary>Errors: the caller may not; there is no such dossier; a file of it is gone.
    /// </summary>
    public async Task<Outcome<CarriedDossier>> RunAsync(
        Guid id, Caller caller, CancellationToken stop)
    {
        if (RefuseReader(caller) is { } refused)
        {
            return refused;
        }

        if (await lists.FindAsync(id, stop) is not { } dossier)
        {
            return new Problem(ProblemCode.NotFound, "id", id.ToString());
        }

        var now = Instants.Storable(time.GetUtcNow());
        var signed = await SignedAsync(id, stop);
        var stream = new FileStream(
            Path.Combine(Path.GetTempPath(), $"dossier-{Ids.New(now):N}.zip"),
            FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None, bufferSize: 128 * 1024,
            FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        try
        {
            if (!(await WriteAsync(stream, dossier, signed, caller, now, stop))
                .Try(out var written, out var problem))
            {
                await stream.DisposeAsync();
                return problem;
            }

            await KeepHashAsync(dossier, written, caller, now, stop);
            stream.Position = 0;
            return new CarriedDossier(
                stream, $"{dossier.EditionCode}-{now:yyyyMMdd}.zip", written.Manifest);
        }
        catch
        {
            await stream.DisposeAsync();
            throw;
        }
    }

    /// <summary>Who reviews or signs may carry a dossier away; null for these.</summary>
    public static Problem? RefuseReader(Caller caller) =>
        caller.RefuseUnlessStaff()
        ?? (caller.MaySomewhere(Permission.MaterialSign)
            ? null
            : caller.Refuse(Permission.MaterialReview));

    private sealed record SignedMaterial(
        Material Material, MaterialVersion Version, IReadOnlyList<MaterialFile> Files,
        IReadOnlyList<MaterialReference> References);

    private sealed record WrittenManifest(DossierManifest Manifest, string Sha256);

    private async Task<IReadOnlyList<SignedMaterial>> SignedAsync(Guid id, CancellationToken stop)
    {
        await using var reads = database.OpenContext();
        var materials = reads.Set<Material>()
            .Where(row => row.DossierId == id && row.State == MaterialState.SignedOff);
        var rows = await materials.OrderBy(row => row.Position).ToListAsync(stop);
        var versions = await materials.Join(
                reads.Set<MaterialVersion>(), row => new { Id = row.Id, N = row.VersionN },
                row => new { Id = row.MaterialId, row.N }, (_, version) => version)
            .ToDictionaryAsync(row => row.MaterialId, stop);
        var filed = (await materials.Join(
                    reads.Set<MaterialFile>(), row => new { Id = row.Id, N = row.VersionN },
                    row => new { Id = row.MaterialId, row.N }, (_, file) => file)
                .OrderBy(row => row.Position).ToListAsync(stop))
            .ToLookup(row => row.MaterialId);
        var references = (await materials.Join(
                    reads.Set<MaterialReference>(), row => new { Id = row.Id, N = row.VersionN },
                    row => new { Id = row.MaterialId, row.N }, (_, one) => one)
                .OrderBy(row => row.Position).ToListAsync(stop))
            .ToLookup(row => row.MaterialId);
        return
        [
            .. rows.Select(row => new SignedMaterial(
                row, versions[row.Id], [.. filed[row.Id]], [.. references[row.Id]])),
        ];
    }

    private async Task<Outcome<WrittenManifest>> WriteAsync(
        Stream stream, Dossier dossier, IReadOnlyList<SignedMaterial> signed, Caller caller,
        DateTimeOffset now, CancellationToken stop)
    {
        var criteria = await lists.CriteriaAsync(dossier.EditionCode, stop);
        var held = await lists.HeldAsync([.. signed.SelectMany(one => one.References)], stop);
        var all = await lists.AllAsync(dossier.Id, stop);
        await using var zip = await ZipArchive.CreateAsync(
            stream, ZipArchiveMode.Create, leaveOpen: true, Encoding.UTF8, stop);
        var archive = new DossierArchive(zip, now);
        var materials = new List<ManifestMaterial>();
        foreach (var one in signed)
        {
            if (!(await FilesAsync(archive, one, stop)).Try(out var written, out var gone))
            {
                return gone;
            }

            materials.Add(new ManifestMaterial(
                one.Material.Position, one.Material.CriterionCode,
                NameOf(criteria, one.Material.CriterionCode), one.Material.DocumentCode,
                one.Material.NameZh, one.Material.UnitOrg, one.Version.N, one.Version.MadeOrg,
                one.Version.MadeAt, one.Material.SignedOrg!, one.Material.SignedAt!.Value,
                written,
                [.. one.References.Select(reference =>
                {
                    var found = held.GetValueOrDefault($"{reference.Kind}:{reference.RefKey}");
                    return new ManifestReference(
                        reference.Kind, reference.RefKey, found?.Title.Zh ?? "",
                        found?.JournalN,
                        found?.JournalHash is { } hash ? Convert.ToHexStringLower(hash) : null);
                })]));
        }

        var manifest = new DossierManifest
        {
            City = city.Current.Identity.Name.Zh,
            Edition = dossier.EditionCode,
            EditionName = await EditionNameAsync(dossier.EditionCode, stop),
            Dossier = dossier.Id,
            Name = dossier.Name,
            ExportedAt = now,
            ExportedBy = caller.OrganizationCode!,
            Materials = materials,
            Open =
            [
                .. all.Where(one => one.State != MaterialState.SignedOff)
                    .Select(one => new ManifestOpen(
                        one.Position, one.DocumentCode, one.NameZh, one.UnitOrg, one.State)),
            ],
            Other = [],
        };
        var contents = await archive.AddAsync(
            "index.html", DossierIndex.Of(manifest, city.Current), stop);
        manifest = manifest with { Other = [contents] };
        var last = await archive.AddAsync(
            DossierManifest.FileName, JsonSerializer.SerializeToUtf8Bytes(manifest, Json), stop);
        return new WrittenManifest(manifest, last.Sha256);
    }

    private async Task<Outcome<List<ManifestFile>>> FilesAsync(
        DossierArchive archive, SignedMaterial one, CancellationToken stop)
    {
        var folder = $"{one.Material.Position:0000}-{one.Material.DocumentCode}";
        var written = new List<ManifestFile>();
        if (one.Version.Words.Length > 0)
        {
            written.Add(await archive.AddAsync(
                $"{folder}/text.txt", Encoding.UTF8.GetBytes(one.Version.Words), stop));
        }

        foreach (var file in one.Files)
        {
            await using var content = await files.OpenAsync(TakeInFile.Key(file.Sha256), stop);
            if (content is null)
            {
                return new Problem(ProblemCode.NotFound, "file", file.Name);
            }

            written.Add(await archive.AddAsync(
                $"{folder}/{file.Position:00}-{file.Name}", content, stop));
        }

        return written;
    }

    private Task<Outcome<bool>> KeepHashAsync(
        Dossier dossier, WrittenManifest written, Caller caller, DateTimeOffset now,
        CancellationToken stop) =>
        database.WriteAsync(
            async session =>
            {
                await SubjectJournal.AppendAsync(
                    session, dossier.Id, caller.Actor, Exported,
                    new
                    {
                        manifest = written.Sha256, materials = written.Manifest.Materials.Count,
                        open = written.Manifest.Open.Count, byOrg = caller.OrganizationCode,
                    },
                    now);
                return (Outcome<bool>)true;
            },
            stop);

    private async Task<string> EditionNameAsync(string code, CancellationToken stop)
    {
        await using var reads = database.OpenContext();
        return await reads.Set<Edition>().Where(row => row.Code == code)
            .Select(row => row.NameZh).FirstAsync(stop);
    }

    private static string NameOf(IReadOnlyDictionary<string, Criterion> criteria, string code) =>
        criteria.TryGetValue(code, out var criterion) ? criterion.NameZh : code;
}
