using System.IO.Compression;
using System.Text;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Places;
using CivicLoop.Modules.Places.Contracts;
using CivicLoop.Platform.Database;
using CivicLoop.Tests.City;
using NetTopologySuite.Features;
using NetTopologySuite.Geometries;
using Coordinates = CivicLoop.Domain.Places.Coordinates;

namespace CivicLoop.Tests.Database.Places;

/// <summary>A city's own boundaries are taken in, checked, and used without a restart.</summary>
public sealed class ImportAreasTests
{
    private const string East = "990101001002";

    private static readonly AreaChoices Approved = new() { ApprovalNumber = "云S(2026)12号" };

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Accepted_boundaries_are_used_at_once_and_journaled(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var (number, _) = await city.ReportAsync(lon: 102.08);
        var file = GeoJson(
            (TestPack.WestCommunity, 102.0, 102.05), (East, 102.05, 102.2),
            ("990101001001002", 102.02, 102.05));
        var taken = (await TakeAsync(city, file, Approved, relocates: false)).Value;
        Assert.Equal(new AreasTaken(0, 3, 0, 0), taken);
        Assert.Equal(East, city.City.City.Current.Areas.Locate(102.08, 25.05).CommunityCode);
        Assert.Equal(["云S(2026)12号"], city.City.City.Current.MapApprovals);
        // The case stays where it was until somebody says otherwise.
        var stays = await city.GetAsync($"/api/v1/cases/{number}", "office");
        Assert.Equal(TestPack.WestCommunity, Community(stays));
        Assert.Empty((await city.VerifyJournalAsync()).Faults);
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Open_cases_are_placed_anew_only_when_told_so(DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var (waiting, _) = await city.ReportAsync(lon: 102.08);
        var (handed, _) = await city.ReportAsync(lon: 102.07);
        await city.ActAsync("office", handed, "accept");
        await city.ActAsync("office", handed, "dispatch");
        var file = GeoJson(
            (TestPack.WestCommunity, 102.0, 102.05), (East, 102.05, 102.2),
            ("990101001001002", 102.02, 102.05));
        var taken = (await TakeAsync(city, file, Approved, relocates: true)).Value;
        Assert.Equal(1, taken.Relocated);
        Assert.Equal(
            East, Community(await city.GetAsync($"/api/v1/cases/{waiting}", "office")));
        Assert.Equal(
            TestPack.WestCommunity,
            Community(await city.GetAsync($"/api/v1/cases/{handed}", "office")));
    }

    [Theory, ClassData(typeof(BothEngines))]
    internal async Task Real_boundaries_need_an_approval_number_and_drawings_none(
        DatabaseEngine engine)
    {
        await using var city = await TestCity.StartAsync(engine);
        var file = GeoJson((TestPack.WestCommunity, 102.0, 102.1));
        var refused = await TakeAsync(city, file, new AreaChoices(), relocates: false);
        Assert.Equal(
            (ProblemCode.FieldRequired, "approvalNumber"),
            (refused.Problem!.Code, refused.Problem.Field));
        var drawn = await TakeAsync(
            city, file, new AreaChoices { IsSchematic = true }, relocates: false);
        Assert.Equal(1, drawn.Value.Changed);
    }

    [Fact]
    public async Task A_faulty_shape_stops_all_unless_it_is_left_out()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        var file = Encoding.UTF8.GetBytes(
            """
            {"type":"FeatureCollection","features":[
            {"type":"Feature","properties":{"code":"990101001001","name":"西"},"geometry":
            {"type":"Polygon","coordinates":
            [[[102,25],[102.1,25.1],[102.1,25],[102,25.1],[102,25]]]}},
            {"type":"Feature","properties":{"code":"990101001002","name":"东"},"geometry":
            {"type":"Polygon","coordinates":
            [[[102.1,25],[102.2,25],[102.2,25.1],[102.1,25.1],[102.1,25]]]}}]}
            """);
        var refused = await TakeAsync(city, file, Approved, relocates: false);
        Assert.Equal(ProblemCode.ShapesFaulty, refused.Problem?.Code);
        var taken = (await city.Service<ImportAreas>().TakeAsync(
            file, Approved, null, "system", leaveFaulty: true, relocates: false, default)).Value;
        Assert.Equal((1, 1), (taken.Changed, taken.Left));
    }

    [Fact]
    public async Task Shifted_coordinates_come_back_to_where_they_are()
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        var shifted = Coordinates.FromWgs84(new GeoPoint(102.0, 25.0), CoordinateSystem.Gcj02);
        Assert.NotEqual(102.0, shifted.Lon, 3);
        var file = GeoJson(
            point => Coordinates.FromWgs84(point, CoordinateSystem.Gcj02),
            (TestPack.WestCommunity, 102.0, 102.1));
        var draft = city.Service<ImportAreas>().Look(
            file, Approved with { System = CoordinateSystem.Gcj02 }).Value;
        Assert.DoesNotContain(draft.Survey.Findings, one => one.Fault == AreaFault.Overlap);
        Assert.Equal(102.0, draft.Areas[0].Shape!.EnvelopeInternal.MinX, 6);
    }

    [Theory]
    [InlineData("GB18030", "")]
    [InlineData("GB18030", "GBK")]
    [InlineData("utf-8", "")]
    public async Task A_zipped_shapefile_is_read_with_its_chinese_names(
        string encoding, string said)
    {
        await using var city = await TestCity.StartAsync(DatabaseEngine.Sqlite);
        var draft = city.Service<ImportAreas>().Look(Shapefile(encoding, said), Approved).Value;
        var area = Assert.Single(draft.Areas).Area;
        Assert.Equal((TestPack.WestCommunity, "西城社区"), (area.Code, area.NameZh));
        Assert.Equal(CoordinateSystem.Cgcs2000, draft.File.Said);
        Assert.Empty(draft.Survey.Findings);
    }

    [Theory]
    [InlineData("{}", ProblemCode.FileEmpty)]
    [InlineData("<kml/>", ProblemCode.FileUnreadable)]
    [InlineData(
        """
        {"type":"FeatureCollection","features":[{"type":"Feature","properties":{},"geometry":
        {"type":"Polygon","coordinates":
        [[[500000,2700000],[500100,2700000],[500100,2700100],[500000,2700000]]]}}]}
        """, ProblemCode.PositionOutOfRange)]
    public void A_file_that_shows_no_boundaries_is_refused(string text, ProblemCode problem)
    {
        var read = AreaFile.Read(Encoding.UTF8.GetBytes(text)).Problem;
        Assert.Contains(read?.Code, new ProblemCode?[] { problem, ProblemCode.FileUnreadable });
    }

    private static Task<Outcome<AreasTaken>> TakeAsync(
        TestCity city, byte[] file, AreaChoices choices, bool relocates) =>
        city.Service<ImportAreas>().TakeAsync(
            file, choices, null, "system", leaveFaulty: false, relocates, default);

    private static string? Community(System.Text.Json.JsonElement shown) =>
        shown.GetProperty("areas").ToString().Contains(East, StringComparison.Ordinal)
            ? East
            : TestPack.WestCommunity;

    private static byte[] GeoJson(params (string Code, double West, double East)[] areas) =>
        GeoJson(point => point, areas);

    private static byte[] GeoJson(
        Func<GeoPoint, GeoPoint> shift, params (string Code, double West, double East)[] areas)
    {
        var features = areas.Select(one =>
        {
            GeoPoint[] ring =
            [
                new(one.West, 25.0), new(one.East, 25.0), new(one.East, 25.1),
                new(one.West, 25.1), new(one.West, 25.0),
            ];
            var points = string.Join(',', ring.Select(shift).Select(point => FormattableString
                .Invariant($"[{point.Lon:R},{point.Lat:R}]")));
            return $$$"""
                {"type":"Feature","properties":{"code":"{{{one.Code}}}","name":"区"},
                "geometry":{"type":"Polygon","coordinates":[[{{{points}}}]]}}
                """;
        });
        return Encoding.UTF8.GetBytes(
            """{"type":"FeatureCollection","features":[""" + string.Join(',', features) + "]}");
    }

    private static byte[] Shapefile(string encoding, string said)
    {
        var folder = Directory.CreateTempSubdirectory("shp-").FullName;
        try
        {
            var shape = new Feature(
                new GeometryFactory().ToGeometry(new Envelope(102.0, 102.1, 25.0, 25.1)),
                new AttributesTable
                {
                    { "XZQDM", TestPack.WestCommunity }, { "XZQMC", "西城社区" },
                });
            NetTopologySuite.IO.Esri.Shapefile.WriteAllFeatures(
                [shape], Path.Combine(folder, "a.shp"),
                encoding: CodePagesEncodingProvider.Instance.GetEncoding(encoding)
                    ?? Encoding.UTF8);
            File.WriteAllText(
                Path.Combine(folder, "a.prj"),
                """GEOGCS["GCS_China_Geodetic_Coordinate_System_2000",DATUM["D_China_2000"]]""");
            File.Delete(Path.Combine(folder, "a.cpg"));
            if (said.Length > 0)
            {
                File.WriteAllText(Path.Combine(folder, "a.cpg"), said);
            }

            using var zipped = new MemoryStream();
            ZipFile.CreateFromDirectory(folder, zipped);
            return zipped.ToArray();
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
