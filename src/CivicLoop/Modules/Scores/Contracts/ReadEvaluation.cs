using CivicLoop.Domain.Scores;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Localisation;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Scores.Contracts;

/// <summary>What an evaluation of case handling counts, for modules that tell of it, and where its
/// pages show it.</summary>
internal sealed class ReadEvaluation(Evaluate evaluate, CityHolder city)
{
    /// <summary>Counts of every group in which something was counted, from one of the city's days
    /// to another, both included.</summary>
    public Task<IReadOnlyList<Tally>> TalliesAsync(
        Grouping by, DateOnly first, DateOnly last, CancellationToken stop) =>
        evaluate.RunAsync(
            by,
            new Period(city.Current.BeginOf(first), city.Current.BeginOf(last.AddDays(1))), stop);

    /// <summary>Sums up groups: the whole city from its parts.</summary>
    public static Tally Sum(IEnumerable<Tally> tallies) => Evaluate.Sum(tallies);

    /// <summary>The page of a period.</summary>
    public static string Address(Grouping by, DateOnly first, DateOnly last) =>
        "/console/evaluation" + QueryString.Create(
        [
            KeyValuePair.Create("by", (string?)by.ToString()),
            KeyValuePair.Create("from", (string?)TypedDay.Show(first)),
            KeyValuePair.Create("to", (string?)TypedDay.Show(last)),
        ]);

    /// <summary>The cases a number counts.</summary>
    /// <param name="key">Code of the group; null for the whole city.</param>
    public static string CasesAddress(
        Measure measure, Grouping by, string? key, string first, string last,
        CaseScope scope = CaseScope.All) =>
        "/console/evaluation/cases" + QueryString.Create(
        [
            KeyValuePair.Create("measure", (string?)measure.ToString()),
            KeyValuePair.Create("by", (string?)by.ToString()),
            .. key is null ? [] : new[] { KeyValuePair.Create("key", (string?)key) },
            .. scope == CaseScope.All ? []
                : new[] { KeyValuePair.Create("scope", (string?)scope.ToString()) },
            KeyValuePair.Create("from", (string?)first),
            KeyValuePair.Create("to", (string?)last),
        ]);
}

/// <summary>The evaluation's own names of measures and indicators, wherever they are told.
/// </summary>
internal sealed class EvaluationWords(ModuleTexts<ScoreTexts> texts)
{
    public string Of(Measure measure) => texts[$"Measure.{measure}"];

    /// <param name="indicator">Its key, for example <c>closed-on-time-rate</c>.</param>
    public string Of(string indicator) => texts[$"Indicator.{indicator}"];
}
