using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Cases.Contracts;

namespace CivicLoop.Modules.Cases;

/// <summary>A step's form as it is drawn (partial <c>_StepForm</c>).</summary>
internal sealed record StepFormView(
    StepForm Step, Case Case, StepInput Typed, Problem? Problem,
    IReadOnlyList<SimilarCase> Similar)
{
    /// <summary>The worklist the case was opened from.</summary>
    public string? From { get; init; }

    public IReadOnlyList<FilledTemplate> Templates { get; init; } = [];

    /// <summary>Shown open whatever step it is: something typed stands in it.</summary>
    public bool IsOpen { get; init; }

    /// <summary>Ids must differ between the forms of one page.</summary>
    public string Id(string field) => $"{Step.Name}-{field}";

    /// <summary>True where the problem is about this input.</summary>
    public bool Blames(params string[] fields) =>
        Problem?.Field is { } field && fields.Contains(field);
}
