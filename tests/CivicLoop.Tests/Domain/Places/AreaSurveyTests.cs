using CivicLoop.Domain.Places;
using CivicLoop.Tests.City;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace CivicLoop.Tests.Domain.Places;

/// <summary>Boundaries are held against each other before anybody accepts them.</summary>
public sealed class AreaSurveyTests
{
    private const string East = "990101001002";

    private static readonly GeometryFactory Shapes = new();

    private static readonly AreaIndex Before = new(TestPack.Create().Areas);

    [Fact]
    public void The_same_boundaries_again_raise_nothing() =>
        Assert.Empty(Survey(Box(1, TestPack.WestCommunity, 102.0, 102.1)).Findings);

    [Fact]
    public void An_overlap_is_told_with_both_areas_and_its_ground()
    {
        var found = Survey(Box(1, TestPack.WestCommunity, 102.0, 102.11)).Findings;
        var overlap = Assert.Single(found, one => one.Fault == AreaFault.Overlap);
        Assert.Equal((TestPack.WestCommunity, East), (overlap.Code, overlap.Other));
        // 0.01° × 0.1° at 25°: about 1,009 m by 11,132 m.
        Assert.InRange(overlap.SquareMetres, 11.1e6, 11.4e6);
    }

    [Fact]
    public void A_gap_inside_the_parent_is_found_where_it_lies()
    {
        var found = Survey(Box(1, TestPack.WestCommunity, 102.0, 102.09)).Findings;
        var gap = Assert.Single(found, one => one.Fault == AreaFault.Gap);
        Assert.Equal(TestPack.WestSubdistrict, gap.Code);
        Assert.True(gap.Where!.Contains(Shapes.CreatePoint(new Coordinate(102.095, 25.05))));
    }

    [Fact]
    public void Ground_outside_the_parent_is_told()
    {
        var found = Survey(Box(1, TestPack.WestCommunity, 101.99, 102.1)).Findings;
        Assert.Contains(found, one => one is
            { Fault: AreaFault.OutsideParent, Code: TestPack.WestCommunity });
    }

    [Fact]
    public void What_is_smaller_than_the_tolerance_is_the_pens_width() =>
        Assert.Empty(Survey(Box(1, TestPack.WestCommunity, 102.0, 102.10000001)).Findings);

    [Fact]
    public void A_ring_that_crosses_itself_cannot_be_taken_in_and_the_others_can()
    {
        var bow = new WKTReader().Read(
            "POLYGON((102 25, 102.1 25.1, 102.1 25, 102 25.1, 102 25))");
        var survey = Survey(
            Box(1, East, 102.1, 102.2), new ProposedArea(2, Area(TestPack.WestCommunity), bow));
        var fault = Assert.Single(survey.Findings, one => one.IsBlocking);
        Assert.Equal((AreaFault.InvalidRing, 2), (fault.Fault, fault.Line));
        Assert.Equal(East, Assert.Single(survey.Usable).Area.Code);
    }

    [Theory]
    [InlineData("", AreaFault.CodeMissing)]
    [InlineData("990109001001", AreaFault.ParentUnknown)]
    public void An_area_that_has_no_place_in_the_tree_is_refused(string code, AreaFault fault)
    {
        var parent = code.Length == 0 ? null : "990109001000";
        var survey = Survey(new ProposedArea(
            1, Area(code) with { ParentCode = parent },
            Shapes.ToGeometry(new Envelope(102, 102.1, 25, 25.1))));
        Assert.Equal(fault, Assert.Single(survey.Findings).Fault);
        Assert.Empty(survey.Usable);
    }

    [Fact]
    public void A_code_twice_in_a_file_is_taken_once()
    {
        var survey = Survey(
            Box(1, TestPack.WestCommunity, 102.0, 102.1),
            Box(2, TestPack.WestCommunity, 102.0, 102.1));
        Assert.Equal(2, Assert.Single(survey.Findings).Line);
        Assert.Single(survey.Usable);
    }

    private static AreaSurvey Survey(params ProposedArea[] file) =>
        AreaSurvey.Of(Before, file, AreaSurvey.ToleranceUsual);

    private static ProposedArea Box(int line, string code, double west, double east) => new(
        line, Area(code), Shapes.ToGeometry(new Envelope(west, east, 25.0, 25.1)));

    private static Area Area(string code) =>
        new(code, AreaKind.Community, "社区", "Community", TestPack.WestSubdistrict, false, null);
}
