using CivicLoop.Domain.Places;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace CivicLoop.Tests.Domain.Places;

internal static class Shapes
{
    public static byte[] Box(double minLon, double minLat, double maxLon, double maxLat) =>
        GeometryFactory.Default.ToGeometry(new Envelope(minLon, maxLon, minLat, maxLat)).AsBinary();

    public static byte[] Wkt(string text) => new WKTReader().Read(text).AsBinary();

    public static Geometry Of(Area area) => new WKBReader().Read(area.Shape!);

    public static Area Neighborhood(string code, byte[] shape) =>
        new(code, AreaKind.Neighborhood, code, code, null, false, shape);
}
