using CivicLoop.Domain.Appraisal;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Appraisal;

/// <summary>A deduction or commendation as its form sends it.</summary>
internal sealed record EntryForm
{
    public string? Unit { get; init; }

    public EntryKind? Kind { get; init; }

    public string? Points { get; init; }

    public string? BasisName { get; init; }

    public string? BasisNumber { get; init; }

    public string? BasisDay { get; init; }

    public string? Reason { get; init; }

    public string? AnswerDay { get; init; }

    /// <summary>Error: a day or a number that is none.</summary>
    public Outcome<EntryInput> Read() =>
        !TypedDay.Read(BasisDay, "basisDay").Try(out var basis, out var wrong)
            || !TypedDay.Read(AnswerDay, "answerDay").Try(out var answer, out wrong)
            || !AppraisalWords.TryRead(Points, "points", out var points, out wrong) ? wrong
        : new EntryInput(
            Kind, points, BasisName, BasisNumber, basis.Value, Reason, answer.Value);
}
