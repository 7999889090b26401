using CivicLoop.Domain.Materials;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Materials.Contracts;
using CivicLoop.Platform.Files;

namespace CivicLoop.Modules.Appraisal;

/// <summary>A file that shows what was reached.</summary>
/// <param name="N">From 1, per target.</param>
internal sealed record TargetFile(
    Guid TargetId, int N, string Sha256, string Name, string Kind, long Bytes);

/// <summary>Something the loop already holds that shows it: named, never copied.</summary>
/// <param name="N">From 1, per target.</param>
internal sealed record TargetReference(Guid TargetId, int N, string Kind, string RefKey);

/// <summary>Opens a file of a target.</summary>
internal static class OpenEvidence
{
    /// <summary>Error: there is none. Whether the asker may read the sheet is asked before.
    /// </summary>
    public static async Task<Outcome<OpenedFile>> OfAsync(
        TargetView view, int n, FileStore files, CancellationToken stop) =>
        view.Files.FirstOrDefault(one => one.N == n) is { } file
            ? await OpenedFile.OfAsync(
                files,
                new TakenFile(
                    file.Sha256, file.Name, Enum.Parse<MaterialFileKind>(file.Kind), file.Bytes),
                stop)
            : new Problem(ProblemCode.NotFound, "file", $"{n}");
}
