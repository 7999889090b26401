using System.Globalization;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Modules.Statistics;

/// <summary>A figure as a form, a program or a row of a table says it.</summary>
internal sealed record FigureInput
{
    /// <summary>Edition and code with a slash between, a code one edition alone has, or a rating.
    /// </summary>
    public string? Measure { get; init; }

    /// <summary>As <see cref="FigureUnits.Read"/> reads it.</summary>
    public string? Unit { get; init; }

    public string? Month { get; init; }

    public string? Part { get; init; }

    public string? Whole { get; init; }

    public string? SourceName { get; init; }

    public string? SourceNumber { get; init; }

    public string? SourceDay { get; init; }

    /// <summary>Why it takes the place of a confirmed one; empty where there is none.</summary>
    public string? Reason { get; init; }

    /// <summary>Errors: nothing was typed, or no whole number.</summary>
    public static Outcome<long> Number(string? typed, string field) =>
        TextRule.Blank(typed) is not { } word ? new Problem(ProblemCode.FieldRequired, field)
        : long.TryParse(
            word, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number
            : new Problem(ProblemCode.FieldInvalid, field, word);
}
