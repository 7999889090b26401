namespace CivicLoop.Domain.Places;

/// <summary>Z-order (Morton) key of a position: 31 bits of longitude and 31 of latitude woven into
/// one positive number, so that places near each other have keys near each other and an ordinary
/// index finds what lies in a box. One step is under 2 cm.</summary>
public static class CellKey
{
    /// <summary>Times the world is halved each way.</summary>
    public const int Depth = 31;

    public const long Max = (1L << (2 * Depth)) - 1;

    // Cells looked at for each range asked for: more fit the box closer, fewer are quicker to find.
    private const int CellsPerRange = 4;

    public static long Of(double lon, double lat) =>
        Spread(Step(lon, 180)) | (Spread(Step(lat, 90)) << 1);

    /// <summary>The cell of a key when the world is halved <paramref name="zoom"/> times each way:
    /// what lies in the same cell has the same prefix, and is one cluster on a map.</summary>
    /// <param name="zoom">0 (the whole world) to 31.</param>
    public static long PrefixAt(long key, int zoom) => key >> (2 * (Depth - zoom));

    /// <summary>The keys a cluster cell spans, both ends belonging to it.</summary>
    public static (long From, long To) RangeOf(long prefix, int zoom)
    {
        var shift = 2 * (Depth - zoom);
        return (prefix << shift, ((prefix + 1) << shift) - 1);
    }

    /// <summary>The box of a cluster cell.</summary>
    public static GeoBox BoxOf(long prefix, int zoom)
    {
        var width = 360.0 / (1L << zoom);
        var height = 180.0 / (1L << zoom);
        var lon = (Gather(prefix) * width) - 180;
        var lat = (Gather(prefix >> 1) * height) - 90;
        return new GeoBox(lon, lat, lon + width, lat + height);
    }

    /// <summary>Ranges of keys that together hold every position in the box. They may hold
    /// positions beside it too: whoever scans them still compares longitude and latitude.</summary>
    /// <param name="rangesMax">At least 1; the more, the less is scanned for nothing.</param>
    public static IReadOnlyList<(long From, long To)> RangesOf(GeoBox box, int rangesMax)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(rangesMax, 1);
        var ranges = Cells(StepsOf(box), rangesMax * CellsPerRange)
            .Select(cell => RangeOf(cell.Prefix, cell.Zoom))
            .Order()
            .ToList();
        var gap = 0L;
        while (true)
        {
            Join(ranges, gap);
            if (ranges.Count <= rangesMax)
            {
                return ranges;
            }

            gap = Enumerable.Range(1, ranges.Count - 1)
                .Min(n => ranges[n].From - ranges[n - 1].To - 1);
        }
    }

    private static List<(long Prefix, int Zoom)> Cells(Steps box, int cellsMax)
    {
        var done = new List<(long Prefix, int Zoom)>();
        var open = new Queue<(long Prefix, int Zoom)>([(0, 0)]);
        while (open.TryDequeue(out var cell))
        {
            if (box.Holds(cell) || done.Count + open.Count + 4 > cellsMax)
            {
                done.Add(cell);
                continue;
            }

            for (var quarter = 0; quarter < 4; quarter++)
            {
                var child = ((cell.Prefix << 2) | (long)quarter, cell.Zoom + 1);
                if (box.Touches(child))
                {
                    open.Enqueue(child);
                }
            }
        }

        return done;
    }

    private static void Join(List<(long From, long To)> ranges, long gap)
    {
        for (var n = ranges.Count - 1; n > 0; n--)
        {
            if (ranges[n].From - ranges[n - 1].To - 1 <= gap)
            {
                ranges[n - 1] = (ranges[n - 1].From, ranges[n].To);
                ranges.RemoveAt(n);
            }
        }
    }

    private static Steps StepsOf(GeoBox box) => new(
        Step(box.MinLon, 180), Step(box.MinLat, 90), Step(box.MaxLon, 180), Step(box.MaxLat, 90));

    private static long Step(double degrees, double half) =>
        Math.Clamp(
            (long)((degrees + half) / (2 * half) * (1L << Depth)), 0L, (1L << Depth) - 1);

    // Bits 0…30 moved to the even places 0…60.
    private static long Spread(long x)
    {
        x = (x | (x << 16)) & 0x0000FFFF0000FFFFL;
        x = (x | (x << 8)) & 0x00FF00FF00FF00FFL;
        x = (x | (x << 4)) & 0x0F0F0F0F0F0F0F0FL;
        x = (x | (x << 2)) & 0x3333333333333333L;
        return (x | (x << 1)) & 0x5555555555555555L;
    }

    private static long Gather(long x)
    {
        x &= 0x5555555555555555L;
        x = (x | (x >> 1)) & 0x3333333333333333L;
        x = (x | (x >> 2)) & 0x0F0F0F0F0F0F0F0FL;
        x = (x | (x >> 4)) & 0x00FF00FF00FF00FFL;
        x = (x | (x >> 8)) & 0x0000FFFF0000FFFFL;
        return (x | (x >> 16)) & 0x00000000FFFFFFFFL;
    }

    // A box in whole steps of the finest grid.
    private readonly record struct Steps(long Left, long Bottom, long Right, long Top)
    {
        public bool Touches((long Prefix, int Zoom) cell)
        {
            var (left, bottom, right, top) = Of(cell);
            return left <= Right && right >= Left && bottom <= Top && top >= Bottom;
        }

        public bool Holds((long Prefix, int Zoom) cell)
        {
            var (left, bottom, right, top) = Of(cell);
            return left >= Left && right <= Right && bottom >= Bottom && top <= Top;
        }

        private static Steps Of((long Prefix, int Zoom) cell)
        {
            var size = 1L << (Depth - cell.Zoom);
            var left = Gather(cell.Prefix) * size;
            var bottom = Gather(cell.Prefix >> 1) * size;
            return new Steps(left, bottom, left + size - 1, bottom + size - 1);
        }
    }
}
