using System.Globalization;
using CivicLoop.Platform.Database;

namespace CivicLoop.Modules.Bulletins;

/// <summary>Gives running numbers within a year, in the transaction that uses them: a refused one
/// leaves no gap, and two at once wait for each other.</summary>
internal static class NumberSeries
{
    /// <summary>The next number, for example <c>2026-3</c>.</summary>
    public static async Task<string> NextAsync(WriteSession session, string series, int year)
    {
        var last = await session.ScalarAsync(
            """
            INSERT INTO bulletin_counts (series, year, last) VALUES (@series, @year, 1)
            ON CONFLICT (series, year) DO UPDATE SET last = bulletin_counts.last + 1
            RETURNING last
            """,
            ("@series", series), ("@year", year));
        var n = Convert.ToInt32(last, CultureInfo.InvariantCulture);
        return string.Create(CultureInfo.InvariantCulture, $"{year}-{n}");
    }
}
