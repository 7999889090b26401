using CivicLoop.Domain.Scores;
using CivicLoop.Domain.Surveys;

namespace CivicLoop.Modules.Surveys;

/// <summary>Results as a table: a row for the city, each district and each stratum of every item.
/// What too few answered has no numbers.</summary>
internal static class ResultSheet
{
    public const string CsvType = "text/csv; charset=utf-8";

    private const string Hidden = "hidden";

    public static IReadOnlyList<string> Columns { get; } =
    [
        "item", "text_zh", "text_en", "measure", "group", "valid", "unknown", "score", "low",
        "high", "choice_1", "choice_2", "choice_3", "choice_4", "choice_5",
    ];

    public static IEnumerable<IReadOnlyList<object?>> Rows(SurveyFile file)
    {
        foreach (var item in file.Items)
        {
            yield return Whole(
            [
                .. Head(item, "city"), item.Valid, item.Unknown, Percent(item.ScoreMicro),
                Percent(item.LowMicro), Percent(item.HighMicro),
                .. item.ChoicesMicro.Select(one => (object?)Percent(one)),
            ]);
            foreach (var group in item.Districts)
            {
                yield return Row(item, group, []);
            }

            foreach (var group in item.Strata)
            {
                yield return Row(item, group, Choices(file, item.Item, group));
            }
        }
    }

    private static List<object?> Row(
        ItemResult item, GroupResult group, IEnumerable<object?> choices) =>
        Whole(group.IsHidden
            ? [.. Head(item, group.Name), Hidden]
            :
            [
                .. Head(item, group.Name), group.Valid, null, Percent(group.ScoreMicro),
                Percent(group.LowMicro), Percent(group.HighMicro), .. choices,
            ]);

    private static List<object?> Whole(List<object?> row) =>
        [.. row, .. new object?[Columns.Count - row.Count]];

    private static object?[] Head(ItemResult item, string group) =>
    [
        item.Item.Code, item.Item.Text.Zh, item.Item.Text.En, item.Item.Measure, group,
    ];

    // Counts of a stratum that is shown.
    private static IEnumerable<object?> Choices(
        SurveyFile file, SurveyItem item, GroupResult group)
    {
        var counts = file.Counts
            .Where(one => one.Item == item.Code && $"{one.District}/{one.Band}" == group.Name)
            .ToDictionary(one => one.Choice, one => one.N);
        return Enumerable.Range(1, item.Points.Count)
            .Select(n => (object?)counts.GetValueOrDefault($"{n}"));
    }

    private static object? Percent(int? micro) =>
        micro is { } value ? value * 100m / Shares.WholeMicro : null;
}
