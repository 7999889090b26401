using NetTopologySuite.Geometries;
using NetTopologySuite.Geometries.Prepared;

namespace CivicLoop.Domain.Places;

/// <summary>Finds the first of many shapes a point lies in. The plane is quartered until a square
/// lies wholly inside one shape or few shapes are left to try.</summary>
internal sealed class PointLookup
{
    public const int None = -1;

    // Two neighbours of each of the four levels: a square on an ordinary border is not split
    // further.
    private const int TriedMax = 8;

    // A 4,096th of a city is some twenty metres.
    private const int DepthMax = 12;

    private readonly Shape[] shapes;
    private readonly Envelope box;
    private readonly Square root;

    /// <param name="ordered">The shapes, the one to be preferred first.</param>
    public PointLookup(IEnumerable<Geometry> ordered)
    {
        shapes = [.. ordered.Select(shape => new Shape(shape))];
        box = new Envelope();
        foreach (var shape in shapes)
        {
            box.ExpandToInclude(shape.Box);
        }

        // The east and north ends belong to no square: they are moved out of reach.
        box.ExpandBy(1e-9);
        root = shapes.Length == 0
            ? new Square([], false, null)
            : Split(box, [.. Enumerable.Range(0, shapes.Length)], 0);
    }

    /// <summary>Position in the given order, or <see cref="None"/>.</summary>
    public int Find(double lon, double lat)
    {
        if (shapes.Length == 0 || !box.Contains(lon, lat))
        {
            return None;
        }

        var square = root;
        var (left, bottom, right, top) = (box.MinX, box.MinY, box.MaxX, box.MaxY);
        while (square.Quarters is { } quarters)
        {
            var (x, y) = (Middle(left, right), Middle(bottom, top));
            var n = 0;
            (left, right, n) = lon < x ? (left, x, n) : (x, right, n + 1);
            (bottom, top, n) = lat < y ? (bottom, y, n) : (y, top, n + 2);
            square = quarters[n];
        }

        var tried = square.Tried;
        var open = square.LastIsWhole ? tried.Length - 1 : tried.Length;
        for (var n = 0; n < open; n++)
        {
            if (shapes[tried[n]].Contains(lon, lat))
            {
                return tried[n];
            }
        }

        return square.LastIsWhole ? tried[^1] : None;
    }

    private Square Split(Envelope at, int[] above, int depth)
    {
        var geometry = GeometryFactory.Default.ToGeometry(at);
        var tried = new List<int>();
        var whole = false;
        foreach (var n in above)
        {
            if (!shapes[n].Touches(at, geometry))
            {
                continue;
            }

            tried.Add(n);
            whole = shapes[n].Covers(at, geometry);
            if (whole)
            {
                break;
            }
        }

        return tried.Count <= TriedMax || depth == DepthMax
            ? new Square([.. tried], whole, null)
            : new Square([], false, Quarter(at, [.. tried], depth + 1));
    }

    private Square[] Quarter(Envelope at, int[] tried, int depth)
    {
        var (x, y) = (Middle(at.MinX, at.MaxX), Middle(at.MinY, at.MaxY));
        return
        [
            Split(new Envelope(at.MinX, x, at.MinY, y), tried, depth),
            Split(new Envelope(x, at.MaxX, at.MinY, y), tried, depth),
            Split(new Envelope(at.MinX, x, y, at.MaxY), tried, depth),
            Split(new Envelope(x, at.MaxX, y, at.MaxY), tried, depth),
        ];
    }

    private static double Middle(double a, double b) => (a + b) / 2;

    private sealed record Square(int[] Tried, bool LastIsWhole, Square[]? Quarters);

    private sealed class Shape(Geometry geometry)
    {
        private readonly IPreparedGeometry prepared = PreparedGeometryFactory.Prepare(geometry);
        private readonly BandedEdges edges = new(geometry);

        public Envelope Box { get; } = geometry.EnvelopeInternal;

        public bool Contains(double lon, double lat) =>
            lon >= Box.MinX && lon <= Box.MaxX && lat >= Box.MinY && lat <= Box.MaxY
            && edges.Contains(lon, lat);

        public bool Touches(Envelope at, Geometry square) =>
            at.Intersects(Box) && (at.Contains(Box) || prepared.Intersects(square));

        public bool Covers(Envelope at, Geometry square) =>
            Box.Contains(at) && prepared.Covers(square);
    }
}
