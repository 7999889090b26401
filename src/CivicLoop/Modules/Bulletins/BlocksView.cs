using CivicLoop.Domain.Bulletins;

namespace CivicLoop.Modules.Bulletins;

/// <summary>The blocks of a bulletin to be shown (partial <c>_Blocks</c>).</summary>
/// <param name="IsPublic">True on the portal: links lead to what everybody may see.</param>
/// <param name="Moved">Figures that say something else today.</param>
internal sealed record BlocksView(
    IReadOnlyList<BulletinBlock> Blocks, bool IsPublic,
    IReadOnlyDictionary<FigureName, BulletinFigure> Moved)
{
    /// <summary>The bulletin whose blocks the reader may send letters about; null for none.
    /// </summary>
    public Guid? LettersAbout { get; init; }

    /// <summary>What a figure says now; null where it has not moved.</summary>
    public BulletinFigure? Now(BulletinBlock block, BulletinRow row, BulletinFigure figure) =>
        Moved.GetValueOrDefault(new FigureName(block.N, row.Key, row.FirstDay, figure.Name));
}

/// <summary>One figure with its link (partial <c>_Figure</c>).</summary>
internal sealed record FigureView(
    BlocksView In, BulletinBlock Block, BulletinRow Row, BulletinFigure? Figure);

/// <summary>Some lines of a ranking (partial <c>_Ranking</c>); at least one.</summary>
internal sealed record RankingView(
    BlocksView In, BulletinBlock Block, IReadOnlyList<BulletinRow> Rows);

/// <summary>A trend as bars, in the units of its picture: a hundred high, sixty wide each.
/// </summary>
internal sealed record TrendBars(IReadOnlyList<(BulletinRow Row, long Count, int Height)> Bars)
{
    public const int Step = 60;

    private const int Tall = 100;

    public int Width => Bars.Count * Step;

    public static TrendBars Of(BulletinBlock block)
    {
        var counts = block.Rows.Select(row => row.Figures[0].Part).ToList();
        var most = Math.Max(1, counts.DefaultIfEmpty(0).Max());
        return new TrendBars(
            [.. block.Rows.Select((row, i) => (row, counts[i], (int)(counts[i] * Tall / most)))]);
    }
}
