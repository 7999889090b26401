using System.Globalization;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Places;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Participation;

/// <summary>Finds what a map shows of a box: single cases where they are few, heaps where they are
/// many. It costs the same with a million cases as with a thousand, because heaps are added up from
/// the counts of cells and single cases are read by the index of open public ones.</summary>
internal sealed class CasesOnMap(
    CityDatabase database, CasesInBox inBox, CityHolder city, TimeProvider time)
{
    /// <summary>Marks of one answer; a phone draws more of them slowly.</summary>
    public const int SpotsMax = 200;

    // Heaps of one are looked up to be named and opened; each costs the database a range.
    private const int SinglesMax = 100;

    // Ranges hold some cases beside the box; no more than this are read and thrown away.
    private const int ReadMax = 4 * SpotsMax;

    private const int RangesMax = 8;

    // A heap takes an eighth of the 512 pixels a zoom level gives the world's halves.
    private const int HeapsPerTile = 3;

    // A box is never cut into more than 2⁵ cells a side, whatever zoom the caller claims.
    private const int CellsAcross = 5;

    private const int HeapZoomMin = 4;

    public async Task<MapSpots> OfAsync(
        GeoBox box, int zoom, PublicFilter filter, CancellationToken stop)
    {
        if (!filter.IsWhole)
        {
            return await NewestAsync(box, filter, SpotsMax, stop);
        }

        var wanted = HeapZoom(box, zoom);
        var kept = CaseCells.Zooms.FirstOrDefault(one => one >= wanted, CaseCells.Zooms[^1]);
        var cells = await CellsAsync(box, kept, stop);
        // Looked at closely, a cell reaches far beyond the box: its part within is what counts.
        if (cells.Sum(cell => cell.OpenPublic * ShareWithin(box, cell, kept)) <= SpotsMax)
        {
            var few = await SinglesAsync(CellKey.RangesOf(box, RangesMax), box, stop);
            if (few.Count <= SpotsMax)
            {
                return new MapSpots(few, false);
            }
        }

        var heaps = Heaps(cells, kept, wanted);
        var alone = heaps.Where(heap => heap.Count == 1)
            .Select(heap => CellKey.RangeOf(heap.Prefix, heap.Zoom)).ToList();
        var spots = await SinglesAsync(alone, box, stop);
        spots.AddRange(heaps.Where(heap => heap.Count > 1).Select(heap => heap.Spot));
        return new MapSpots(spots, false);
    }

    private static int HeapZoom(GeoBox box, int zoom)
    {
        var width = Math.Max(box.MaxLon - box.MinLon, 2 * (box.MaxLat - box.MinLat));
        var fits = (int)Math.Floor(Math.Log2(360 / Math.Max(width, 1e-6))) + CellsAcross;
        return Math.Clamp(
            Math.Min(zoom + HeapsPerTile, fits), HeapZoomMin, CaseCells.Zooms[^1]);
    }

    /// <summary>The cells of one kept size that touch the box.</summary>
    public async Task<IReadOnlyList<CaseCell>> CellsAsync(
        GeoBox box, int kept, CancellationToken stop)
    {
        var found = new Dictionary<long, CaseCell>();
        await using var connection = await database.OpenReadAsync(stop);
        await using var command = connection.CreateCommand();
        command.CommandText = CellsSql(CellKey.RangesOf(box, RangesMax), kept);
        await using var rows = await command.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
        {
            var cell = new CaseCell
            {
                Zoom = kept,
                Prefix = rows.GetInt64(0),
                OpenPublic = rows.GetInt64(1),
            };
            if (Touches(CellKey.BoxOf(cell.Prefix, kept), box))
            {
                found[cell.Prefix] = cell;
            }
        }

        return [.. found.Values];
    }

    private static string CellsSql(IEnumerable<(long From, long To)> ranges, int kept) =>
        string.Join("\nUNION ALL\n", ranges.Select(range => string.Create(
            CultureInfo.InvariantCulture,
            $"""
            SELECT prefix, open_public FROM case_cells
            WHERE zoom = {kept} AND open_public > 0
            AND prefix BETWEEN {CellKey.PrefixAt(range.From, kept)}
                AND {CellKey.PrefixAt(range.To, kept)}
            """)));

    private static double ShareWithin(GeoBox box, CaseCell cell, int kept)
    {
        var whole = CellKey.BoxOf(cell.Prefix, kept);
        var width = Math.Min(box.MaxLon, whole.MaxLon) - Math.Max(box.MinLon, whole.MinLon);
        var height = Math.Min(box.MaxLat, whole.MaxLat) - Math.Max(box.MinLat, whole.MinLat);
        return width * height
            / ((whole.MaxLon - whole.MinLon) * (whole.MaxLat - whole.MinLat));
    }

    private static bool Touches(GeoBox one, GeoBox other) =>
        one.MinLon <= other.MaxLon && one.MaxLon >= other.MinLon
        && one.MinLat <= other.MaxLat && one.MaxLat >= other.MinLat;

    // Coarser until they are few enough to be drawn and named.
    private static List<Heap> Heaps(IReadOnlyList<CaseCell> cells, int kept, int wanted)
    {
        for (var zoom = Math.Min(wanted, kept); ; zoom--)
        {
            var heaps = cells
                .GroupBy(cell => cell.Prefix >> (2 * (kept - zoom)))
                .Select(group => Heap.Of(group.Key, zoom, [.. group], kept))
                .ToList();
            if (zoom == 0
                || (heaps.Count <= SpotsMax && heaps.Count(heap => heap.Count == 1) <= SinglesMax))
            {
                return heaps;
            }
        }
    }

    /// <summary>The open public cases of these ranges that lie in the box, each for
    /// itself.</summary>
    public async Task<List<MapSpot>> SinglesAsync(
        IReadOnlyList<(long From, long To)> ranges, GeoBox box, CancellationToken stop)
    {
        if (ranges.Count == 0)
        {
            return [];
        }

        await using var connection = await database.OpenReadAsync(stop);
        await using var command = connection.CreateCommand();
        command.CommandText = SinglesSql(ranges);
        await using var rows = await command.ExecuteReaderAsync(stop);
        var spots = new List<MapSpot>();
        while (await rows.ReadAsync(stop) && spots.Count <= SpotsMax)
        {
            var (lon, lat) = (rows.GetDouble(2), rows.GetDouble(3));
            if (box.Contains(lon, lat))
            {
                spots.Add(new MapSpot(
                    lon, lat, 1, rows.GetString(0), Enum.Parse<CaseState>(rows.GetString(1))));
            }
        }

        return spots;
    }

    /// <summary>Range by range, each a step into the index; asked for several by OR, a database
    /// may think that reading everything is quicker.</summary>
    internal static string SinglesSql(IEnumerable<(long From, long To)> ranges) => string.Create(
        CultureInfo.InvariantCulture,
        $"""
        WITH ranges (low, high) AS (VALUES {string.Join(
            ", ", ranges.Select(range => $"({range.From}, {range.To})"))})
        SELECT number, state, lon, lat FROM ranges CROSS JOIN cases
        WHERE is_open AND NOT is_private AND cell_key BETWEEN low AND high
        LIMIT {ReadMax}
        """);

    /// <summary>What a filter leaves has no counts of its own: the newest of it, as the list beside
    /// the map.</summary>
    public async Task<MapSpots> NewestAsync(
        GeoBox box, PublicFilter filter, int most, CancellationToken stop)
    {
        var few = await inBox.FewAsync(box, filter, stop);
        await using var context = database.OpenContext();
        var rows = await CasesInBox
            .Narrow(filter.Apply(context.Set<Case>(), city.Current, time.GetUtcNow()), box, few)
            .OrderByDescending(row => row.ReportedAt).ThenByDescending(row => row.Id)
            .Take(most + 1)
            .Select(row => new { row.Number, row.State, row.Lon, row.Lat })
            .ToListAsync(stop);
        return new MapSpots(
            [
                .. rows.Take(most).Select(row =>
                    new MapSpot(row.Lon!.Value, row.Lat!.Value, 1, row.Number, row.State)),
            ],
            few is null || rows.Count > most);
    }

    private sealed record Heap(long Prefix, int Zoom, long Count, MapSpot Spot)
    {
        // It stands where its cases are, not in the middle of its square.
        public static Heap Of(long prefix, int zoom, IReadOnlyList<CaseCell> cells, int kept)
        {
            var (count, lon, lat) = (0L, 0.0, 0.0);
            foreach (var cell in cells)
            {
                var box = CellKey.BoxOf(cell.Prefix, kept);
                count += cell.OpenPublic;
                lon += cell.OpenPublic * box.CentreLon;
                lat += cell.OpenPublic * box.CentreLat;
            }

            return new Heap(
                prefix, zoom, count, new MapSpot(lon / count, lat / count, count, null, null));
        }
    }
}
