namespace CivicLoop.Modules.Materials;

/// <summary>A version as a form or a program sends it.</summary>
internal sealed record VersionInput
{
    public string? Text { get; init; }

    /// <summary>Hashes of the files of the version before that stay.</summary>
    public IReadOnlyList<string> Keep { get; init; } = [];

    /// <summary>References that stay, and new ones, each <c>kind:key</c>.</summary>
    public IReadOnlyList<string> References { get; init; } = [];

    /// <summary>Number of the version the writer had before them; null where they do not say.
    /// </summary>
    public int? Seen { get; init; }

    public IReadOnlyList<IFormFile> Files { get; init; } = [];
}
