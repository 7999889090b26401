using CivicLoop.Domain;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Scores;
using CivicLoop.Modules.Standards.Contracts;

namespace CivicLoop.Modules.Scores;

/// <summary>A measure a scorecard may take in.</summary>
/// <param name="Criterion">The criterion it stands for; empty where the source knows the lines.
/// </param>
/// <param name="Name">Null for an indicator of cases, whose name is a text of this module.</param>
internal sealed record MeasureChoice(
    string Source, string Argument, string Criterion, LocalText? Name)
{
    /// <summary>Key of the name its source's texts give it.</summary>
    public string NameKey => Source == DeductionRule.Source
        ? $"Source.{Source}"
        : $"Indicator.{Argument}";

    /// <summary>As forms and programs name it.</summary>
    public string Key => $"{Source}:{Argument}";
}

/// <summary>What can be measured: indicators of cases, also those of single cities, what a new card
/// begins with, and the measures of the card's edition.</summary>
internal sealed class MeasureChoices(EditionLists editions)
{
    public async Task<IReadOnlyList<MeasureChoice>> OfAsync(
        string edition, CancellationToken stop)
    {
        var measures = (await editions.BodyAsync(edition, stop)).Try(out var body, out _)
            ? body.Measures
            : [];
        return
        [
            .. Indicator.Known.Select(one =>
                new MeasureChoice(CaseMeasure.Handling, one.Name, "", null)),
            new MeasureChoice(DeductionRule.Source, "rule", "", null),
            .. KeepScorecards.Branches.Where(one => one.Method is null
                    && one.Source != CaseMeasure.Handling)
                .Select(one => new MeasureChoice(
                    one.Source, one.Argument, "", new LocalText(one.NameZh, one.NameEn))),
            .. measures.Select(one => new MeasureChoice(
                ScorecardDraft.SourceOf(one.Method), one.Code, one.CriterionCode, one.Name)),
        ];
    }

    /// <summary>The one that is meant. Error: nobody measures it.</summary>
    public async Task<Outcome<MeasureChoice>> FindAsync(
        string edition, string key, CancellationToken stop) =>
        (await OfAsync(edition, stop)).FirstOrDefault(one => one.Key == key) is { } found
            ? found
            : new Problem(ProblemCode.UnknownValue, "measure", key);
}
