namespace CivicLoop.Domain.Problems;

/// <summary>Why something was refused, in a form every edge can translate: the page shows it beside
/// the field, the API answers RFC 9457 problem details, the importer writes it next to the
/// row.</summary>
/// <param name="Code">The numbered entry of the catalogue.</param>
/// <param name="Field">The input it is about, in the API's spelling; null when it is about the
/// whole request.</param>
/// <param name="Arguments">Values its text names, in the order of the text's placeholders.</param>
public sealed record Problem(ProblemCode Code, string? Field, params object[] Arguments)
{
    public override string ToString() =>
        Field is null
            ? $"{(int)Code} {Code}"
            : $"{(int)Code} {Code} ({Field}: {string.Join(", ", Arguments)})";
}
