using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Places;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Modules.Participation;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO.VectorTiles.Mapbox;
using TileId = NetTopologySuite.IO.VectorTiles.Tiles.Tile;

namespace CivicLoop.Tests.Http.Participation;

/// <summary>Tiles laid side by side show every case once.</summary>
public sealed class MapTileTests
{
    private const int Many = 600;

    private static readonly GeoBox Whole = new(101.99, 24.99, 102.41, 25.11);

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task At_every_zoom_the_tiles_together_hold_every_case_once(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        await FillAsync(city);
        foreach (var (query, zooms) in new[]
        {
            ("", new[] { 0, 3, 7, 9, 10, 11, 12, 13, 14 }),
            ($"?class={TestPack.Rubbish}", [0, 9, 12]), ("?state=all", [0, 9, 12]),
        })
        {
            foreach (var z in zooms)
            {
                var marks = await MarksAsync(city, z, query);
                Assert.Equal((z, Many), (z, marks.Sum(mark => mark.Count)));
                var numbers = marks.Select(mark => mark.Number).OfType<string>().ToList();
                Assert.Equal(numbers.Distinct().Count(), numbers.Count);
                Assert.All(marks, mark => Assert.Equal(
                    (mark.X, mark.Y), CaseTiles.At(mark.Lon, mark.Lat, z)));
            }
        }
    }

    [Fact]
    public async Task Far_off_there_are_heaps_and_close_by_only_cases()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        await FillAsync(city);
        Assert.DoesNotContain(await MarksAsync(city, 7, ""), mark => mark.Number is not null);
        Assert.All(
            await MarksAsync(city, 16, "", new GeoBox(102.02, 25.02, 102.05, 25.03)),
            mark => Assert.NotNull(mark.Number));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_heap_on_the_edge_of_two_tiles_stands_in_one_of_them_whole(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        // An edge of zoom 12 through the city, and cases a few metres on both sides of it.
        var (x, y) = CaseTiles.At(102.2, 25.05, 12);
        var edge = CaseTiles.BoxOf(12, x, y)!.Value.MinLat;
        var report = city.Service<ReportCase>();
        for (var n = 0; n < 6; n++)
        {
            var lat = edge + ((n % 2 == 0 ? 1 : -1) * 0.0001 * (n + 1));
            Assert.Null((await report.RunAsync(At(lat, 102.2), Caller.Resident)).Problem);
        }

        var marks = await MarksAsync(city, 12, "");
        Assert.Equal(6, Assert.Single(marks).Count);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_box_of_ended_cases_is_read_by_the_index_of_cells(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        await using var connection = await city.City.Database.OpenReadAsync(default);
        await using var command = connection.CreateCommand();
        var explain = engine == DatabaseEngine.Sqlite
            ? "EXPLAIN QUERY PLAN "
            : "SET enable_seqscan = off; EXPLAIN ";
        command.CommandText = explain + CasesInBox.Sql([(1, 2), (5, 9)], "all");
        await using var rows = await command.ExecuteReaderAsync();
        var plan = "";
        while (await rows.ReadAsync())
        {
            plan += rows.GetValue(engine == DatabaseEngine.Sqlite ? 3 : 0) + "\n";
        }

        Assert.Equal(2, plan.Split("cases_ended_cell").Length - 1);
        Assert.Equal(2, plan.Split("cases_open_cell").Length - 1);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task A_box_of_ended_cases_holds_those_within_and_is_kept_by_the_filter(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var (number, _) = await city.ReportAsync();
        await city.ActAsync("office", number, "reject", new { reason = "nothing there" });
        var map = city.Service<CasesInBox>();
        var few = await map.FewAsync(Whole, new PublicFilter { State = "closed" }, default);
        Assert.Equal([number], few);
        await using var context = city.City.Database.OpenContext();
        var newest = CasesInBox.Narrow(context.Set<Case>(), Whole, few: null)
            .Select(row => row.Number).ToList();
        Assert.Equal([number], newest);
        using var visitor = new Visitor(city);
        await visitor.OpenAsync("/cases?state=closed&bbox=101.99,24.99,102.41,25.11");
        Assert.Contains(number, visitor.Page, StringComparison.Ordinal);
        Assert.Contains("Show the whole city", visitor.Page, StringComparison.Ordinal);
        Assert.Equal("101.99,24.99,102.41,25.11", visitor.ValueOf("bbox"));
        await visitor.OpenAsync("/map?state=closed&bbox=101.99,24.99,102.0,25.0");
        Assert.DoesNotContain(number, visitor.Page, StringComparison.Ordinal);
    }

    private static ReportInput At(double lat, double lon) => new()
    {
        Place = new PlaceInput { Class = TestPack.Rubbish, Lat = lat, Lon = lon },
    };

    private static async Task FillAsync(TestCity city)
    {
        var report = city.Service<ReportCase>();
        foreach (var n in Enumerable.Range(0, Many))
        {
            var lat = 25.001 + (n % 28 * 0.0035);
            var lon = 102.001 + (n / 28 * 0.0155);
            Assert.Null((await report.RunAsync(At(lat, lon), Caller.Resident)).Problem);
        }
    }

    private static async Task<IReadOnlyList<Mark>> MarksAsync(
        TestCity city, int z, string query, GeoBox? within = null)
    {
        var box = within ?? Whole;
        var (left, top) = CaseTiles.At(box.MinLon, box.MaxLat, z);
        var (right, bottom) = CaseTiles.At(box.MaxLon, box.MinLat, z);
        var marks = new List<Mark>();
        for (var x = left; x <= right; x++)
        {
            for (var y = top; y <= bottom; y++)
            {
                var bytes = await city.Http.GetByteArrayAsync(
                    $"/tiles/cases/{z}/{x}/{y}.mvt{query}");
                var tile = new MapboxTileReader().Read(
                    new MemoryStream(bytes), new TileId(x, y, z));
                marks.AddRange(tile.Layers.SelectMany(layer => layer.Features).Select(one =>
                    new Mark(
                        x, y, ((Point)one.Geometry).X, ((Point)one.Geometry).Y,
                        Convert.ToInt64(one.Attributes["count"], null),
                        one.Attributes.Exists("number")
                            ? one.Attributes["number"].ToString()
                            : null)));
            }
        }

        return marks;
    }

    private sealed record Mark(
        int X, int Y, double Lon, double Lat, long Count, string? Number);
}
