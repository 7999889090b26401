using System.Globalization;

namespace CivicLoop.Modules.Markets;

/// <summary>The board as a page shows it.</summary>
/// <param name="Page">Where a market's own page is.</param>
internal sealed record BoardView(MarketBoard Board, string Page, bool WithVisits);

/// <summary>The trend as a page shows it.</summary>
internal sealed record TrendView(MarketTrend Trend, bool WithVisits);

/// <summary>Scores as people read them.</summary>
internal static class MarketWords
{
    private const double Milli = 10;

    /// <summary>Thousandths as points of a hundred, for example <c>90.1</c>.</summary>
    public static string Points(int? milli) => milli is { } score
        ? (score / Milli).ToString("0.0", CultureInfo.InvariantCulture)
        : "—";

    /// <summary>Thousandths as a share, for example <c>58 %</c>.</summary>
    public static string Percent(int milli) =>
        (milli / Milli).ToString("0.#", CultureInfo.InvariantCulture) + " %";
}

/// <summary>A small line drawing of a year: a month that is missing breaks the line.</summary>
internal sealed record MarketChart(
    IReadOnlyList<string> Runs, IReadOnlyList<(int X, int Y)> Points)
{
    public const int Width = 600;
    public const int Height = 160;
    public const int Left = 30;

    private const int Bottom = 150;
    private const int Top = 10;
    private const int Whole = 1000;
    private const int Months = 12;

    // Below sixty no market is bearable; the drawing goes down to nought all the same.
    private static readonly int[] Marks = [0, 60, 80, 100];

    /// <summary>Lines of the scale with their points of a hundred.</summary>
    public static IReadOnlyList<(int Points, int Y)> Lines { get; } =
        [.. Marks.Select(points => (points, Y(points * (Whole / 100))))];

    public static MarketChart Of(IReadOnlyList<int?> months)
    {
        var runs = new List<List<(int X, int Y)>>();
        var isOpen = false;
        foreach (var (n, score) in months.Index())
        {
            if (score is not { } known)
            {
                isOpen = false;
                continue;
            }

            if (!isOpen)
            {
                runs.Add([]);
                isOpen = true;
            }

            runs[^1].Add((Left + 10 + (n * (Width - Left - 20) / (Months - 1)), Y(known)));
        }

        return new MarketChart(
            [.. runs.Select(run => string.Join(' ', run.Select(one => $"{one.X},{one.Y}")))],
            [.. runs.SelectMany(run => run)]);
    }

    private static int Y(int milli) => Bottom - (milli * (Bottom - Top) / Whole);
}
