using CivicLoop.Domain.Places;
using CsCheck;
using NetTopologySuite.Geometries;
using NetTopologySuite.Operation.Union;

namespace CivicLoop.Tests.Domain.Places;

public class SchematicMapTests
{
    private static readonly GeoBox Frame = new(102.26, 24.64, 103.16, 25.44);

    // Codes of a random city: how many communities each subdistrict of each district has.
    private static readonly Gen<int[][]> Cities = Gen.Int[1, 12].Array[1, 6].Array[1, 6];

    [Fact]
    public void Children_tile_their_parent_without_gap_or_overlap() =>
        Cities.Sample(
            city =>
            {
                var areas = Generate(city);
                foreach (var siblings in areas
                    .Where(area => area.ParentCode is not null)
                    .GroupBy(area => area.ParentCode))
                {
                    var parent = Shapes.Of(areas.Single(area => area.Code == siblings.Key));
                    var parts = siblings.Select(Shapes.Of).ToList();
                    Assert.True(UnaryUnionOp.Union(parts).EqualsTopologically(parent));
                    Assert.Equal(parent.Area, parts.Sum(part => part.Area), 1e-12);
                }
            },
            iter: 30);

    [Fact]
    public void Every_code_begins_with_the_prefix_of_its_parent() =>
        Cities.Sample(
            city => Assert.All(
                Generate(city).Where(area => area.ParentCode is not null),
                area => Assert.True(
                    DivisionCode.TryParse(area.ParentCode, out var parent)
                    && area.Code.StartsWith(parent.Prefix, StringComparison.Ordinal))),
            iter: 30);

    [Fact]
    public void The_centre_of_a_cell_is_located_in_that_cell() =>
        Cities.Sample(
            city =>
            {
                var index = new AreaIndex(Generate(city));
                foreach (var cell in index.All.Where(area => area.Kind == AreaKind.GridCell))
                {
                    var centre = index.ShapeOf(cell.Code)!.Centroid;
                    var at = index.Locate(centre.X, centre.Y);
                    Assert.Equal(cell.Code, at.GridCode);
                    Assert.Equal(cell.ParentCode, at.CommunityCode);
                }
            },
            iter: 30);

    [Fact]
    public void Every_corner_of_the_map_but_those_on_its_far_edges_lies_in_exactly_one_area()
    {
        var areas = Generate([[3, 5], [4, 2, 7]]);
        var communities = areas.Where(area => area.Kind == AreaKind.Community).ToList();
        var alone = communities.Select(area => new AreaIndex([area])).ToList();
        foreach (var corner in communities.SelectMany(area => Shapes.Of(area).Coordinates))
        {
            var count = alone.Count(
                index => index.Locate(corner.X, corner.Y).CommunityCode is not null);
            var isFar = corner.X >= Frame.MaxLon || corner.Y >= Frame.MaxLat;
            Assert.Equal(isFar ? 0 : 1, count);
        }
    }

    [Fact]
    public void An_area_is_as_large_as_the_number_of_communities_in_it()
    {
        var areas = Generate([[10, 10], [20, 20, 20]]);
        var small = Shapes.Of(areas.Single(area => area.Code == "530101000000")).Area;
        var large = Shapes.Of(areas.Single(area => area.Code == "530102000000")).Area;
        Assert.Equal(3, large / small, 1e-3);
    }

    [Fact]
    public void Serials_run_from_west_to_east_and_then_from_north_to_south()
    {
        var cells = Generate([[1]])
            .Where(area => area.Kind == AreaKind.GridCell)
            .OrderBy(area => area.Code, StringComparer.Ordinal)
            .Select(area => Shapes.Of(area).Centroid)
            .ToList();
        Assert.Equal(4, cells.Count);
        Assert.True(cells[0].X < cells[1].X && cells[0].Y > cells[2].Y);
        Assert.True(cells[2].X < cells[3].X && cells[1].Y > cells[3].Y);
    }

    [Fact]
    public void Districts_stand_in_their_true_direction_from_each_other()
    {
        Division[] divisions =
        [
            new("530100000000", "市", "City", null),
            new("530101000000", "东", "East", new GeoPoint(103, 25)),
            new("530102000000", "西", "West", new GeoPoint(102, 25)),
        ];
        var areas = SchematicMap.Generate(divisions, new SchematicPlan(Frame, NoDistrict, 2));
        Assert.True(
            Shapes.Of(areas.Single(area => area.NameEn == "West")).Centroid.X
            < Shapes.Of(areas.Single(area => area.NameEn == "East")).Centroid.X);
    }

    [Fact]
    public void The_same_divisions_give_the_same_map() =>
        Assert.Equal(
            Generate([[3, 5], [4]]).Select(area => Convert.ToHexString(area.Shape!)),
            Generate([[3, 5], [4]]).Select(area => Convert.ToHexString(area.Shape!)));

    [Fact]
    public void Grid_cells_are_drawn_only_where_the_plan_says_so() =>
        Assert.DoesNotContain(
            SchematicMap.Generate(Codes([[2]]), new SchematicPlan(Frame, NoDistrict, 2)),
            area => area.Kind == AreaKind.GridCell);

    [Fact]
    public void A_division_without_its_parent_is_refused_by_name()
    {
        Division[] orphan =
        [
            new("530100000000", "市", "City", null),
            new("530102001000", "街道", "Street", null),
        ];
        var refused = Assert.Throws<ArgumentException>(
            () => SchematicMap.Generate(orphan, new SchematicPlan(Frame, NoDistrict, 2)));
        Assert.Contains("530102001000", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_zone_is_the_union_of_its_members_and_lies_beside_the_tree()
    {
        var areas = Generate([[2, 2], [2]]).ToDictionary(area => area.Code);
        var zone = SchematicMap.Join(
            new Zone(
                "zone", AreaKind.DevelopmentZone, "开发区", "Zone",
                ["530101001000", "530101002000"]),
            areas);
        Assert.True(zone.BesideTree);
        Assert.True(Shapes.Of(zone).EqualsTopologically(Shapes.Of(areas["530101000000"])));
        Assert.Throws<ArgumentException>(() => SchematicMap.Join(
            new Zone("zone", AreaKind.DevelopmentZone, "区", "Zone", ["530199001000"]), areas));
    }

    private static HashSet<string> NoDistrict => [];

    private static IReadOnlyList<Area> Generate(int[][] city) => SchematicMap.Generate(
        Codes(city), new SchematicPlan(Frame, new HashSet<string> { "530101000000" }, 2));

    private static IEnumerable<Division> Codes(int[][] city)
    {
        yield return Named("530100000000");
        for (var d = 1; d <= city.Length; d++)
        {
            yield return Named($"5301{d:00}000000");
            for (var s = 1; s <= city[d - 1].Length; s++)
            {
                yield return Named($"5301{d:00}{s:000}000");
                for (var c = 1; c <= city[d - 1][s - 1]; c++)
                {
                    yield return Named($"5301{d:00}{s:000}{c:000}");
                }
            }
        }
    }

    private static Division Named(string code) => new(code, code, code, null);
}
