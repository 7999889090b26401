using System.Globalization;
using CivicLoop.Domain.Problems;

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

/// <summary>Days as forms send them.</summary>
internal static class DayInput
{
    /// <summary>Errors: it is missing, or no day.</summary>
    public static Outcome<DateOnly> Read(string? text, string field) =>
        string.IsNullOrWhiteSpace(text) ? new Problem(ProblemCode.FieldRequired, field)
        : DateOnly.TryParseExact(
            text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None,
            out var day)
            ? day
            : new Problem(ProblemCode.FieldInvalid, field, text);

    public static string Show(DateOnly? day) =>
        day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? "";
}
