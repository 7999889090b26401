using CivicLoop.Domain.FoodSafety;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.FoodSafety;

/// <summary>Food operators under <c>/api/v1/food</c>: all staff read, who keeps them writes.
/// </summary>
internal static class FoodApi
{
    private const int PageOf = 50;

    public static void MapFoodApi(this RouteGroupBuilder api)
    {
        api.MapGet("/food/operators", ListAsync).WithName("ListFoodOperators");
        api.MapGet("/food/operators/{site}", ShowAsync).WithName("ShowFoodOperator");
        api.MapPost("/food/operators", SaveAsync).WithName("SaveFoodOperator");
        api.MapPost("/food/operators/{site}/assess", AssessAsync).WithName("AssessFoodOperator");
        api.MapPost("/food/operators/{site}/records", RecordAsync).WithName("AddFoodRecord");
        api.MapPost("/food/operators/{site}/end", EndAsync).WithName("EndFoodOperator");
        api.MapGet("/food/rules", RulesAsync).WithName("ShowFoodRules");
        api.MapPost("/food/rules", SaveRulesAsync).WithName("SaveFoodRules");
    }

    private static async Task<IResult> ListAsync(
        HttpContext request, RiskGrade? grade, bool? overdue, string? after, int? limit,
        Callers callers, FoodLists lists)
    {
        if (((await callers.OfAsync(request)).RefuseUnlessStaff()
            ?? PageLimit.Refuse(limit, FoodLists.PageMax)) is { } refused)
        {
            return ApiAnswers.Of(request, refused);
        }

        var page = await lists.PageAsync(
            new FoodFilter(grade, overdue == true), after, limit ?? PageOf,
            request.RequestAborted);
        return Results.Json(
            new { Items = page.Items.Select(one => Show(one.Operator)), page.Next },
            ApiAnswers.Json);
    }

    private static async Task<IResult> ShowAsync(
        HttpContext request, string site, Callers callers, FoodLists lists)
    {
        var refused = (await callers.OfAsync(request)).RefuseUnlessStaff();
        return ApiAnswers.Of(
            request,
            refused is not null ? refused
                : await lists.FindAsync(site, request.RequestAborted) is { } view ? view
                : (Outcome<OperatorView>)new Problem(ProblemCode.NotFound, "site", site),
            view => new
            {
                Operator = Show(view.Operator), Assessments = view.Assessments.Select(Show),
                Records = view.Records.Select(Show),
                Visits = view.Visits.Select(one => new
                {
                    one.Year, From = one.FromDay, To = one.ToDay, Visit = one.VisitId,
                    one.DoneDay,
                }),
            });
    }

    private static async Task<IResult> SaveAsync(
        HttpContext request, OperatorInput body, Callers callers, KeepOperators keep) =>
        ApiAnswers.Of(
            request,
            await keep.SaveAsync(body, await callers.OfAsync(request), request.RequestAborted),
            Show);

    private static async Task<IResult> AssessAsync(
        HttpContext request, string site, AssessInput body, Callers callers,
        AssessOperator assess) =>
        ApiAnswers.Of(
            request,
            await assess.RunAsync(
                site, body, await callers.OfAsync(request), request.RequestAborted),
            Show, StatusCodes.Status201Created);

    private static async Task<IResult> RecordAsync(
        HttpContext request, string site, RecordInput body, Callers callers,
        KeepOperators keep) =>
        ApiAnswers.Of(
            request,
            await keep.RecordAsync(
                site, body, await callers.OfAsync(request), request.RequestAborted),
            Show, StatusCodes.Status201Created);

    private static async Task<IResult> EndAsync(
        HttpContext request, string site, Callers callers, KeepOperators keep) =>
        ApiAnswers.Of(
            request,
            await keep.EndAsync(site, await callers.OfAsync(request), request.RequestAborted),
            Show);

    private static async Task<IResult> RulesAsync(
        HttpContext request, Callers callers, FoodLists lists)
    {
        var refused = (await callers.OfAsync(request)).RefuseUnlessStaff();
        return ApiAnswers.Of(
            request,
            refused is not null ? refused
                : await lists.RulesAsync(request.RequestAborted) is { } rules ? rules
                : (Outcome<FoodRules>)new Problem(ProblemCode.NotFound, "rules", ""),
            rules => rules);
    }

    private static async Task<IResult> SaveRulesAsync(
        HttpContext request, FoodRules body, Callers callers, KeepFoodRules keep) =>
        ApiAnswers.Of(
            request,
            await keep.SaveAsync(body, await callers.OfAsync(request), request.RequestAborted),
            rules => rules);

    private static object Show(FoodOperator one) => new
    {
        Site = one.SiteCode, one.Licence, one.LicenceUntil, one.CreditCode, one.State, one.Grade,
        one.GradedYear, one.NextDue,
    };

    private static object Show(FoodAssessment one) => new
    {
        one.Year, one.Day, one.StaticPoints, one.DynamicPoints, one.Points, one.Grade, one.Move,
        one.Visits, one.BasisName,
    };

    private static object Show(FoodRecord one) => new
    {
        one.Kind, one.Day, one.DocumentName, one.DocumentNumber,
    };
}
