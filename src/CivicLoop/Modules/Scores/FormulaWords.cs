using CivicLoop.Domain.Scores;
using CivicLoop.Platform.Localisation;

namespace CivicLoop.Modules.Scores;

/// <summary>How a measure's share is computed, in a sentence of the reader's language.</summary>
internal static class FormulaWords
{
    public static string Of(ModuleTexts<ScoreTexts> texts, ScoreNode leaf) => leaf switch
    {
        { Source: DeductionRule.Source, Rule: { } rule } => Of(texts, rule),
        { Source: DeductionRule.Source } => texts["Formula.unruled"],
        { Source: CaseMeasure.Handling or CaseMeasure.Recurrence }
            when Indicator.Find(leaf.Argument) is { } indicator => Of(texts, indicator),
        _ => texts[$"Formula.{ScoreWords.Source(leaf.Source!)}"],
    };

    /// <summary>One ground on which points are taken off.</summary>
    public static string Of(ModuleTexts<ScoreTexts> texts, Deduction ground) =>
        ground.Rate is { } rate && Indicator.Find(rate) is { } indicator
            ? texts[
                indicator.MoreIsBetter ? "Formula.below" : "Formula.above",
                texts[$"Indicator.{rate}"],
                ScoreWords.OfHundred(ground.FullAtMilli!.Value * 100),
                ScoreWords.Short(ground.Milli)]
            : texts[
                "Formula.each", texts[$"Measure.{ground.Cases}"], ScoreWords.Short(ground.Milli)];

    private static string Of(ModuleTexts<ScoreTexts> texts, DeductionRule rule) => texts[
        "Formula.deduction", ScoreWords.Short(rule.BaseMilli), texts[$"CaseScope.{rule.Scope}"],
        string.Join(
            texts["Formula.and"], rule.Deductions.Select(one => Of(texts, one)))];

    // A share that should be small is turned round, as its figures are.
    private static string Of(ModuleTexts<ScoreTexts> texts, Indicator indicator)
    {
        var whole = texts[$"Measure.{indicator.Whole}"];
        var words = texts[
            indicator.IsComplement || !indicator.MoreIsBetter ? "Formula.rateOff" : "Formula.rate",
            texts[$"Measure.{indicator.Part}"],
            indicator.Less is { } less
                ? texts["Formula.less", whole, texts[$"Measure.{less}"]]
                : whole];
        return indicator.Whole == Measure.CloseDue
            ? $"{words}{texts["Formula.and"]}{texts["Formula.overdue"]}"
            : words;
    }
}
