using CivicLoop.Domain.Places;
using CsCheck;

namespace CivicLoop.Tests.Domain.Places;

public class CoordinatesTests
{
    // A degree is 111 km, so this is 11 cm.
    private const double NearDegrees = 1e-6;

    // The pairs the open-source library "eviltransform" publishes with its tests, and those of
    // "coordtransform" (116.404, 39.915 is the Tiananmen example of most converters).
    [Theory]
    [InlineData(121.5272106, 31.1774276, 121.531541859215, 31.17530398364597)]
    [InlineData(113.912316, 22.543847, 113.9171764808363, 22.540796131694766)]
    [InlineData(116.377817, 39.911954, 116.38404722455657, 39.91334545536069)]
    [InlineData(116.404, 39.915, 116.41024449916938, 39.91640428150164)]
    public void Published_pairs_of_WGS84_and_GCJ02_come_out_both_ways(
        double lon, double lat, double shiftedLon, double shiftedLat)
    {
        var wgs = new GeoPoint(lon, lat);
        var gcj = new GeoPoint(shiftedLon, shiftedLat);
        AssertNear(gcj, Coordinates.FromWgs84(wgs, CoordinateSystem.Gcj02));
        AssertNear(wgs, Coordinates.ToWgs84(gcj, CoordinateSystem.Gcj02));
    }

    // "coordtransform", Tiananmen.
    [Fact]
    public void The_published_pair_of_GCJ02_and_BD09_comes_out_both_ways()
    {
        var gcj = new GeoPoint(116.404, 39.915);
        var baidu = new GeoPoint(116.41036949371029, 39.92133699351021);
        AssertNear(
            baidu, Coordinates.Convert(gcj, CoordinateSystem.Gcj02, CoordinateSystem.Bd09));
        AssertNear(
            gcj, Coordinates.Convert(baidu, CoordinateSystem.Bd09, CoordinateSystem.Gcj02));
    }

    // The one place in Shanghai that the R package "pjutils" gives in all three systems, with the
    // tolerance of its own test.
    [Fact]
    public void A_place_published_in_three_systems_comes_out_in_all_of_them()
    {
        var wgs = new GeoPoint(121.4295896700, 31.1601435400);
        var gcj = Coordinates.FromWgs84(wgs, CoordinateSystem.Gcj02);
        var baidu = Coordinates.FromWgs84(wgs, CoordinateSystem.Bd09);
        Assert.Equal(121.4342191628, gcj.Lon, 1e-5);
        Assert.Equal(31.1582660190, gcj.Lat, 1e-5);
        Assert.Equal(121.4406138425, baidu.Lon, 1e-5);
        Assert.Equal(31.1646093426, baidu.Lat, 1e-5);
    }

    [Fact]
    public void Every_system_leads_back_to_where_it_came_from() =>
        Gen.Select(
                Gen.Double[73, 135], Gen.Double[18, 54], Gen.Enum<CoordinateSystem>(),
                Gen.Enum<CoordinateSystem>())
            .Sample((lon, lat, from, to) =>
            {
                var start = new GeoPoint(lon, lat);
                var back = Coordinates.Convert(Coordinates.Convert(start, from, to), to, from);
                AssertNear(start, back);
            });

    [Fact]
    public void The_shift_in_China_is_hundreds_of_metres_and_not_more_than_a_kilometre() =>
        Gen.Select(Gen.Double[75, 134], Gen.Double[19, 53]).Sample((lon, lat) =>
        {
            var shifted = Coordinates.FromWgs84(new GeoPoint(lon, lat), CoordinateSystem.Gcj02);
            var metres = Math.Sqrt(
                Math.Pow((shifted.Lon - lon) * 111_320 * Math.Cos(lat * Math.PI / 180), 2)
                + Math.Pow((shifted.Lat - lat) * 111_320, 2));
            Assert.InRange(metres, 1, 1_500);
        });

    [Theory]
    [InlineData(-71.06, 42.36)]
    [InlineData(2.35, 48.86)]
    [InlineData(151.2, -33.87)]
    public void Outside_China_GCJ02_is_WGS84(double lon, double lat)
    {
        var there = new GeoPoint(lon, lat);
        Assert.Equal(there, Coordinates.FromWgs84(there, CoordinateSystem.Gcj02));
        Assert.Equal(there, Coordinates.ToWgs84(there, CoordinateSystem.Gcj02));
    }

    [Fact]
    public void CGCS2000_is_taken_as_WGS84()
    {
        var kunming = new GeoPoint(102.71, 25.04);
        Assert.Equal(kunming, Coordinates.ToWgs84(kunming, CoordinateSystem.Cgcs2000));
        Assert.Equal(
            Coordinates.FromWgs84(kunming, CoordinateSystem.Gcj02),
            Coordinates.Convert(kunming, CoordinateSystem.Cgcs2000, CoordinateSystem.Gcj02));
    }

    private static void AssertNear(GeoPoint expected, GeoPoint actual)
    {
        Assert.Equal(expected.Lon, actual.Lon, NearDegrees);
        Assert.Equal(expected.Lat, actual.Lat, NearDegrees);
    }
}
