namespace CivicLoop.Platform.Database;

/// <summary>A page of a list.</summary>
/// <param name="Next">Key the next page starts after; null at the end.</param>
internal sealed record Page<T>(IReadOnlyList<T> Items, string? Next);

/// <summary>Cuts what was read to a page: one row more than it holds tells that there is a next
/// one, without counting the rest.</summary>
internal static class Page
{
    /// <param name="rows">At most one more than <paramref name="limit"/>.</param>
    /// <param name="keyOf">What the next page starts after.</param>
    public static Page<T> Cut<T>(IReadOnlyList<T> rows, int limit, Func<T, string> keyOf) =>
        Cut(rows, limit, keyOf, row => row);

    /// <param name="itemOf">What is shown of a row.</param>
    public static Page<TItem> Cut<T, TItem>(
        IReadOnlyList<T> rows, int limit, Func<T, string> keyOf, Func<T, TItem> itemOf) =>
        new([.. rows.Take(limit).Select(itemOf)], NextOf(rows, limit, keyOf));

    /// <summary>The key alone, where the items are put together from more than the row.</summary>
    public static string? NextOf<T>(IReadOnlyList<T> rows, int limit, Func<T, string> keyOf) =>
        rows.Count > limit ? keyOf(rows[limit - 1]) : null;
}
