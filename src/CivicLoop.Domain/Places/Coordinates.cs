namespace CivicLoop.Domain.Places;

/// <summary>The coordinate systems positions arrive in. Inside the program there is only WGS-84.
/// </summary>
public enum CoordinateSystem
{
    /// <summary>GPS, and what phones give to a web page.</summary>
    Wgs84,

    /// <summary>The national system of government maps. Its ellipsoid differs from WGS-84's by 0.1
    /// mm at the pole; the frames drift apart by a few centimetres a year with the continent since
    /// 2000, which is far below the metres a phone is off, so it is taken as WGS-84.</summary>
    Cgcs2000,

    /// <summary>The shifted system of public maps in mainland China (高德, 腾讯).</summary>
    Gcj02,

    /// <summary>百度's own shift on top of GCJ-02.</summary>
    Bd09,
}

/// <summary>A position in degrees.</summary>
public readonly record struct GeoPoint(double Lon, double Lat);

/// <summary>Conversion between coordinate systems. The shift of GCJ-02 was never published; these
/// are the formulas everybody found by measuring, good to under a metre. There is no formula for
/// the way back: it is found by trying until the error is below 1e-7 degrees (1 cm).</summary>
public static class Coordinates
{
    private const double ErrorMax = 1e-7;

    // Each try divides the error by about a hundred; four are enough, ten are certain.
    private const int TriesMax = 10;

    // Krasovsky 1940, the ellipsoid GCJ-02 reckons with: metres, and first eccentricity squared.
    private const double Radius = 6378245.0;
    private const double Eccentricity2 = 0.00669342162296594323;

    private const double BaiduTurn = Math.PI * 3000.0 / 180.0;
    private const double BaiduLon = 0.0065;
    private const double BaiduLat = 0.006;

    public static GeoPoint ToWgs84(GeoPoint position, CoordinateSystem from) => from switch
    {
        CoordinateSystem.Wgs84 or CoordinateSystem.Cgcs2000 => position,
        CoordinateSystem.Gcj02 => Unshift(position),
        CoordinateSystem.Bd09 => Unshift(Undo(position, GcjToBaidu)),
    };

    public static GeoPoint FromWgs84(GeoPoint position, CoordinateSystem to) => to switch
    {
        CoordinateSystem.Wgs84 or CoordinateSystem.Cgcs2000 => position,
        CoordinateSystem.Gcj02 => Shift(position),
        CoordinateSystem.Bd09 => GcjToBaidu(Shift(position)),
    };

    public static GeoPoint Convert(GeoPoint position, CoordinateSystem from, CoordinateSystem to) =>
        from == to
            ? position
            : (from, to) switch
            {
                (CoordinateSystem.Gcj02, CoordinateSystem.Bd09) => GcjToBaidu(position),
                (CoordinateSystem.Bd09, CoordinateSystem.Gcj02) => Undo(position, GcjToBaidu),
                _ => FromWgs84(ToWgs84(position, from), to),
            };

    /// <summary>Whether GCJ-02 shifts here: the box its formulas were measured in. Outside it
    /// GCJ-02 is WGS-84.</summary>
    public static bool IsShifted(GeoPoint position) =>
        position.Lon is >= 72.004 and <= 137.8347 && position.Lat is >= 0.8293 and <= 55.8271;

    private static GeoPoint Shift(GeoPoint p)
    {
        if (!IsShifted(p))
        {
            return p;
        }

        var x = p.Lon - 105;
        var y = p.Lat - 35;
        var sine = Math.Sin(p.Lat * Math.PI / 180);
        var magic = 1 - (Eccentricity2 * sine * sine);
        var metresPerLat =
            Radius * (1 - Eccentricity2) / (magic * Math.Sqrt(magic)) * Math.PI / 180;
        var metresPerLon =
            Radius / Math.Sqrt(magic) * Math.Cos(p.Lat * Math.PI / 180) * Math.PI / 180;
        return new GeoPoint(
            p.Lon + (EastMetres(x, y) / metresPerLon), p.Lat + (NorthMetres(x, y) / metresPerLat));
    }

    private static double EastMetres(double x, double y) =>
        300 + x + (2 * y) + (0.1 * x * x) + (0.1 * x * y) + (0.1 * Math.Sqrt(Math.Abs(x)))
        + Waves((20, 6 * x), (20, 2 * x))
        + Waves((20, x), (40, x / 3))
        + Waves((150, x / 12), (300, x / 30));

    private static double NorthMetres(double x, double y) =>
        -100 + (2 * x) + (3 * y) + (0.2 * y * y) + (0.1 * x * y) + (0.2 * Math.Sqrt(Math.Abs(x)))
        + Waves((20, 6 * x), (20, 2 * x))
        + Waves((20, y), (40, y / 3))
        + Waves((160, y / 12), (320, y / 30));

    private static double Waves(params ReadOnlySpan<(double Height, double Turns)> waves)
    {
        var sum = 0.0;
        foreach (var (height, turns) in waves)
        {
            sum += height * Math.Sin(turns * Math.PI);
        }

        return sum * 2 / 3;
    }

    // A shifted position just outside the box has no counterpart inside it and stays as it is.
    private static GeoPoint Unshift(GeoPoint p)
    {
        var found = Undo(p, Shift);
        return IsShifted(found) ? found : p;
    }

    private static GeoPoint GcjToBaidu(GeoPoint p)
    {
        var reach = Math.Sqrt((p.Lon * p.Lon) + (p.Lat * p.Lat))
            + (0.00002 * Math.Sin(p.Lat * BaiduTurn));
        var angle = Math.Atan2(p.Lat, p.Lon) + (0.000003 * Math.Cos(p.Lon * BaiduTurn));
        return new GeoPoint(
            (reach * Math.Cos(angle)) + BaiduLon, (reach * Math.Sin(angle)) + BaiduLat);
    }

    private static GeoPoint Undo(GeoPoint wanted, Func<GeoPoint, GeoPoint> forward)
    {
        var guess = wanted;
        for (var n = 0; n < TriesMax; n++)
        {
            var got = forward(guess);
            var lon = wanted.Lon - got.Lon;
            var lat = wanted.Lat - got.Lat;
            guess = new GeoPoint(guess.Lon + lon, guess.Lat + lat);
            if (Math.Abs(lon) < ErrorMax && Math.Abs(lat) < ErrorMax)
            {
                break;
            }
        }

        return guess;
    }
}
