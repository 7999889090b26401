using System.Globalization;
using CivicLoop.Domain.Bulletins;
using CivicLoop.Domain.Scores;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Modules.Scores.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Localisation;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Bulletins;

/// <summary>A bulletin's lines and figures as a reader sees them, on a page and on paper, and where
/// each of them leads.</summary>
internal sealed class BulletinWords(
    EvaluationWords evaluation, ReaderTexts texts, ModuleTexts<BulletinTexts> words,
    CityHolder city)
{
    public string this[string key] => words[key];

    public string NumberN(string number) => words["NumberN", number];

    /// <summary>How a ranking comes about.</summary>
    public string RankingHow => words["RankingHow", Ranking.LeastDue];

    /// <summary>The first and the last day.</summary>
    public string Days(DateOnly first, DateOnly last) =>
        words["Days", TypedDay.Show(first), TypedDay.Show(last)];

    public string Name(BulletinFigure figure) => figure.IsShare
        ? evaluation.Of(figure.Name)
        : evaluation.Of(BulletinFigures.MeasureOf(figure));

    public string Name(string figure) => Enum.TryParse<Measure>(figure, out var measure)
        ? evaluation.Of(measure)
        : evaluation.Of(figure);

    public static string Value(BulletinFigure? figure) => figure is null ? "—"
        : figure.IsShare ? Percent(figure.Share)
        : figure.Part.ToString(CultureInfo.InvariantCulture);

    /// <summary>The value of the period before.</summary>
    public static string Before(BulletinFigure figure) =>
        figure.IsShare ? Percent(figure.ShareBefore)
        : figure.BeforePart?.ToString(CultureInfo.InvariantCulture) ?? "—";

    /// <summary>With its sign; shares change by percentage points.</summary>
    public string Change(BulletinFigure figure) => figure.Change is not { } change ? "—"
        : figure.IsShare
            ? words["Points", change.ToString(
                "+0.00;−0.00;0.00", CultureInfo.InvariantCulture)]
            : change.ToString("+0;−0;0", CultureInfo.InvariantCulture);

    /// <summary>How sure the share is: where the 95 % interval begins and ends.</summary>
    public static string Interval(BulletinFigure figure)
    {
        if (figure.Whole is not (> 0 and { } whole))
        {
            return "—";
        }

        var (low, high) = Ranking.Interval(figure.Part, whole);
        return $"{Percent(low)}–{Percent(high)}";
    }

    /// <summary>The rank, or that too little was due.</summary>
    public string Rank(BulletinRow row, BulletinBlock block) => row.Rank is { } rank
        ? block.Rows.Count(one => one.Rank == rank) > 1 ? words["Tied", rank] : $"{rank}"
        : words["Unranked"];

    /// <summary>Whom or what a line is about.</summary>
    public string Line(BulletinBlock block, BulletinRow row) => block.Kind switch
    {
        BlockKind.Trend => Days(row.FirstDay, row.LastDay),
        BlockKind.Districts => CaseNames.Area(city.Current, texts, row.Key) ?? row.Key,
        BlockKind.Departments or BlockKind.Overdue =>
            CaseNames.Organization(city.Current, texts, row.Key),
        BlockKind.Figures or BlockKind.Words or BlockKind.Pictures => words["City"],
    };

    public string Class(BulletinPair pair) =>
        CaseNames.Class(city.Current, texts, pair.ClassCode);

    /// <summary>The cases a figure counts, for staff: the list of a count, the evaluation of a
    /// share.</summary>
    public static string Address(BulletinBlock block, BulletinRow row, BulletinFigure figure) =>
        figure.IsShare
            ? ReadEvaluation.Address(By(block), row.FirstDay, row.LastDay)
            : ReadEvaluation.CasesAddress(
                BulletinFigures.MeasureOf(figure), By(block), row.Key.Length > 0 ? row.Key : null,
                TypedDay.Show(row.FirstDay), TypedDay.Show(row.LastDay));

    /// <summary>What everybody may check a line with: the public statistics of the same days.
    /// </summary>
    public static string PublicAddress(BulletinBlock block, BulletinRow row) =>
        "/statistics" + QueryString.Create(
        [
            KeyValuePair.Create("from", (string?)TypedDay.Show(row.FirstDay)),
            KeyValuePair.Create("to", (string?)TypedDay.Show(row.LastDay)),
            .. block.Kind == BlockKind.Districts
                ? new[] { KeyValuePair.Create("area", (string?)row.Key) }
                : [],
        ]);

    /// <summary>Where a line or figure leads: staff into the evaluation, others to what is
    /// public.</summary>
    public static string Address(
        BulletinBlock block, BulletinRow row, BulletinFigure figure, bool isPublic) =>
        isPublic ? PublicAddress(block, row) : Address(block, row, figure);

    private static Grouping By(BulletinBlock block) => block.Kind switch
    {
        BlockKind.Departments => Grouping.Department,
        BlockKind.Overdue => Grouping.Unit,
        BlockKind.Districts or BlockKind.Figures or BlockKind.Trend or BlockKind.Words
            or BlockKind.Pictures => Grouping.District,
    };

    private static string Percent(double? share) => share is { } value
        ? (value * 100).ToString("0.00", CultureInfo.InvariantCulture) + "%"
        : "—";
}
