using CivicLoop.Domain.People;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Http;

namespace CivicLoop.Tests.City;

/// <summary>People of the test city: who they are comes with the request, so that a test says in
/// one word who acts.</summary>
internal sealed class TestCallers(CityDatabase database, CityHolder city, TimeProvider time)
    : Callers(database, city, time)
{
    public const string Header = "X-Test-Caller";

    /// <summary>Takes in, dispatches, checks and closes; does none of the work itself.</summary>
    public static Caller Office { get; } = City(
        "office", TestPack.SupervisionCentre,
        Permission.CaseSee, Permission.CaseSeeContact, Permission.CaseReport,
        Permission.CaseAccept, Permission.CaseVerify, Permission.CaseDispatch,
        Permission.CaseAdjudicate, Permission.CaseApprove, Permission.CaseCheck,
        Permission.CaseClose, Permission.CaseReopen, Permission.CaseUrge,
        Permission.CaseSupervise, Permission.CaseMerge, Permission.CaseEdit, Permission.CaseNote,
        Permission.CaseRelease, Permission.EvaluationSee, Permission.OrganizationEdit,
        Permission.CatalogueEdit, Permission.CalendarEdit, Permission.RoutingEdit,
        Permission.StandardEdit, Permission.SiteEdit, Permission.DutyEdit, Permission.DisputeRule,
        Permission.CommandEdit, Permission.TaskPlan, Permission.BurdenKeep,
        Permission.MaterialReview,
        Permission.InspectionPlan, Permission.InspectionDraw, Permission.InspectionRead,
        Permission.PlanningEdit, Permission.PatrolKeep,
        Permission.ScorecardEdit, Permission.ScorePublish,
        Permission.FoodKeep, Permission.MarketKeep, Permission.AppraisalKeep,
        Permission.BulletinEdit, Permission.LetterIssue,
        Permission.SurveyEdit, Permission.SurveyInterview,
        Permission.StatisticEnter, Permission.StatisticConfirm);

    /// <summary>Works for the west bureau and sees what is the bureau's.</summary>
    public static Caller Bureau { get; } = new(
        "account:bureau", TestPack.WestBureau, $"/{TestPack.Department}/{TestPack.WestBureau}/",
        [.. Grants(
            new Scope($"/{TestPack.Department}/{TestPack.WestBureau}/", null),
            Permission.CaseSee, Permission.CaseRectify, Permission.CaseNote,
            Permission.CaseCheck, Permission.DutyClaim, Permission.TaskWork,
            Permission.MaterialWrite, Permission.PatrolWork,
            Permission.ScoreAppeal, Permission.AppraisalWork, Permission.LetterAnswer,
            Permission.DirectiveWork, Permission.StatisticEnter)]);

    /// <summary>Works for the water company.</summary>
    public static Caller Water { get; } = new(
        "account:water", TestPack.Water, $"/{TestPack.Water}/",
        [.. Grants(
            new Scope($"/{TestPack.Water}/", null),
            Permission.CaseSee, Permission.CaseRectify, Permission.CaseNote,
            Permission.DutyClaim, Permission.TaskWork, Permission.MaterialWrite,
            Permission.PatrolWork, Permission.LetterAnswer, Permission.DirectiveWork,
            Permission.StatisticEnter)]);

    /// <summary>Works for the west district, and reaches the units below it.</summary>
    public static Caller West { get; } = Territory("west", "t-west", "/t-city/t-west/");

    /// <summary>Works for the west subdistrict, between the two.</summary>
    public static Caller Street { get; } =
        Territory("street", "t-west-1", "/t-city/t-west/t-west-1/");

    /// <summary>Works for the west community.</summary>
    public static Caller Community { get; } =
        Territory("community", "t-west-1-1", "/t-city/t-west/t-west-1/t-west-1-1/");

    /// <summary>Keeps the burden in view for a body that asks nobody.</summary>
    public static Caller Keeper { get; } = City(
        "keeper", TestPack.CommandCentre, Permission.BurdenKeep);

    /// <summary>Signs off at the command centre; does and reviews nothing itself.</summary>
    public static Caller Signer { get; } = City(
        "signer", TestPack.CommandCentre, Permission.CaseSee, Permission.EvaluationSee,
        Permission.MaterialSign, Permission.PlanningDecide, Permission.CaseReport,
        Permission.ScoreRule, Permission.BulletinApprove, Permission.StatisticConfirm);

    /// <summary>Keeps the system.</summary>
    public static Caller SystemKeeper { get; } = City(
        "system-keeper", TestPack.SupervisionCentre, Permission.SystemKeep);

    /// <summary>Commands at headquarters, in cities whose tests add them.</summary>
    public static Caller Headquarters { get; } = City(
        "headquarters", "c-hq", Permission.CaseSee, Permission.DirectiveIssue,
        Permission.DeskKeep);

    /// <summary>A colleague of theirs.</summary>
    public static Caller NextWatch { get; } = City(
        "next-watch", "c-hq", Permission.CaseSee, Permission.DeskKeep);

    /// <summary>Heads the west bureau: signs and does no other work.</summary>
    public static Caller BureauHead { get; } = Head("bureau-head", Bureau);

    /// <summary>Heads the west district.</summary>
    public static Caller WestHead { get; } = Head("west-head", West);

    private static readonly Dictionary<string, Caller> ByName = new()
    {
        ["office"] = Office,
        ["bureau"] = Bureau,
        ["water"] = Water,
        ["west"] = West,
        ["street"] = Street,
        ["community"] = Community,
        ["keeper"] = Keeper,
        ["signer"] = Signer,
        ["system-keeper"] = SystemKeeper,
        ["headquarters"] = Headquarters,
        ["next-watch"] = NextWatch,
        ["bureau-head"] = BureauHead,
        ["west-head"] = WestHead,
    };

    public override ValueTask<Caller> OfAsync(HttpContext request) =>
        new(Named(request.Request.Headers[Header].ToString()));

    // Somebody the city sent to a site comes by the name the journal gives them.
    private static Caller Named(string who) =>
        ActingCaller.AccountOf(who) is not null
            ? City(
                who[(who.IndexOf(':') + 1)..], TestPack.SupervisionCentre,
                Permission.InspectionVisit)
            : ByName.GetValueOrDefault(who, Caller.Resident);

    private static Caller Head(string name, Caller unit) => unit with
    {
        Actor = $"account:{name}",
        Grants =
        [
            .. Grants(
                new Scope(unit.OrganizationPath, null), Permission.CaseSee,
                Permission.AppraisalSign),
        ],
    };

    private static Caller Territory(string name, string organization, string path) => new(
        $"account:{name}", organization, path,
        [
            .. Grants(
                new Scope(path, null), Permission.CaseSee, Permission.TaskWork,
                Permission.ScoreAppeal, Permission.AppraisalWork, Permission.DirectiveWork),
        ]);

    private static Caller City(string name, string organization, params Permission[] permissions) =>
        new(
            $"account:{name}", organization, $"/{organization}/",
            [.. Grants(Scope.City, permissions)]);

    private static IEnumerable<Grant> Grants(Scope scope, params Permission[] permissions) =>
        permissions.Select(permission => new Grant(permission, scope));
}
