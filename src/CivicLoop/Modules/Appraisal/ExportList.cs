using CivicLoop.Domain.Appraisal;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Tables;

namespace CivicLoop.Modules.Appraisal;

/// <summary>A final list as a table: a row for each unit, and below it one for each of its targets,
/// so that every number stands beside what it comes from.</summary>
internal sealed class ExportList(AppraisalLists lists, CityHolder city)
{
    private static readonly string[] Columns =
    [
        "Rank", "Unit", "Target", "Score", "Grade", "Base", "Deducted", "Commended", "Value",
        "Reached", "PointsAll", "Standing", "Sign",
    ];

    /// <summary>Error: no list is fixed.</summary>
    /// <param name="say">The words of columns and values, by key.</param>
    public async Task<Outcome<byte[]>> RunAsync(
        int year, int? revision, Func<string, string> say, string language,
        CancellationToken stop)
    {
        if (!(await lists.ListAsync(year, revision, stop)).Try(out var view, out var missing))
        {
            return missing;
        }

        var parts = (await lists.PartsAsync(view.List.Id, stop))
            .ToLookup(one => one.UnitCode);
        var names = (await lists.TargetsAsync(view.Year, stop))
            .ToDictionary(one => one.Id, one => one.Name.In(language));
        return SheetFile.Write(
            [.. Columns.Select(say)],
            view.Rows.SelectMany(row => parts[row.UnitCode]
                .Select(part => Part(part, names))
                .Prepend(Unit(row, say, language))));
    }

    private IReadOnlyList<object?> Unit(
        FixedRow row, Func<string, string> say, string language) =>
    [
        row.Rank, city.Current.Organizations.Find(row.UnitCode)?.Name.In(language)
            ?? row.UnitCode,
        null, Number(row.ScoreMilli), say(row.Grade is { } grade ? $"Grade.{grade}" : "NoGrade"),
        Number(row.BaseMilli), Number(row.DeductedMilli), Number(row.CommendedMilli), null,
        Number(row.ReachedMilli), Number(row.AllMilli), say($"Standing.{row.Standing}"),
        say(row.IsSigned ? "IsSigned" : "NotSigned"),
    ];

    private static IReadOnlyList<object?> Part(
        FixedPart part, Dictionary<Guid, string> names) =>
    [
        null, null, $"{part.TargetCode} {names.GetValueOrDefault(part.TargetId)}".Trim(), null,
        null, null, null, null, Number(part.ValueMilli), Number(part.ReachedMilli),
        Number(part.PointsMilli), null, null,
    ];

    // Numbers, so that a spreadsheet can add them up.
    private static decimal? Number(int? milli) => milli / 1000m;
}
