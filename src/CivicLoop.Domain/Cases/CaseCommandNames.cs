namespace CivicLoop.Domain.Cases;

/// <summary>Commands as addresses and packs write them: <c>ask-extension</c>.</summary>
public static class CaseCommandNames
{
    private static readonly Dictionary<string, CaseCommand> ByName =
        Enum.GetValues<CaseCommand>().ToDictionary(Write);

    /// <summary>Null where there is no such command.</summary>
    public static CaseCommand? Read(string name) =>
        ByName.TryGetValue(name, out var command) ? command : null;

    public static string Write(CaseCommand command) => string.Concat(
        command.ToString().Select((letter, i) =>
            char.IsUpper(letter) && i > 0
                ? $"-{char.ToLowerInvariant(letter)}"
                : char.ToLowerInvariant(letter).ToString()));
}
