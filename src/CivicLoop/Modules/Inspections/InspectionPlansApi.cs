using CivicLoop.Domain.Inspections;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Inspections;

/// <summary>A plan as the API takes it.</summary>
internal sealed record PlanBody(
    string? Name, string? BasisName, string? Edition, IReadOnlyList<string>? Areas,
    IReadOnlyList<string>? SiteKinds, IReadOnlyList<string>? InspectorOrgs, int? MarginMilli,
    int? Confidence, int? StratumMin, int? RestDays, int? RepeatMilli, DateOnly? FromDay,
    DateOnly? ToDay)
{
    /// <summary>What is left out of the rule is as a new plan has it.</summary>
    public PlanWish Wish => new()
    {
        Name = Name, BasisName = BasisName, Edition = Edition, Areas = Areas ?? [],
        SiteKinds = SiteKinds ?? [], InspectorOrgs = InspectorOrgs ?? [],
        MarginMilli = MarginMilli ?? PlanRules.Usual.MarginMilli,
        Confidence = Confidence ?? PlanRules.Usual.Confidence,
        StratumMin = StratumMin ?? PlanRules.Usual.StratumMin,
        RestDays = RestDays ?? PlanRules.Usual.RestDays,
        RepeatMilli = RepeatMilli ?? PlanRules.Usual.RepeatMilli,
        FromDay = FromDay, ToDay = ToDay,
    };
}

internal sealed record CommitBody(string? PublicSource);

internal sealed record DrawBody(string? PublicWord);

internal sealed record DropBody(string? Reason);

/// <summary><c>/api/v1/inspection-plans</c> for who plans, and <c>/api/v1/draws</c> for everybody.
/// </summary>
internal static class InspectionPlansApi
{
    private const int PageOf = 50;

    public static void MapInspectionPlansApi(this RouteGroupBuilder api)
    {
        api.MapGet("/inspection-plans", ListAsync).WithName("ListInspectionPlans");
        api.MapPost("/inspection-plans", MakeAsync).WithName("MakeInspectionPlan");
        api.MapGet("/inspection-plans/{plan}", ShowAsync).WithName("ShowInspectionPlan");
        api.MapPost("/inspection-plans/{plan}", ChangeAsync).WithName("ChangeInspectionPlan");
        api.MapPost("/inspection-plans/{plan}/commit", CommitAsync).WithName("CommitDraw");
        api.MapPost("/inspection-plans/{plan}/draw", DrawAsync).WithName("DrawSites");
        api.MapPost("/inspection-plans/{plan}/reveal", RevealAsync).WithName("RevealDraw");
        api.MapPost("/inspection-plans/{plan}/drop", DropAsync).WithName("DropInspectionPlan");
        api.MapGet("/inspection-plans/{plan}/visits", VisitsAsync).WithName("ListPlanVisits");
        api.MapGet("/inspection-plans/{plan}/routes", RoutesAsync).WithName("ShowPlanRoutes");
        api.MapGet("/draws/{plan}", ProveAsync).WithName("ProveDraw");
    }

    private static async Task<IResult> ListAsync(
        HttpContext request, PlanLists lists, Callers callers, PlanState? state, string? after,
        int? limit)
    {
        if (await RefuseAsync(request, callers, limit) is { } refused)
        {
            return ApiAnswers.Of(request, refused);
        }

        var page = await lists.PageAsync(state, after, limit ?? PageOf, request.RequestAborted);
        return Results.Json(
            new { Items = page.Items.Select(View), page.Next }, ApiAnswers.Json);
    }

    private static async Task<IResult> ShowAsync(
        HttpContext request, string plan, PlanLists lists, Callers callers) =>
        await RefuseAsync(request, callers, limit: null) is { } refused
            ? ApiAnswers.Of(request, refused)
            : ApiAnswers.Of(
                request, await lists.FindAsync(plan, request.RequestAborted), Whole);

    private static async Task<IResult> VisitsAsync(
        HttpContext request, string plan, PlanLists lists, Callers callers, string? after,
        int? limit)
    {
        var stop = request.RequestAborted;
        if (await RefuseAsync(request, callers, limit) is { } refused)
        {
            return ApiAnswers.Of(request, refused);
        }

        if (!(await lists.FindAsync(plan, stop)).Try(out var found, out var missing))
        {
            return ApiAnswers.Of(request, missing);
        }

        var page = await lists.VisitsAsync(found.Plan.Id, after, limit ?? PageOf, stop);
        return Results.Json(
            new
            {
                Items = page.Items.Select(one => new
                {
                    one.Visit.Id, one.Visit.N, one.Visit.Turn, site = one.Visit.SiteCode,
                    kind = one.Visit.SiteKindCode, district = one.Visit.DistrictCode,
                    one.Visit.State, one.Visit.Inspector,
                }),
                page.Next,
            },
            ApiAnswers.Json);
    }

    // Who is when where is for planners alone until it is over.
    private static async Task<IResult> RoutesAsync(
        HttpContext request, string plan, PlanLists lists, RouteLists routes, Callers callers,
        string? inspector)
    {
        var stop = request.RequestAborted;
        if (await RefuseAsync(request, callers, limit: null) is { } refused)
        {
            return ApiAnswers.Of(request, refused);
        }

        if (!(await lists.FindAsync(plan, stop)).Try(out var found, out var missing))
        {
            return ApiAnswers.Of(request, missing);
        }

        return await routes.FindAsync(found.Plan.Id, inspector, stop) is { } view
            ? Results.Json(Ways(view), ApiAnswers.Json)
            : ApiAnswers.Of(request, new Problem(ProblemCode.NotFound, "routes", plan));
    }

    private static object Ways(RouteView view) => new
    {
        view.Route.Way, view.Route.IsSolverMissing, view.Route.IsCutShort, view.Route.Metres,
        view.Route.NearestMetres, view.Route.Unplaced, view.Route.Days,
        inspectors = view.Walkers.Select(one => new
        {
            inspector = one.Actor, one.Name, one.Visits, one.Days, one.Metres,
        }),
        inspector = view.Shown?.Actor,
        stops = view.Stops.Select(one => new
        {
            visit = one.Stop.VisitId, site = one.Site.Code, one.Stop.Day, one.Stop.N,
            at = DayMinutes.Show(one.Stop.AtMinute), one.Stop.Minutes, one.Stop.Metres,
        }),
    };

    private static async Task<IResult> MakeAsync(
        HttpContext request, PlanBody body, KeepPlans keep, Callers callers) =>
        ApiAnswers.Of(
            request,
            await keep.SaveAsync(
                null, body.Wish, await callers.OfAsync(request), request.RequestAborted),
            View, StatusCodes.Status201Created);

    private static async Task<IResult> ChangeAsync(
        HttpContext request, string plan, PlanBody body, KeepPlans keep, Callers callers) =>
        ApiAnswers.Of(
            request,
            await keep.SaveAsync(
                plan, body.Wish, await callers.OfAsync(request), request.RequestAborted),
            View);

    private static async Task<IResult> CommitAsync(
        HttpContext request, string plan, CommitBody body, DrawPlan draw, Callers callers) =>
        ApiAnswers.Of(
            request,
            await draw.CommitAsync(
                plan, body.PublicSource, await callers.OfAsync(request), request.RequestAborted),
            View);

    private static async Task<IResult> DrawAsync(
        HttpContext request, string plan, DrawBody body, DrawPlan draw, Callers callers) =>
        ApiAnswers.Of(
            request,
            await draw.DrawAsync(
                plan, body.PublicWord, await callers.OfAsync(request), request.RequestAborted),
            View);

    private static async Task<IResult> RevealAsync(
        HttpContext request, string plan, DrawPlan draw, Callers callers) =>
        ApiAnswers.Of(
            request,
            await draw.RevealAsync(
                plan, await callers.OfAsync(request), request.RequestAborted),
            View);

    private static async Task<IResult> DropAsync(
        HttpContext request, string plan, DropBody body, KeepPlans keep, Callers callers) =>
        ApiAnswers.Of(
            request,
            await keep.DropAsync(
                plan, body.Reason, await callers.OfAsync(request), request.RequestAborted),
            View);

    private static async Task<IResult> ProveAsync(
        HttpContext request, string plan, PublicDraw draws) =>
        ApiAnswers.Of(
            request, await draws.ShowAsync(plan, request.RequestAborted),
            (PublicDrawView shown) => new
            {
                shown.Plan, shown.State, shown.CommittedAt, shown.Rule, shown.FrameHash,
                shown.SecretHash, shown.PublicSource, shown.PublicWord, shown.Secret,
                shown.Seed, shown.Frame, shown.Sites, shown.Faults,
            });

    private static async Task<Problem?> RefuseAsync(
        HttpContext request, Callers callers, int? limit) =>
        (await callers.OfAsync(request)).Refuse(Permission.InspectionPlan)
        ?? PageLimit.Refuse(limit, PlanLists.PageMax);

    private static object View(InspectionPlan plan) => new
    {
        plan.Code, plan.Name, plan.BasisName, edition = plan.EditionCode,
        areas = plan.AreaCodes, siteKinds = plan.KindCodes,
        inspectorOrgs = plan.OrganizationCodes, plan.MarginMilli, plan.Confidence,
        plan.StratumMin, plan.RestDays, plan.RepeatMilli, plan.FromDay, plan.ToDay, plan.State,
        plan.Version,
    };

    private static object Whole(PlanView shown) => new
    {
        plan = View(shown.Plan), shown.Population, shown.Frame, shown.Strata, shown.Visits,
        shown.Draw?.CommittedAt, shown.Draw?.DrawnAt, shown.Draw?.RevealedAt,
        shown.Draw?.FrameHash, shown.Draw?.SecretHash, shown.Draw?.PublicSource, shown.Results,
    };
}
