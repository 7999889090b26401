using System.Globalization;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Scores;
using CivicLoop.Domain.Surveys;

namespace CivicLoop.Modules.Surveys;

/// <summary>The questions of a survey with what was chosen (partial <c>_Questions</c>).</summary>
internal sealed record QuestionsView(
    Survey Survey, IReadOnlyList<Fulfilment> Fulfilled, SurveyForm Typed, Problem? Problem);

/// <summary>What a form of questions sends.</summary>
internal sealed record SurveyForm(
    string? Stratum, IReadOnlyDictionary<string, string?> Choices, Guid Form)
{
    /// <summary>Before the code of an item in the name of its field.</summary>
    public const string ItemPrefix = "item.";

    public static SurveyForm Fresh(string? stratum = null) =>
        new(stratum, new Dictionary<string, string?>(), AnswerSurvey.NewForm());

    public static SurveyForm Of(IFormCollection sent) => new(
        sent["stratum"],
        sent.Where(one => one.Key.StartsWith(ItemPrefix, StringComparison.Ordinal))
            .ToDictionary(one => one.Key[ItemPrefix.Length..], one => (string?)one.Value),
        Guid.TryParse(sent["form"], out var form) ? form : AnswerSurvey.NewForm());

    public AnswerInput Input => new(Stratum, Choices, Form);
}

/// <summary>Results of a survey (partial <c>_Results</c>).</summary>
/// <param name="Item">The item that is opened; null for none.</param>
/// <param name="Address">Of the page itself.</param>
internal sealed record ResultsView(SurveyFile File, ItemResult? Item, string Address)
{
    public static ResultsView Of(SurveyFile file, string? item, string address) => new(
        file, file.Items.FirstOrDefault(one => one.Item.Code == item), address);
}

/// <summary>Who answered (partial <c>_Response</c>).</summary>
internal sealed record ResponseView(
    Survey Survey, SurveyResponse Response, IReadOnlyList<Fulfilment> Fulfilled);

/// <summary>Numbers as the pages of surveys write them.</summary>
internal static class SurveyNumbers
{
    /// <summary>Millionths of the full score as points of a hundred, or as per cent.</summary>
    public static string Hundred(int? micro) => micro is { } value
        ? (value * 100m / Shares.WholeMicro).ToString("0.0", CultureInfo.InvariantCulture)
        : "—";

    public static string Percent(int? micro) => micro is null ? "—" : Hundred(micro) + " %";

    public static string Times(long? milli) => milli is { } value
        ? (value / 1000m).ToString("0.##", CultureInfo.InvariantCulture)
        : "—";
}
