using CivicLoop.Domain.Places;
using CivicLoop.Modules.Cases.Contracts;

namespace CivicLoop.Modules.Participation;

/// <summary>Finds what one tile of the map shows, so that tiles laid side by side show every case
/// once: a heap is added up whole in every tile it touches and belongs to the one its middle lies
/// in; whether it is a heap depends on nothing but itself.</summary>
internal sealed class CasesInTile(CasesOnMap map)
{
    /// <summary>From here on a browser enlarges tiles instead of asking for closer ones.</summary>
    public const int ZoomMax = 16;

    // Eight squares across the 512 pixels of a tile: a heap has 64 to stand in.
    private const int SquaresPerTile = 3;

    // A filter has no counts; what it leaves is read, and no more than this.
    private const int FilteredMax = 2_000;

    public async Task<MapSpots> OfAsync(
        int z, int x, int y, PublicFilter filter, CancellationToken stop)
    {
        var tile = CaseTiles.BoxOf(z, x, y)
            ?? throw new ArgumentOutOfRangeException(nameof(z), "There is no such tile.");
        return filter.IsWhole
            ? new MapSpots(await CountedAsync(tile, z, x, y, stop), false)
            : await FilteredAsync(tile, z, x, y, filter, stop);
    }

    // A heap of so few is shown as its cases: closer, there is room for more of them.
    private static int SinglesMax(int z) => z switch
    {
        < 14 => 1,
        14 => 4,
        15 => 25,
        _ => 100,
    };

    private async Task<List<MapSpot>> CountedAsync(
        GeoBox tile, int z, int x, int y, CancellationToken stop)
    {
        var fine = Math.Min(z + SquaresPerTile, CaseCells.Zooms[^1]);
        var kept = CaseCells.Zooms.First(one => one >= fine);
        var heaps = (await map.CellsAsync(Whole(tile, fine), kept, stop))
            .GroupBy(cell => Square(cell.Prefix, kept, fine));
        var spots = new List<MapSpot>();
        var ranges = new List<(long From, long To)>();
        foreach (var heap in heaps)
        {
            if (heap.Sum(cell => cell.OpenPublic) <= SinglesMax(z))
            {
                ranges.AddRange(heap.Select(cell => CellKey.RangeOf(cell.Prefix, kept)));
                continue;
            }

            spots.Add(Heap(heap.Select(cell =>
            {
                var box = CellKey.BoxOf(cell.Prefix, kept);
                return new MapSpot(box.CentreLon, box.CentreLat, cell.OpenPublic, null, null);
            })));
        }

        spots.AddRange(await map.SinglesAsync(ranges, tile, stop));
        return [.. spots.Where(spot => CaseTiles.Holds(spot.Lon, spot.Lat, z, x, y))];
    }

    private async Task<MapSpots> FilteredAsync(
        GeoBox tile, int z, int x, int y, PublicFilter filter, CancellationToken stop)
    {
        var found = await map.NewestAsync(tile, filter, FilteredMax, stop);
        var fine = z + SquaresPerTile;
        var heaps = found.Spots.Where(spot => CaseTiles.Holds(spot.Lon, spot.Lat, z, x, y))
            .GroupBy(spot => CaseTiles.At(spot.Lon, spot.Lat, fine));
        return new MapSpots(
            [
                .. heaps.SelectMany(heap =>
                    heap.Count() <= SinglesMax(z) ? heap : (IEnumerable<MapSpot>)[Heap(heap)]),
            ],
            found.IsCut);
    }

    // It stands where its cases are, not in the middle of its square.
    private static MapSpot Heap(IEnumerable<MapSpot> parts)
    {
        var (count, lon, lat) = (0L, 0.0, 0.0);
        foreach (var part in parts)
        {
            count += part.Count;
            lon += part.Count * part.Lon;
            lat += part.Count * part.Lat;
        }

        return new MapSpot(lon / count, lat / count, count, null, null);
    }

    // Two cells above each other look about square on the map of a city.
    private static (long Lon, long Lat) Square(long prefix, int kept, int fine)
    {
        var box = CellKey.BoxOf(prefix, kept);
        return (
            (long)((box.CentreLon + 180) / 360 * (1L << fine)),
            (long)((box.CentreLat + 90) / 180 * (1L << (fine - 1))));
    }

    // The box widened to whole squares: what lies on an edge is added up on both sides of it.
    private static GeoBox Whole(GeoBox tile, int fine)
    {
        var width = 360.0 / (1L << fine);
        var height = 180.0 / (1L << (fine - 1));
        // Not onto the neighbours' edge, which would read a row of them for nothing.
        var hair = width / 1_000;
        return new GeoBox(
            (Math.Floor((tile.MinLon + 180 + hair) / width) * width) - 180 + hair,
            (Math.Floor((tile.MinLat + 90) / height) * height) - 90 + hair,
            (Math.Ceiling((tile.MaxLon + 180 - hair) / width) * width) - 180 - hair,
            (Math.Ceiling((tile.MaxLat + 90) / height) * height) - 90 - hair);
    }
}
