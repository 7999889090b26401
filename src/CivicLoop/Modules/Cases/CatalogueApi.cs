using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Mvc;

namespace CivicLoop.Modules.Cases;

/// <summary>Changes of the catalogue under <c>/api/v1</c>; it is read under
/// <c>/api/v1/catalogue</c>.</summary>
internal static class CatalogueApi
{
    public static void MapCatalogueApi(this RouteGroupBuilder api)
    {
        api.MapPut("/catalogue/{code}", ChangeClassAsync).WithName("ChangeClass");
        api.MapGet("/catalogue/{code}/history", HistoryAsync).WithName("ShowClassHistory");
        api.MapPut("/catalogue/{code}/conditions/{n:int}", ChangeConditionAsync)
            .WithName("ChangeCondition");
    }

    private static async Task<IResult> ChangeClassAsync(
        HttpContext request, string code, CaseClass wanted, KeepCatalogue keep, Callers callers)
    {
        var caller = await callers.OfAsync(request);
        return caller.MaySomewhere(Permission.CatalogueEdit)
            ? ApiAnswers.Of(
                request,
                await keep.ChangeAsync(
                    wanted with { Code = code }, caller.Actor, request.RequestAborted),
                changed => changed)
            : Refused(request);
    }

    private static async Task<IResult> ChangeConditionAsync(
        HttpContext request, string code, int n, CaseCondition wanted, KeepCatalogue keep,
        Callers callers)
    {
        var caller = await callers.OfAsync(request);
        return caller.MaySomewhere(Permission.CatalogueEdit)
            ? ApiAnswers.Of(
                request,
                await keep.ChangeAsync(
                    wanted with { ClassCode = code, N = n }, caller.Actor,
                    request.RequestAborted),
                changed => changed)
            : Refused(request);
    }

    private static async Task<IResult> HistoryAsync(
        HttpContext request, string code, [FromQuery] int? after, CatalogueHistory history,
        CityHolder city, Callers callers)
    {
        if (!(await callers.OfAsync(request)).MaySomewhere(Permission.CatalogueEdit))
        {
            return Refused(request);
        }

        if (city.Current.Catalogue.Find(code) is null)
        {
            return ApiAnswers.Of(request, new Problem(ProblemCode.NotFound, "class", code));
        }

        var (items, next) = await history.OfAsync(code, after, request.RequestAborted);
        return Results.Json(new { items, next }, ApiAnswers.Json);
    }

    private static IResult Refused(HttpContext request) => ApiAnswers.Of(
        request, new Problem(ProblemCode.NotPermitted, null, Permission.CatalogueEdit));
}
