using CivicLoop.Domain.Places;
using NetTopologySuite.Features;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO.VectorTiles;
using NetTopologySuite.IO.VectorTiles.Mapbox;

namespace CivicLoop.Modules.Participation;

/// <summary>Writes what a map shows as a Mapbox vector tile.</summary>
internal static class CaseTiles
{
    public const string ContentType = "application/vnd.mapbox-vector-tile";

    public const int ZoomMax = 22;

    // The grid a tile's positions are rounded to (Mapbox Vector Tile 2.1, usual extent).
    private const int Steps = 4096;

    /// <summary>The box of a tile in the web map's projection; null where there is no such tile.
    /// </summary>
    public static GeoBox? BoxOf(int z, int x, int y)
    {
        if (z is < 0 or > ZoomMax || x < 0 || y < 0 || x >= 1 << z || y >= 1 << z)
        {
            return null;
        }

        var across = 1 << z;
        return new GeoBox(
            (360.0 * x / across) - 180, Latitude(y + 1, across),
            (360.0 * (x + 1) / across) - 180, Latitude(y, across));
    }

    /// <summary>The tile a position lies in; one on an edge lies in the tile right of or below it.
    /// </summary>
    public static (int X, int Y) At(double lon, double lat, int z)
    {
        var across = 1 << z;
        var down = (1 - (Math.Asinh(Math.Tan(lat * Math.PI / 180)) / Math.PI)) / 2;
        return (
            (int)Math.Clamp(Math.Floor((lon + 180) / 360 * across), 0, across - 1),
            (int)Math.Clamp(Math.Floor(down * across), 0, across - 1));
    }

    public static bool Holds(double lon, double lat, int z, int x, int y) =>
        At(lon, lat, z) == (x, y);

    public static byte[] Write(MapSpots spots, int z, int x, int y)
    {
        // A browser leaves out what is rounded onto the far edge.
        var inner = BoxOf(z, x, y)!.Value;
        var (across, down) = (
            (inner.MaxLon - inner.MinLon) / Steps, (inner.MaxLat - inner.MinLat) / Steps);
        var layer = new Layer { Name = "cases" };
        foreach (var spot in spots.Spots)
        {
            var attributes = new AttributesTable { { "count", spot.Count } };
            if (spot.Number is not null)
            {
                attributes.Add("number", spot.Number);
                attributes.Add("state", spot.State.ToString()!);
            }

            layer.Features.Add(new Feature(
                new Point(
                    Math.Clamp(spot.Lon, inner.MinLon + across, inner.MaxLon - across),
                    Math.Clamp(spot.Lat, inner.MinLat + down, inner.MaxLat - down)),
                attributes));
        }

        var tile = new VectorTile
        {
            TileId = new NetTopologySuite.IO.VectorTiles.Tiles.Tile(x, y, z).Id,
        };
        tile.Layers.Add(layer);
        using var stream = new MemoryStream();
        tile.Write(
            stream, MapboxTileWriter.DefaultMinLinealExtent,
            MapboxTileWriter.DefaultMinPolygonalExtent);
        return stream.ToArray();
    }

    private static double Latitude(int y, int across) =>
        Math.Atan(Math.Sinh(Math.PI * (1 - (2.0 * y / across)))) * 180 / Math.PI;
}
