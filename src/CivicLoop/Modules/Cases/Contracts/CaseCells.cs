using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Places;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace CivicLoop.Modules.Cases.Contracts;

/// <summary>How many open public cases lie in one cell of the map.</summary>
internal sealed record CaseCell
{
    public required int Zoom { get; init; }

    /// <summary><see cref="CellKey.PrefixAt"/> of the positions; <see cref="CaseCells.Nowhere"/>
    /// for cases of which only an address is known.</summary>
    public required long Prefix { get; init; }

    public required long OpenPublic { get; init; }
}

/// <summary>Keeps the counts of <c>case_cells</c> in the transaction that changes a case, so that
/// they are right at every moment.</summary>
internal static class CaseCells
{
    /// <summary>Cells of 9.8 km × 4.9 km, of 2.4 km × 1.2 km and of 300 m × 150 m: a city, a
    /// quarter and a street each read a few hundred of them. None coarser is kept: all of a
    /// city's intake would wait for the lock on its few rows.</summary>
    public static IReadOnlyList<int> Zooms { get; } = [12, 14, 17];

    public const long Nowhere = -1;

    /// <summary>Counts a step from one standing of a case to another.</summary>
    /// <param name="before">Null where the case has just begun.</param>
    public static Task ChangeAsync(WriteSession session, Case? before, Case after) =>
        ChangeAsync(session, [(before, after)]);

    /// <summary>Counts many steps at once: a cell that many of them touch is written
    /// once.</summary>
    public static async Task ChangeAsync(
        WriteSession session, IEnumerable<(Case? Before, Case After)> steps)
    {
        var changes = new SortedDictionary<(int Zoom, long Prefix), long>();
        foreach (var (before, after) in steps)
        {
            foreach (var zoom in Zooms)
            {
                Count(changes, before, zoom, -1);
                Count(changes, after, zoom, 1);
            }
        }

        foreach (var ((zoom, prefix), by) in changes.Where(change => change.Value != 0))
        {
            await session.RunLastAsync(
                (zoom, prefix),
                """
                INSERT INTO case_cells (zoom, prefix, open_public) VALUES (@zoom, @prefix, @by)
                ON CONFLICT (zoom, prefix)
                DO UPDATE SET open_public = case_cells.open_public + @by
                """,
                ("@zoom", zoom), ("@prefix", prefix), ("@by", by));
        }
    }

    /// <summary>The cell a case counts in; null where it does not count.</summary>
    public static long? PrefixOf(Case row, int zoom) =>
        !row.IsOpen || row.IsPrivate ? null
        : row.CellKey is { } key ? CellKey.PrefixAt(key, zoom)
        : Nowhere;

    private static void Count(
        SortedDictionary<(int Zoom, long Prefix), long> changes, Case? row, int zoom, long by)
    {
        if (row is not null && PrefixOf(row, zoom) is { } prefix)
        {
            changes[(zoom, prefix)] = changes.GetValueOrDefault((zoom, prefix)) + by;
        }
    }

    /// <summary>Counts all cases anew.</summary>
    public static async Task RebuildAsync(WriteSession session)
    {
        await session.ExecuteAsync("DELETE FROM case_cells");
        foreach (var zoom in Zooms)
        {
            await session.ExecuteAsync(
                """
                INSERT INTO case_cells (zoom, prefix, open_public)
                SELECT @zoom, cell, COUNT(*)
                FROM (SELECT COALESCE(cell_key >> @shift, -1) AS cell FROM cases
                      WHERE is_open AND NOT is_private) AS open_cases
                GROUP BY cell
                """,
                ("@zoom", zoom), ("@shift", 2 * (CellKey.Depth - zoom)));
        }
    }
}

internal sealed class CaseCellMap : IEntityTypeConfiguration<CaseCell>
{
    public void Configure(EntityTypeBuilder<CaseCell> builder)
    {
        builder.ToTable("case_cells");
        builder.HasKey(row => new { row.Zoom, row.Prefix });
    }
}
