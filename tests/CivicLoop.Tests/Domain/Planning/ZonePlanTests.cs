using CivicLoop.Domain.Planning;
using CivicLoop.Domain.Problems;
using NetTopologySuite.Geometries;
using static CivicLoop.Tests.Domain.Planning.SamplePlans;

namespace CivicLoop.Tests.Domain.Planning;

public sealed class ZonePlanTests
{
    private static readonly ZoneTerms Terms =
        new(ControlLine.Green, Today, "批复", "account:office", Now);

    [Fact]
    public void New_zones_are_added_and_the_same_file_twice_changes_nothing()
    {
        var added = Plan([Line(1, "Z1")], []).Added;
        Assert.Equal(ControlLine.Green, Assert.Single(added).Line);
        var again = Plan([Line(1, "Z1")], added);
        Assert.Equal((0, 1), (again.Added.Count, again.Same));
    }

    [Fact]
    public void A_redrawn_zone_ends_the_day_before_and_begins_anew()
    {
        var held = Zone("Z1");
        var plan = Plan([Line(1, "Z1", Box(102.03, 102.05))], [held]);
        Assert.Equal(Today.AddDays(-1), Assert.Single(plan.Ended).ToDay);
        Assert.Equal(Today, Assert.Single(plan.Added).FromDay);
        var sameDay = Plan([Line(1, "Z1", Box(102.03, 102.05))], plan.Added);
        Assert.Equal(1, sameDay.Same);
        var other = Plan([Line(1, "Z1", Box(102.03, 102.06))], plan.Added);
        Assert.Equal(plan.Added[0].Id, Assert.Single(other.Replaced).Id);
    }

    [Fact]
    public void A_shape_says_its_own_line_in_either_language()
    {
        var plan = Plan(
            [
                Line(1, "A") with { ControlLine = "紫线" },
                Line(2, "B") with { ControlLine = "blue" },
                Line(3, "C") with { ControlLine = "粉线" },
            ],
            []);
        Assert.Equal(
            [ControlLine.Purple, ControlLine.Blue], plan.Added.Select(zone => zone.Line));
        Assert.Equal(ProblemCode.UnknownValue, Assert.Single(plan.Refused).Problem.Code);
    }

    [Fact]
    public void Rows_without_code_name_line_or_polygon_and_repeated_ones_are_refused()
    {
        var plan = Plan(
            [
                Line(1, ""), Line(2, "B") with { NameZh = "" }, Line(3, "C", Point(102.03)),
                Line(4, "D", Bowtie()), Line(5, "E"), Line(6, "E"),
            ],
            []);
        Assert.Equal(
            [
                (1, ProblemCode.FieldRequired), (2, ProblemCode.FieldRequired),
                (3, ProblemCode.ZoneShapeFaulty), (4, ProblemCode.ZoneShapeFaulty),
                (6, ProblemCode.RowRepeated),
            ],
            plan.Refused.Select(one => (one.Line, one.Problem.Code)));
        Assert.Equal(
            "basisName",
            ZonePlan.Of([], [], Terms with { BasisName = "" }, () => Guid.Empty)
                .Problem?.Field);
    }

    private static ZoneLine Line(int line, string code, Geometry? shape = null) =>
        new(line, code, null, "绿线", "Green", shape ?? Box(102.02, 102.04));

    private static ZonePlan Plan(
        IEnumerable<ZoneLine> lines, IEnumerable<ControlZone> held) =>
        ZonePlan.Of(lines, held, Terms, () => Guid.CreateVersion7()).Value;

    // A polygon that crosses itself.
    private static Polygon Bowtie() => new GeometryFactory().CreatePolygon(
    [
        new(102, 25), new(102.1, 25.1), new(102.1, 25), new(102, 25.1), new(102, 25),
    ]);
}
