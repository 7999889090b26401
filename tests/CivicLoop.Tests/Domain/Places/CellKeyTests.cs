using CivicLoop.Domain.Places;
using CsCheck;

namespace CivicLoop.Tests.Domain.Places;

public class CellKeyTests
{
    private static readonly Gen<GeoPoint> Anywhere = Gen.Select(
        Gen.Double[-180, 180], Gen.Double[-90, 90], (lon, lat) => new GeoPoint(lon, lat));

    [Fact]
    public void A_key_is_positive_and_the_corners_of_the_world_are_its_ends()
    {
        Assert.Equal(0, CellKey.Of(-180, -90));
        Assert.Equal(CellKey.Max, CellKey.Of(180, 90));
        Anywhere.Sample(p => Assert.InRange(CellKey.Of(p.Lon, p.Lat), 0, CellKey.Max));
    }

    [Fact]
    public void East_is_the_lower_bit_and_north_the_higher()
    {
        Assert.Equal(1, CellKey.PrefixAt(CellKey.Of(1, -1), 1));
        Assert.Equal(2, CellKey.PrefixAt(CellKey.Of(-1, 1), 1));
    }

    [Fact]
    public void A_position_lies_in_the_box_of_its_prefix_at_every_zoom() =>
        Gen.Select(Anywhere, Gen.Int[0, 28]).Sample((p, zoom) =>
        {
            var prefix = CellKey.PrefixAt(CellKey.Of(p.Lon, p.Lat), zoom);
            // A hair west of a cell's edge may round onto it.
            var box = CellKey.BoxOf(prefix, zoom);
            Assert.InRange(p.Lon, box.MinLon - 1e-12, box.MaxLon + 1e-12);
            Assert.InRange(p.Lat, box.MinLat - 1e-12, box.MaxLat + 1e-12);
            var (from, to) = CellKey.RangeOf(prefix, zoom);
            Assert.InRange(CellKey.Of(p.Lon, p.Lat), from, to);
        });

    [Fact]
    public void The_ranges_of_a_box_hold_every_position_in_it() =>
        Gen.Select(Anywhere, Anywhere, Gen.Double.Unit, Gen.Double.Unit, Gen.Int[1, 20]).Sample(
            (a, b, x, y, rangesMax) =>
            {
                var box = new GeoBox(
                    Math.Min(a.Lon, b.Lon), Math.Min(a.Lat, b.Lat),
                    Math.Max(a.Lon, b.Lon), Math.Max(a.Lat, b.Lat));
                var key = CellKey.Of(
                    box.MinLon + (x * (box.MaxLon - box.MinLon)),
                    box.MinLat + (y * (box.MaxLat - box.MinLat)));
                var ranges = CellKey.RangesOf(box, rangesMax);
                Assert.InRange(ranges.Count, 1, rangesMax);
                Assert.Contains(ranges, range => range.From <= key && key <= range.To);
            });

    [Fact]
    public void Ranges_rise_and_do_not_touch_each_other()
    {
        var ranges = CellKey.RangesOf(new GeoBox(102.6, 24.9, 102.8, 25.1), 16);
        Assert.All(
            ranges.Zip(ranges.Skip(1)), pair => Assert.True(pair.First.To + 1 < pair.Second.From));
    }

    [Fact]
    public void Sixteen_ranges_scan_little_more_than_a_city_box_holds()
    {
        var box = new GeoBox(102.61, 24.93, 102.83, 25.12);
        var scanned = CellKey.RangesOf(box, 16).Sum(range => (double)(range.To - range.From + 1));
        var share = (box.MaxLon - box.MinLon) / 360 * ((box.MaxLat - box.MinLat) / 180);
        Assert.InRange(scanned / (share * CellKey.Max), 1, 2);
    }
}
