using System.Globalization;

namespace CivicLoop.Modules.Intake;

/// <summary>The import's report as it is printed.</summary>
internal static class ImportReportText
{
    // A screen and a half; all of it stands in the JSON report.
    private const int RankedMax = 40;

    private static readonly CultureInfo Plain = CultureInfo.InvariantCulture;

    public static IEnumerable<string> Lines(ImportReport report) =>
    [
        .. Head(report),
        .. Verdicts("closed cases", report.ClosedVerdicts),
        .. Verdicts($"open cases, judged at {report.DataEnd:yyyy-MM-dd HH:mm:ss}Z",
            report.OpenVerdicts),
        .. report.WithoutLimit.OrderByDescending(one => one.Value).Select(one =>
            string.Create(
                Plain, $"  without a limit, counted apart: {one.Value:N0} flagged "
                + $"{(one.Key.Length == 0 ? "(empty)" : one.Key)}")),
        .. Agreement("Point in polygon against the area column", report.Areas),
        string.Create(Plain, $"  name no area, counted apart: {report.AreasUnnamed:N0}"),
        string.Create(Plain, $"  at a placeholder position: {report.PlaceholderPositions:N0}"),
        .. Ranking("Units", report.Units),
        .. Ranking("Areas", report.Places),
        string.Create(
            Plain,
            $"{report.Rows:N0} rows in {report.Seconds:F1} s: {report.RowsPerSecond:N0} rows/s"),
    ];

    private static IEnumerable<string> Head(ImportReport report)
    {
        if (report.Interrupted)
        {
            yield return "Interrupted: run the same command again to go on.";
        }

        yield return $"{report.File} ({report.Mapping}){(report.DryRun ? ", dry run" : "")}";
        yield return string.Create(
            Plain,
            $"  rows {report.Rows:N0}: new {report.New:N0}, known {report.Known:N0}, "
            + $"brought on {report.BroughtOn:N0}, rejected {report.Rejected:N0}");
        foreach (var (code, count) in report.RejectedBy.OrderByDescending(one => one.Value))
        {
            yield return string.Create(Plain, $"  rejected, {(int)code} {code}: {count:N0}");
        }

        if (report.RejectedFile is { } file)
        {
            yield return string.Create(Plain, $"  rejected rows with reason and fix: {file}");
        }

        if (report.AmbiguousTimes > 0)
        {
            yield return string.Create(
                Plain,
                $"  rows with a local time the clocks showed twice, first reading taken: "
                + $"{report.AmbiguousTimes:N0}");
        }
    }

    private static IEnumerable<string> Verdicts<TGap>(string of, Agreement<TGap> agreement)
        where TGap : struct, Enum =>
        Agreement($"On time against the other system's flag, {of}", agreement);

    private static IEnumerable<string> Agreement<TGap>(string title, Agreement<TGap> agreement)
        where TGap : struct, Enum
    {
        yield return string.Create(
            Plain,
            $"{title}: {agreement.Agree:N0} of {agreement.Compared:N0} agree "
            + $"({agreement.Share:P2})");
        foreach (var (cause, count) in agreement.Gaps.OrderByDescending(one => one.Value.Rows))
        {
            yield return string.Create(Plain, $"  {cause}: {count.Rows:N0}");
            foreach (var example in count.Examples)
            {
                yield return $"    {example}";
            }
        }
    }

    private static IEnumerable<string> Ranking(string title, IReadOnlyList<RankedRow> rows)
    {
        const int least = Domain.Scores.Ranking.LeastDue;
        yield return $"{title}, by on time ÷ (due and closed + open and overdue), ordered by the "
            + $"lower end of its 95 % interval; under {least} due: not ranked";
        foreach (var (row, place) in rows.Take(RankedMax).Select((row, n) => (row, n + 1)))
        {
            var rate = row.Rate is { } known ? known.ToString("P2", Plain) : "nothing due";
            var theirs = row.TheirRate is { } flagged
                ? ", by their flags " + flagged.ToString("P2", Plain)
                : "";
            yield return string.Create(
                Plain,
                $"  {(row.IsRanked ? $"{place,2}." : " – ")} {row.Name}: {rate}{theirs} "
                + $"({row.OnTime:N0} of {row.Due:N0}; "
                + $"cases {row.Cases:N0}, open overdue {row.OpenOverdue:N0})");
        }

        if (rows.Count > RankedMax)
        {
            yield return string.Create(
                Plain, $"  and {rows.Count - RankedMax:N0} more (--json shows all)");
        }
    }
}
