namespace CivicLoop.Domain.Problems;

/// <summary>What is asked of every typed text, however it is called. Blanks around it do not count.
/// </summary>
public static class TextRule
{
    /// <summary>Null where a text is there and not too long.</summary>
    /// <param name="lengthMax">In characters.</param>
    public static Problem? Needed(string? text, string field, int lengthMax) =>
        string.IsNullOrWhiteSpace(text)
            ? new Problem(ProblemCode.FieldRequired, field)
            : Short(text, field, lengthMax);

    /// <summary>Null where a text is not too long, or is not there.</summary>
    public static Problem? Short(string? text, string field, int lengthMax) =>
        text?.Trim().Length > lengthMax
            ? new Problem(ProblemCode.FieldTooLong, field, lengthMax, text.Trim().Length)
            : null;

    /// <summary>What was typed without blanks around it; null for nothing.</summary>
    public static string? Blank(string? text) =>
        string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    /// <summary>Several lines as they are stored, whatever the sender ends lines with.</summary>
    public static string Lines(string? text) => text?.ReplaceLineEndings("\n").Trim() ?? "";
}
