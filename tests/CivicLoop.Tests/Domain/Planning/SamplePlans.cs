using CivicLoop.Domain.Planning;
using NetTopologySuite.Geometries;

namespace CivicLoop.Tests.Domain.Planning;

/// <summary>Zones and uses drawn as boxes in the test city.</summary>
internal static class SamplePlans
{
    public static readonly DateOnly Today = new(2026, 11, 24);

    public static readonly DateTimeOffset Now = new(2026, 11, 24, 2, 0, 0, TimeSpan.Zero);

    private static readonly GeometryFactory Shapes = new();

    public static Geometry Box(double west, double east) =>
        Shapes.ToGeometry(new Envelope(west, east, 25.02, 25.04));

    public static Geometry Point(double lon) =>
        Shapes.CreatePoint(new Coordinate(lon, 25.03));

    public static ControlZone Zone(
        string code = "Z1", double west = 102.02, double east = 102.04,
        ControlLine line = ControlLine.Green, DateOnly? from = null, DateOnly? to = null) =>
        new ControlZone
        {
            Id = Guid.Empty, Code = code, Line = line, NameZh = "绿线", NameEn = "Green",
            Shape = [], MinLon = 0, MinLat = 0, MaxLon = 0, MaxLat = 0,
            FromDay = from ?? new DateOnly(2026, 1, 1), ToDay = to, BasisName = "批复",
            EnteredBy = "account:office", EnteredAt = Now,
        }.On(Box(west, east));

    public static LandUse Use(
        LandUseKind kind, string permit = "", DateOnly? from = null, DateOnly? to = null) => new()
    {
        Id = Guid.Empty, Kind = kind, PermitNumber = permit, Name = "摊点",
        HolderName = "某公司", Shape = Point(102.03).AsBinary(), MinLon = 102.03,
        MinLat = 25.03, MaxLon = 102.03, MaxLat = 25.03, FromDay = from ?? Today, ToDay = to,
        EnteredBy = "account:office", EnteredOrg = "office", EnteredAt = Now,
    };

    public static PlanningFinding Finding() => new()
    {
        Id = Guid.Empty, Subject = FindingSubject.Project, Kind = FindingKind.InsideZone,
        UseId = Guid.Empty, ZoneId = Guid.Empty, Line = ControlLine.Green, Title = "项目",
        State = FindingState.Open, FoundAt = Now, EnteredOrg = "office",
    };
}
