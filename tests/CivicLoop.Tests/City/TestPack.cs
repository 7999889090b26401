using CivicLoop.Domain;
using CivicLoop.Domain.Calendar;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Responsibilities;
using CivicLoop.Platform.City;
using NetTopologySuite.Geometries;
using NetTopologySuite.IO;

namespace CivicLoop.Tests.City;

/// <summary>A city small enough to be read at a glance: two districts, each with one subdistrict
/// and two communities, side by side from 102.0° E, 25.0° N; 0.1° a community.</summary>
internal static class TestPack
{
    public const string West = "990101000000";
    public const string East = "990102000000";
    public const string WestSubdistrict = "990101001000";
    public const string WestCommunity = "990101001001";

    public const string Rubbish = "E0102";
    public const string Manhole = "C0101";
    public const string Stall = "E0501";
    public const string Unhoused = "E0502";
    public const string NoLimit = "E0199";

    public const string Department = "d-cg";
    public const string WestBureau = "d-cg-990101";
    public const string Water = "d-water";
    public const string SupervisionCentre = "c-supervision";
    public const string CommandCentre = "c-command";

    private static readonly GeometryFactory Shapes = new();

    public static Pack Create() => new()
    {
        Identity = new CityIdentity
        {
            Code = "test",
            Name = new LocalText("测试市", "Testville"),
            TimeZone = "Asia/Shanghai",
            Language = "zh",
            Demonstration = true,
            MapKind = "schematic",
            MapNotice = new LocalText("示意图", "Schematic map"),
            NumberPlace = "990100",
        },
        Calendar = new CalendarDocument
        {
            WorkingHours =
            [
                [new TimeOnly(9, 0), new TimeOnly(12, 0)],
                [new TimeOnly(13, 0), new TimeOnly(18, 0)],
            ],
            Weekend = [DayOfWeek.Saturday, DayOfWeek.Sunday],
            Holidays = new Dictionary<DateOnly, LocalText>
            {
                [new DateOnly(2026, 10, 1)] = new("国庆节", "National Day"),
            },
            MakeUpDays = [new DateOnly(2026, 10, 10)],
            LastKnownYear = 2026,
        },
        Handling = new CaseHandling
        {
            Stages = new StageLimits(
                new TimeLimit(2, ClockKind.WorkingHours), new TimeLimit(4, ClockKind.WorkingHours),
                new TimeLimit(1, ClockKind.WorkingHours), new TimeLimit(2, ClockKind.WorkingHours),
                new TimeLimit(8, ClockKind.WorkingHours), new TimeLimit(4, ClockKind.WorkingHours)),
            SeenFirst = [CaseSource.Media],
        },
        Areas = Areas(),
        Organizations = Organizations(),
        Classes = Classes(),
        Conditions = Conditions(),
        Rules =
        [
            new("water", 10, "C01", null, Water, "lead", "供水条例", "Water supply rules"),
            new("street", 20, "E05", West, null, "community", "街面规定", "Street rules"),
            new("sanitation", 30, "E0102", null, null, "bureau", "市容条例", "Sanitation rules"),
        ],
    };

    private static List<Area> Areas()
    {
        var areas = new List<Area>
        {
            Box("990100000000", AreaKind.City, null, 102.0, 102.4),
            Box(West, AreaKind.District, "990100000000", 102.0, 102.2),
            Box(East, AreaKind.District, "990100000000", 102.2, 102.4),
            Box(WestSubdistrict, AreaKind.Subdistrict, West, 102.0, 102.2),
            Box("990102001000", AreaKind.Subdistrict, East, 102.2, 102.4),
            Box(WestCommunity, AreaKind.Community, WestSubdistrict, 102.0, 102.1),
            Box("990101001002", AreaKind.Community, WestSubdistrict, 102.1, 102.2),
            Box("990102001001", AreaKind.Community, "990102001000", 102.2, 102.3),
            Box("990102001002", AreaKind.Community, "990102001000", 102.3, 102.4),
            Box("990101001001001", AreaKind.GridCell, WestCommunity, 102.0, 102.05),
            Box("990101001001002", AreaKind.GridCell, WestCommunity, 102.05, 102.1),
        };
        return areas;
    }

    private static Area Box(
        string code, AreaKind kind, string? parent, double west, double east) =>
        new(
            code, kind, $"区域{code}", $"Area {code}", parent, BesideTree: false,
            new WKBWriter().Write(
                Shapes.ToGeometry(new Envelope(west, east, 25.0, 25.1))));

    private static List<Organization> Organizations() =>
    [
        Line(Department, null, null),
        Line(WestBureau, Department, West),
        Line(Water, null, null),
        Territory("t-city", null, "990100000000"),
        Territory("t-west", "t-city", West),
        Territory("t-east", "t-city", East),
        Territory("t-west-1", "t-west", WestSubdistrict),
        Territory("t-west-1-1", "t-west-1", WestCommunity),
        new(SupervisionCentre, OrganizationTree.Command, null, $"/{SupervisionCentre}/",
            "监督中心", "Supervision centre", "supervision", null),
        new(CommandCentre, OrganizationTree.Command, null, $"/{CommandCentre}/",
            "指挥中心", "Command centre", "command", null),
    ];

    private static Organization Line(string code, string? parent, string? area) => new(
        code, OrganizationTree.Line, parent, parent is null ? $"/{code}/" : $"/{parent}/{code}/",
        $"单位{code}", $"Unit {code}", "department", area);

    private static Organization Territory(string code, string? parent, string area)
    {
        var path = parent switch
        {
            null => $"/{code}/",
            "t-city" => $"/t-city/{code}/",
            "t-west" => $"/t-city/t-west/{code}/",
            _ => $"/t-city/t-west/{parent}/{code}/",
        };
        return new Organization(
            code, OrganizationTree.Territory, parent, path, $"属地{code}", $"Territory {code}",
            "territory", area);
    }

    private static List<CaseClass> Classes() =>
    [
        Class(Rubbish, "暴露垃圾", "Exposed rubbish", Department),
        Class(Manhole, "上水井盖", "Water manhole cover", Department) with
        {
            Kind = CaseClassKind.Component,
            IsSafety = true,
            PhotoReasonZh = "涉及安全",
            PhotoReasonEn = "Safety is at stake",
        },
        Class(Stall, "无照经营游商", "Unlicensed stall", Department),
        Class(Unhoused, "流浪乞讨", "Person in need on the street", Department) with
        {
            IsPrivate = true,
        },
        Class(NoLimit, "其他", "Other", null),
    ];

    private static CaseClass Class(string code, string zh, string en, string? lead) => new(
        code, CaseClassKind.Event, code[1..3], "大类", "Group", zh, en, zh, lead,
        IsPrivate: false, IsSafety: false, PhotoReasonZh: null, PhotoReasonEn: null,
        IsActive: true);

    private static List<CaseCondition> Conditions() =>
    [
        Condition(Rubbish, 1, 4_000, ClockKind.WorkingHours),
        Condition(Rubbish, 2, 2_000, ClockKind.WorkingDays),
        Condition(Manhole, 1, 6_000, ClockKind.UrgentHours),
        Condition(Stall, 1, 2_000, ClockKind.WorkingHours),
        Condition(Unhoused, 1, 2_000, ClockKind.UrgentHours),
        Condition(NoLimit, 1, null, null),
    ];

    private static CaseCondition Condition(string code, int n, long? milli, ClockKind? kind) =>
        new(code, n, "立案", "Open", "结案", "Close", milli, kind, "test");
}
