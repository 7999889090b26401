using CivicLoop.Domain;
using CivicLoop.Domain.Burden;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Tasks;
using CivicLoop.Tests.City;
using CivicLoop.Tests.Domain.Responsibilities;

namespace CivicLoop.Tests.Domain.Tasks;

/// <summary>Plans and tasks in the test city, each a line long where it is used.</summary>
internal static class SamplePlans
{
    public static TaskPlan Plan(PlanTarget target = PlanTarget.Territory) => new()
    {
        Id = Ids.New(TestCity.Start),
        Title = "清理楼道堆物",
        Words = "楼道无堆放物",
        Kind = AskKind.Task,
        EditionCode = "e-1",
        Criteria = "A.1.1",
        Target = target,
        Level = target == PlanTarget.Territory ? AreaKind.Community : null,
        SiteKindCode = target == PlanTarget.SiteKind ? "S01" : null,
        Units = target == PlanTarget.Units ? $"{TestPack.Water} {TestPack.WestBureau}" : "",
        Facts = "",
        Minutes = 60,
        FirstDue = SampleDuties.Day.AddDays(10),
        Repeat = PlanRepeat.Once,
        NextDue = SampleDuties.Day.AddDays(10),
        IssuerCode = TestPack.SupervisionCentre,
        BasisName = "工作方案",
        BasisNumber = "2026-9",
        State = PlanState.Draft,
        Rounds = 0,
        MadeBy = "account:office",
        MadeAt = TestCity.Start,
    };

    public static UnitTask Task(TaskState state = TaskState.Sent) => new()
    {
        Id = Ids.New(TestCity.Start),
        PlanId = Ids.New(TestCity.Start),
        Round = 0,
        UnitCode = "t-west-1-1",
        IssuerCode = TestPack.SupervisionCentre,
        Title = "清理楼道堆物",
        Words = "",
        Sites = "",
        DueDay = SampleDuties.Day.AddDays(10),
        State = state,
        SameKey = "key",
        SentAt = TestCity.Start,
        Version = 1,
    };
}
