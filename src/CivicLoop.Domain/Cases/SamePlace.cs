namespace CivicLoop.Domain.Cases;

/// <summary>When two reports of one class lie in the same place: evaluation of recurrence (复发,
/// GB/T 30428.4) and places that repeat count by the same cells.</summary>
public static class SamePlace
{
    /// <summary>Keys of one cell. Cells of 28 steps are some 150 m wide at most: as near as two
    /// reports of one thing lie.</summary>
    public const long CellSize = 1L << 30;

    /// <summary>The place of a Z-order key.</summary>
    public static long Of(long cellKey) => cellKey / CellSize;
}
