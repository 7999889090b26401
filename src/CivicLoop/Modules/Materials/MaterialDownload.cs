using CivicLoop.Domain.Materials;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Materials.Contracts;
using CivicLoop.Platform.Files;

namespace CivicLoop.Modules.Materials;

/// <summary>A file of a version, to be handed over and never shown by the browser itself.</summary>
internal sealed record MaterialDownload(Stream Content, string ContentType, string Name)
{
    /// <summary>Error: there is no such version or file.</summary>
    public static async Task<Outcome<MaterialDownload>> OpenAsync(
        Guid id, int n, string sha256, DossierLists lists, FileStore files,
        CancellationToken stop) =>
        await lists.FileAsync(id, n, sha256, stop) is { } file
            && await files.OpenAsync(TakeInFile.Key(sha256), stop) is { } content
                ? new MaterialDownload(
                    content, MaterialFileKinds.ContentType(file.Kind), file.Name)
                : new Problem(ProblemCode.NotFound, "file", sha256);
}
