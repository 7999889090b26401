using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Materials.Contracts;
using CivicLoop.Platform.Files;

namespace CivicLoop.Modules.Materials;

/// <summary>Opens a file of a version.</summary>
internal static class MaterialDownload
{
    /// <summary>Error: there is no such version or file.</summary>
    public static async Task<Outcome<OpenedFile>> OpenAsync(
        Guid id, int n, string sha256, DossierLists lists, FileStore files,
        CancellationToken stop) =>
        await lists.FileAsync(id, n, sha256, stop) is { } file
            ? await OpenedFile.OfAsync(
                files, new TakenFile(file.Sha256, file.Name, file.Kind, file.Bytes), stop)
            : new Problem(ProblemCode.NotFound, "file", sha256);
}
