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

/// <summary>A file of a target, to be handed over and never shown by the browser itself.</summary>
internal sealed record OpenedEvidence(Stream Content, string ContentType, string Name)
{
    /// <summary>Error: there is none. Whether the asker may read the sheet is asked before.
    /// </summary>
    public static async Task<Outcome<OpenedEvidence>> OfAsync(
        TargetView view, int n, FileStore files, CancellationToken stop) =>
        view.Files.FirstOrDefault(one => one.N == n) is { } file
            && await files.OpenAsync(TakeInFile.Key(file.Sha256), stop) is { } content
                ? new OpenedEvidence(
                    content,
                    MaterialFileKinds.ContentType(Enum.Parse<MaterialFileKind>(file.Kind)),
                    file.Name)
                : new Problem(ProblemCode.NotFound, "file", $"{n}");
}
