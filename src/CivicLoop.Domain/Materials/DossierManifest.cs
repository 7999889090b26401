namespace CivicLoop.Domain.Materials;

/// <summary>A file of a dossier that was carried away.</summary>
/// <param name="Path">Its name inside the archive.</param>
/// <param name="Sha256">64 lower-case hexadecimal digits.</param>
public sealed record ManifestFile(string Path, string Sha256, long Bytes);

/// <summary>Evidence that was referred to, with the head of its journal at that time.</summary>
public sealed record ManifestReference(
    string Kind, string Key, string Title, int? JournalN, string? JournalHash);

/// <summary>A signed-off material in a dossier.</summary>
public sealed record ManifestMaterial(
    int Position, string Criterion, string CriterionName, string Document, string Name,
    string? Unit, int Version, string WrittenBy, DateTimeOffset WrittenAt, string SignedBy,
    DateTimeOffset SignedAt, IReadOnlyList<ManifestFile> Files,
    IReadOnlyList<ManifestReference> References);

/// <summary>A material that is not signed off, and so not in the dossier.</summary>
public sealed record ManifestOpen(
    int Position, string Document, string Name, string? Unit, MaterialState State);

/// <summary>What stands in a dossier that was carried away, in the order of its edition, so that
/// anybody can prove file by file that it is whole (DA/T on electronic records: closing of a round
/// is a package with manifest and hashes).</summary>
public sealed record DossierManifest
{
    /// <summary>Of this description, in case it changes.</summary>
    public const int FormatNow = 1;

    public const string FileName = "manifest.json";

    public int Format { get; init; } = FormatNow;

    public required string City { get; init; }

    public required string Edition { get; init; }

    public required string EditionName { get; init; }

    public required Guid Dossier { get; init; }

    public required string Name { get; init; }

    public required DateTimeOffset ExportedAt { get; init; }

    /// <summary>The organisation that carried it away.</summary>
    public required string ExportedBy { get; init; }

    public required IReadOnlyList<ManifestMaterial> Materials { get; init; }

    public required IReadOnlyList<ManifestOpen> Open { get; init; }

    /// <summary>Files that belong to the whole, such as the table of contents.</summary>
    public required IReadOnlyList<ManifestFile> Other { get; init; }

    public IEnumerable<ManifestFile> AllFiles() =>
        Materials.SelectMany(one => one.Files).Concat(Other);
}

/// <summary>How a file of a dossier does not fit its manifest.</summary>
public enum DossierFaultKind
{
    /// <summary>The manifest names it and it is not there.</summary>
    Missing,

    /// <summary>It is not what it was.</summary>
    Changed,

    /// <summary>The manifest does not name it, or it is there twice.</summary>
    Added,
}

/// <summary>A file that does not fit.</summary>
public sealed record DossierFault(DossierFaultKind Kind, string Path);

/// <summary>Holds the files of a dossier against its manifest.</summary>
public static class DossierCheck
{
    /// <summary>All that does not fit, by path; empty where everything does.</summary>
    /// <param name="found">Every file but the manifest, in the order of the archive.</param>
    public static IReadOnlyList<DossierFault> Of(
        DossierManifest manifest, IEnumerable<ManifestFile> found)
    {
        var named = manifest.AllFiles().DistinctBy(file => file.Path)
            .ToDictionary(file => file.Path);
        var seen = new HashSet<string>();
        var faults = new List<DossierFault>();
        foreach (var file in found)
        {
            if (!named.TryGetValue(file.Path, out var known) || !seen.Add(file.Path))
            {
                faults.Add(new DossierFault(DossierFaultKind.Added, file.Path));
            }
            else if (known.Sha256 != file.Sha256 || known.Bytes != file.Bytes)
            {
                faults.Add(new DossierFault(DossierFaultKind.Changed, file.Path));
            }
        }

        faults.AddRange(named.Keys.Where(path => !seen.Contains(path))
            .Select(path => new DossierFault(DossierFaultKind.Missing, path)));
        return [.. faults.OrderBy(fault => fault.Path, StringComparer.Ordinal)];
    }
}
