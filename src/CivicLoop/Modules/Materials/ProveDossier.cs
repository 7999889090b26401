using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using CivicLoop.Domain.Materials;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Materials;

/// <summary>What became of a dossier that was carried away.</summary>
/// <param name="ManifestSha256">Hash of the manifest, as the journal keeps it.</param>
internal sealed record DossierProof(
    DossierManifest Manifest, string ManifestSha256, int Files,
    IReadOnlyList<DossierFault> Faults);

/// <summary>Proves a dossier file by file from the archive alone, and, where the city is at hand,
/// that it is the one the city let out.</summary>
internal static class ProveDossier
{
    // A dossier of 5,000 materials with 20 files each.
    private const int EntriesMax = 110_000;

    private const int ManifestBytesMax = 64 * 1024 * 1024;

    /// <summary>Errors: it is no archive, or holds no manifest of ours.</summary>
    public static async Task<Outcome<DossierProof>> OfAsync(Stream file, CancellationToken stop)
    {
        try
        {
            await using var zip = await ZipArchive.CreateAsync(
                file, ZipArchiveMode.Read, leaveOpen: true, entryNameEncoding: null, stop);
            if (zip.Entries.Count > EntriesMax
                || zip.Entries.FirstOrDefault(one => one.FullName == DossierManifest.FileName)
                    is not { Length: <= ManifestBytesMax } named)
            {
                return Unreadable(DossierManifest.FileName);
            }

            var bytes = await ReadAsync(named, stop);
            var manifest = JsonSerializer.Deserialize<DossierManifest>(bytes, ExportDossier.Json);
            if (manifest is not { Format: DossierManifest.FormatNow })
            {
                return Unreadable(DossierManifest.FileName);
            }

            var found = new List<ManifestFile>();
            foreach (var entry in zip.Entries.Where(one => one != named))
            {
                found.Add(await HashAsync(entry, stop));
            }

            return new DossierProof(
                manifest, Convert.ToHexStringLower(SHA256.HashData(bytes)), found.Count,
                DossierCheck.Of(manifest, found));
        }
        catch (Exception fault) when (fault is InvalidDataException or JsonException)
        {
            return Unreadable(fault.Message);
        }
    }

    /// <summary>Whether the journal says that the city let out a dossier with this manifest.
    /// </summary>
    public static async Task<bool> IsKnownAsync(
        CityDatabase database, DossierProof proof, CancellationToken stop)
    {
        var (subject, hash) = (proof.Manifest.Dossier, proof.ManifestSha256);
        await using var reads = database.OpenContext();
        return await reads.Set<StoredEntry>().AnyAsync(
            row => row.SubjectId == subject && row.Kind == ExportDossier.Exported
                && row.Body.Contains(hash),
            stop);
    }

    // Bytes that cannot be unpacked are changed bytes, and the file is named like any other.
    private static async Task<ManifestFile> HashAsync(
        ZipArchiveEntry entry, CancellationToken stop)
    {
        try
        {
            await using var content = await entry.OpenAsync(stop);
            return await DossierArchive.HashAsync(entry.FullName, content, into: null, stop);
        }
        catch (InvalidDataException)
        {
            return new ManifestFile(entry.FullName, "", 0);
        }
    }

    private static async Task<byte[]> ReadAsync(ZipArchiveEntry entry, CancellationToken stop)
    {
        await using var content = await entry.OpenAsync(stop);
        using var kept = new MemoryStream();
        await content.CopyToAsync(kept, stop);
        return kept.ToArray();
    }

    private static Problem Unreadable(string why) =>
        new(ProblemCode.FileUnreadable, "file", why);
}
