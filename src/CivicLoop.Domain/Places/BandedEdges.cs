using NetTopologySuite.Geometries;

namespace CivicLoop.Domain.Places;

/// <summary>The edges of one shape, sorted into bands of latitude, to tell quickly whether a point
/// lies inside. West and south borders belong to a shape, east and north ones to its neighbour: a
/// point on a shared border lies in exactly one of the two.</summary>
internal sealed class BandedEdges
{
    // Few enough to stay small, many enough that a band of a real border holds about ten edges.
    private const int EdgesPerBand = 4;

    private readonly double bottom;
    private readonly double bandsPerDegree;
    private readonly Edge[][] bands;

    public BandedEdges(Geometry shape)
    {
        var edges = new List<Edge>();
        shape.Apply(new RingFilter(ring => AddEdges(ring.CoordinateSequence, edges)));
        var box = shape.EnvelopeInternal;
        bottom = box.MinY;
        bands = new Edge[Math.Max(1, edges.Count / EdgesPerBand)][];
        bandsPerDegree = bands.Length / Math.Max(box.Height, double.Epsilon);
        var lists = Enumerable.Range(0, bands.Length).Select(_ => new List<Edge>()).ToArray();
        foreach (var edge in edges)
        {
            for (var n = BandOf(edge.Y1); n <= BandOf(edge.Y2); n++)
            {
                lists[n].Add(edge);
            }
        }

        for (var n = 0; n < bands.Length; n++)
        {
            bands[n] = [.. lists[n]];
        }
    }

    public bool Contains(double lon, double lat)
    {
        var inside = false;
        foreach (ref readonly var edge in bands[BandOf(lat)].AsSpan())
        {
            if (edge.Y1 <= lat && lat < edge.Y2 && lon < edge.LonAt(lat))
            {
                inside = !inside;
            }
        }

        return inside;
    }

    private int BandOf(double lat) =>
        (int)Math.Clamp((lat - bottom) * bandsPerDegree, 0, bands.Length - 1);

    private static void AddEdges(CoordinateSequence ring, List<Edge> edges)
    {
        for (var n = 1; n < ring.Count; n++)
        {
            var (x1, y1, x2, y2) = (
                ring.GetX(n - 1), ring.GetY(n - 1), ring.GetX(n), ring.GetY(n));
            if (y1 != y2)
            {
                // Always from south to north, so that both shapes of a shared border reckon with
                // exactly the same numbers.
                edges.Add(y1 < y2 ? new Edge(x1, y1, x2, y2) : new Edge(x2, y2, x1, y1));
            }
        }
    }

    private readonly record struct Edge(double X1, double Y1, double X2, double Y2)
    {
        public double LonAt(double lat) => X1 + ((lat - Y1) / (Y2 - Y1) * (X2 - X1));
    }

    private sealed class RingFilter(Action<LinearRing> found) : IGeometryComponentFilter
    {
        public void Filter(Geometry geom)
        {
            if (geom is LinearRing ring)
            {
                found(ring);
            }
        }
    }
}
