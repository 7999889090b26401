using CivicLoop.Domain.Places;
using CsCheck;
using NetTopologySuite.Algorithm.Locate;
using NetTopologySuite.Geometries;

namespace CivicLoop.Tests.Domain.Places;

public class AreaIndexTests
{
    private const string City = "530100000000";
    private const string District = "530102000000";
    private const string Subdistrict = "530102001000";
    private const string Community = "530102001001";
    private const string Cell = "530102001001001";

    // A city of one of each level, each leaving room around the one inside it.
    private static readonly Area[] Nested =
    [
        Of(City, AreaKind.City, null, Shapes.Box(0, 0, 16, 16)),
        Of(District, AreaKind.District, City, Shapes.Box(0, 0, 8, 8)),
        Of(Subdistrict, AreaKind.Subdistrict, District, Shapes.Box(0, 0, 4, 4)),
        Of(Community, AreaKind.Community, Subdistrict, Shapes.Box(0, 0, 2, 2)),
        Of(Cell, AreaKind.GridCell, Community, Shapes.Box(0, 0, 1, 1)),
        Zone("zone-large", Shapes.Box(0, 0, 3, 3)),
        Zone("zone-small", Shapes.Box(0, 0, 0.5, 0.5)),
    ];

    private readonly AreaIndex index = new(Nested);

    [Fact]
    public void A_point_in_a_grid_cell_lies_in_all_areas_above_it() =>
        Assert.Equal(
            new AreasAt(Cell, Community, Subdistrict, District, "zone-large"),
            index.Locate(0.7, 0.7));

    [Fact]
    public void A_point_outside_every_grid_cell_still_has_its_community() =>
        Assert.Equal(
            new AreasAt(null, Community, Subdistrict, District, "zone-large"),
            index.Locate(1.5, 1.5));

    [Fact]
    public void A_point_in_two_zones_counts_for_the_smaller() =>
        Assert.Equal("zone-small", index.Locate(0.2, 0.2).BesideCode);

    [Fact]
    public void A_point_in_no_district_is_outside_the_city()
    {
        Assert.False(index.Locate(12, 12).IsInside);
        Assert.False(index.Locate(-1, 1).IsInside);
        Assert.False(index.Locate(double.NaN, 1).IsInside);
    }

    [Fact]
    public void A_neighborhood_stands_where_a_district_does()
    {
        var boston = new AreaIndex([Shapes.Neighborhood("15", Shapes.Box(0, 0, 1, 1))]);
        Assert.Equal("15", boston.Locate(0.5, 0.5).DistrictCode);
    }

    [Fact]
    public void A_point_in_a_hole_is_not_inside()
    {
        var ring = new AreaIndex([Shapes.Neighborhood("ring", Shapes.Wkt(
            "POLYGON ((0 0, 9 0, 9 9, 0 9, 0 0), (3 3, 6 3, 6 6, 3 6, 3 3))"))]);
        Assert.False(ring.Locate(4, 4).IsInside);
        Assert.True(ring.Locate(2, 4).IsInside);
    }

    [Fact]
    public void A_point_on_a_slanted_shared_border_lies_in_exactly_one_area()
    {
        var west = Shapes.Neighborhood(
            "west", Shapes.Wkt("POLYGON ((0 0, 0.7 0, 0.3 1.1, 0 1.1, 0 0))"));
        var east = Shapes.Neighborhood(
            "east", Shapes.Wkt("POLYGON ((0.7 0, 2 0, 2 1.1, 0.3 1.1, 0.7 0))"));
        var (onlyWest, onlyEast) = (new AreaIndex([west]), new AreaIndex([east]));
        Gen.Double[0, 1.0999].Sample(lat =>
        {
            var lon = 0.7 - (0.4 * lat / 1.1);
            Assert.NotEqual(
                onlyWest.Locate(lon, lat).IsInside, onlyEast.Locate(lon, lat).IsInside);
        });
    }

    [Fact]
    public void The_squares_answer_as_the_geometry_library_does_for_any_star()
    {
        // Stars around the same centre overlap, so the order of preference is tried too.
        var radii = Gen.Double[0.2, 1].Array[40];
        Gen.Select(radii, radii, Gen.Double[-1, 1].Array[200]).Sample((first, second, at) =>
        {
            Geometry[] stars = [Star(first), Star(second)];
            var stored = new AreaIndex(
                stars.Select((star, n) => Shapes.Neighborhood($"{n}", star.AsBinary())));
            for (var n = 0; n + 1 < at.Length; n += 2)
            {
                var point = new Coordinate(at[n], at[n + 1]);
                if (stars.Any(star => star.Boundary.Distance(new Point(point)) < 1e-9))
                {
                    continue;
                }

                var expected = Array.FindIndex(
                    stars, star => SimplePointInAreaLocator.IsContained(point, star));
                var actual = stored.Locate(at[n], at[n + 1]).DistrictCode;
                Assert.Equal(expected < 0 ? null : $"{expected}", actual);
            }
        });
    }

    [Fact]
    public void Areas_are_found_by_code_and_children_in_the_order_of_their_codes()
    {
        Assert.Equal(AreaKind.Community, index.Find(Community)?.Kind);
        Assert.Null(index.Find("no such"));
        Assert.Equal([Subdistrict], index.ChildrenOf(District).Select(area => area.Code));
        Assert.Empty(index.ChildrenOf(Cell));
        Assert.Equal(Nested.Length, index.All.Count);
    }

    [Fact]
    public void The_bounds_hold_everything_drawn()
    {
        Assert.Equal(new GeoBox(0, 0, 16, 16), index.Bounds);
        Assert.Null(new AreaIndex([]).Bounds);
        Assert.False(new AreaIndex([]).Locate(0, 0).IsInside);
    }

    [Fact]
    public void A_code_that_occurs_twice_and_a_shape_that_is_a_line_are_refused()
    {
        var twice = Assert.Throws<ArgumentException>(() => new AreaIndex([Nested[0], Nested[0]]));
        Assert.Contains(City, twice.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new AreaIndex(
            [Shapes.Neighborhood("line", Shapes.Wkt("LINESTRING (0 0, 1 1)"))]));
    }

    private static Polygon Star(double[] radii)
    {
        var ring = radii.Select((radius, n) =>
        {
            var angle = 2 * Math.PI * n / radii.Length;
            return new Coordinate(radius * Math.Cos(angle), radius * Math.Sin(angle));
        }).ToList();
        ring.Add(ring[0].Copy());
        return GeometryFactory.Default.CreatePolygon([.. ring]);
    }

    private static Area Of(string code, AreaKind kind, string? parent, byte[] shape) =>
        new(code, kind, code, code, parent, false, shape);

    private static Area Zone(string code, byte[] shape) =>
        new(code, AreaKind.DevelopmentZone, code, code, null, true, shape);
}
