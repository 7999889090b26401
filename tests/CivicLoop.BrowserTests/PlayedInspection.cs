using CivicLoop.Domain.Inspections;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Standards;
using CivicLoop.Modules.Inspections;
using CivicLoop.Modules.Inspections.Contracts;
using CivicLoop.Modules.People;
using CivicLoop.Modules.Standards.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace CivicLoop.BrowserTests;

/// <summary>A plan that was drawn and a visit that was handed in, for pages that show them.
/// </summary>
internal static class PlayedInspection
{
    /// <summary>The plan's code and the id of a visit of the supervisor's own.</summary>
    public static async Task<(string Plan, Guid Visit)> PlayAsync(ServedCity city, string site) =>
        (await DrawAsync(city), await VisitAsync(city.Services, site));

    /// <summary>Draws among the markets and answers the plan's code.</summary>
    public static async Task<string> DrawAsync(ServedCity city)
    {
        var services = city.Services;
        var today = services.GetRequiredService<EditionLists>().Today;
        var planner = Somebody(
            "account:planner", Permission.InspectionPlan, Permission.InspectionDraw);
        var plan = (await services.GetRequiredService<KeepPlans>().SaveAsync(
            null,
            PlanRules.Usual with
            {
                Name = "十一月模拟测评", BasisName = "年度测评工作方案", Edition = "sample-city",
                SiteKinds = ["S11"], FromDay = today, ToDay = today.AddDays(7),
            },
            planner)).Value.Code;
        var draw = services.GetRequiredService<DrawPlan>();
        Assert.Null((await draw.CommitAsync(plan, null, planner)).Problem);
        Assert.Null((await draw.DrawAsync(plan, null, planner)).Problem);
        return plan;
    }

    private static async Task<Guid> VisitAsync(IServiceProvider services, string site)
    {
        var account = (await services.GetRequiredService<PeopleLists>()
            .DemonstrationAsync(default)).First(one => one.Account.SignIn == "supervisor").Account;
        var who = Somebody(ActingCaller.ActorOf(account.Id), Permission.InspectionVisit);
        var record = services.GetRequiredService<RecordVisit>();
        var id = Domain.Ids.New(TimeProvider.System.GetUtcNow());
        Assert.Null((await record.BeginAsync(id, site, who)).Problem);
        var sheet = (await services.GetRequiredService<VisitLists>().OpenAsync(id, who, default))
            .Value.Sheet;
        var answers = sheet.Items.ToDictionary(item => item.Code, item => new AnswerWish
        {
            Found = item.Rule.Kind switch
            {
                CountRuleKind.Instances => 0,
                CountRuleKind.YesNo => 1,
                CountRuleKind.Count => item.Rule.Need - 1,
                CountRuleKind.Ratio => 90,
                CountRuleKind.State => 0,
            },
            Of = 100, State = Grade.B,
        });
        Assert.Null((await record.SayAsync(
            id, new VisitEntry { Answers = answers, WalkedM = 300 }, who)).Problem);
        Assert.Null((await record.HandInAsync(id, who)).Problem);
        return id;
    }

    private static Caller Somebody(string actor, params Permission[] permissions) => new(
        actor, "c-office", "/c-office/",
        [.. permissions.Select(permission => new Grant(permission, Scope.City))]);
}
