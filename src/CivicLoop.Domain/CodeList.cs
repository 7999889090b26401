namespace CivicLoop.Domain;

/// <summary>Codes as one text, with blanks between.</summary>
public static class CodeList
{
    private static readonly char[] Between =
        [' ', ',', '，', '、', ';', '；', '\n', '\r', '\t'];

    public static IReadOnlyList<string> Read(string codes) =>
        codes.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Each once, in their order by code unit.</summary>
    public static string Write(IEnumerable<string> codes) =>
        string.Join(' ', codes.Distinct().Order(StringComparer.Ordinal));

    /// <summary>Codes as a person types them, with blanks, lines or signs of either language
    /// between.</summary>
    public static IReadOnlyList<string> Typed(string? typed) =>
        (typed ?? "").Split(Between, StringSplitOptions.RemoveEmptyEntries);
}
