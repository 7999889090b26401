using CivicLoop.Domain.Materials;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Files;

namespace CivicLoop.Modules.Materials.Contracts;

/// <summary>A file that was taken in, opened to be handed over: the browser never shows it itself.
/// </summary>
internal sealed record OpenedFile(Stream Content, string ContentType, string Name)
{
    /// <summary>Whether the asker may read it is asked before. Error: it is not kept.</summary>
    public static async Task<Outcome<OpenedFile>> OfAsync(
        FileStore files, TakenFile file, CancellationToken stop) =>
        await files.OpenAsync(TakeInFile.Key(file.Sha256), stop) is { } content
            ? new OpenedFile(content, MaterialFileKinds.ContentType(file.Kind), file.Name)
            : new Problem(ProblemCode.NotFound, "file", file.Sha256);
}
