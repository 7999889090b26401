namespace CivicLoop.Domain.Bulletins;

/// <summary>Names one figure of a bulletin.</summary>
/// <param name="N">Its block.</param>
/// <param name="Key">Its line's area or organisation.</param>
public readonly record struct FigureName(int N, string Key, DateOnly FirstDay, string Figure);

/// <summary>Which figures say something else today than when they were taken.</summary>
public static class BulletinMoved
{
    /// <summary>The figures that moved, as they are now; a line that is no longer there counts
    /// nothing.</summary>
    public static IReadOnlyDictionary<FigureName, BulletinFigure> Of(
        IReadOnlyList<BulletinBlock> taken, IReadOnlyList<BulletinBlock> now)
    {
        var live = Named(now).ToDictionary(one => one.Name, one => one.Figure);
        return Named(taken)
            .Select(one => (one.Name, one.Figure, Now: live.GetValueOrDefault(
                one.Name, one.Figure with { Part = 0, Whole = one.Figure.IsShare ? 0 : null })))
            .Where(one => !one.Figure.Says(one.Now))
            .ToDictionary(one => one.Name, one => one.Now);
    }

    private static IEnumerable<(FigureName Name, BulletinFigure Figure)> Named(
        IEnumerable<BulletinBlock> blocks) =>
        from block in blocks
        from row in block.Rows
        from figure in row.Figures
        select (new FigureName(block.N, row.Key, row.FirstDay, figure.Name), figure);
}
