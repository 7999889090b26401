namespace CivicLoop.Modules.Appraisal;

/// <summary>A file that shows what was reached.</summary>
/// <param name="N">From 1, per target.</param>
internal sealed record TargetFile(
    Guid TargetId, int N, string Sha256, string Name, string Kind, long Bytes);

/// <summary>Something the loop already holds that shows it: named, never copied.</summary>
/// <param name="N">From 1, per target.</param>
internal sealed record TargetReference(Guid TargetId, int N, string Kind, string RefKey);
