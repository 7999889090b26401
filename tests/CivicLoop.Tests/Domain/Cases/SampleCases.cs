using CivicLoop.Domain.Calendar;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Tests.City;

namespace CivicLoop.Tests.Domain.Cases;

/// <summary>Cases in every state, and callers with every single permission.</summary>
internal static class SampleCases
{
    public static readonly DateTimeOffset Now = TestCity.Start;

    private static readonly Platform.City.Pack Pack = TestPack.Create();

    private static readonly CaseCatalogue Catalogue = new(Pack.Classes, Pack.Conditions);

    private static readonly OrganizationChart Chart = new(Pack.Organizations);

    public static WorkCalendar Calendar { get; } =
        Pack.Calendar.ToCalendar(TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai"));

    public static CaseRules Rules { get; } = new()
    {
        Calendar = Calendar,
        Stages = Pack.Handling.Stages,
        SeenFirst = Pack.Handling.SeenFirst,
        LimitOf = Catalogue.LimitOf,
        PictureReasonOf = code => Catalogue.Find(code)?.PhotoReason,
        PathOf = Chart.PathOf,
    };

    public static CaseSetting Setting { get; } = new()
    {
        ClassCode = TestPack.Rubbish,
        Lon = 102.02,
        Lat = 25.05,
        CommunityCode = TestPack.WestCommunity,
        DistrictCode = TestPack.West,
        LineOrg = TestPack.Department,
        UnitOrg = TestPack.WestBureau,
        TerritoryOrg = "t-west-1-1",
        RouteRule = "sanitation",
        RouteWhy = "E0102@>bureau",
    };

    /// <summary>A case that came to a state an hour ago, with whatever that state
    /// implies.</summary>
    public static Case In(CaseState state) => Setting.ApplyTo(new Case
    {
        Id = new Guid("01890000-0000-7000-8000-000000000001"),
        Number = "990101-20261124-00001",
        ClassCode = TestPack.Rubbish,
        ReportedAt = Now.AddHours(-2),
        DispatchedAt = Now.AddHours(-1),
        AcceptedAt = Now.AddHours(-1),
        ClosedAt = CaseWorkflow.IsOpen(state) ? null : Now.AddHours(-1),
        AskedUntil = Now.AddDays(3),
        OrderDueAt = Now.AddDays(1),
        StateBeforeMerge = CaseState.Accepted,
        Line = new CaseClock
        {
            StartedAt = Now.AddHours(-1),
            DueAt = Now.AddHours(4),
            LimitMilli = 4_000,
        },
        Territory = new CaseClock
        {
            StartedAt = Now.AddHours(-1),
            DueAt = Now.AddHours(20),
            LimitMilli = 4_000,
        },
    }).In(state);

    /// <summary>A caller of a body that did none of the work, with one permission.</summary>
    public static Caller With(Permission permission) => new(
        "account:one", TestPack.SupervisionCentre, $"/{TestPack.SupervisionCentre}/",
        [new Grant(permission, Scope.City)]);

    /// <summary>The command with all a workflow row can ask for.</summary>
    public static CaseAction Full(CaseCommand command, Caller caller) => new(command, caller)
    {
        Words = "理由",
        UnitOrg = TestPack.Water,
        Until = Now.AddDays(5),
        OtherCaseId = new Guid("01890000-0000-7000-8000-000000000002"),
        OtherCaseFits = true,
        Parts =
        [
            new Guid("01890000-0000-7000-8000-000000000003"),
            new Guid("01890000-0000-7000-8000-000000000004"),
        ],
        Pictures = ["a"],
        Last = new LastStep(
            In(CaseState.Reported), CaseCommand.Accept, N: 0, caller.Actor, Now.AddMinutes(-1)),
        Setting = Setting,
    };
}
