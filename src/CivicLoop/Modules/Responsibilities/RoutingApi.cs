using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Responsibilities;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Responsibilities;

/// <summary>A rule as the API takes it; its id is in the address.</summary>
internal sealed record RuleBody(
    int Priority, string? ClassPrefix, string? AreaCode, string? LeadOrg, string? Unit,
    string? BasisZh, string? BasisEn);

/// <summary>Routing rules under <c>/api/v1</c>.</summary>
internal static class RoutingApi
{
    public static void MapRoutingApi(this RouteGroupBuilder api)
    {
        api.MapGet("/routing-rules", ListAsync).WithName("ListRoutingRules");
        api.MapPut("/routing-rules/{id}", SaveAsync).WithName("SaveRoutingRule");
        api.MapDelete("/routing-rules/{id}", RemoveAsync).WithName("RemoveRoutingRule");
    }

    private static async Task<IResult> ListAsync(
        HttpContext request, Callers callers, CityHolder city)
    {
        var caller = await callers.OfAsync(request);
        return caller.MaySomewhere(Permission.CaseSee)
            ? Results.Json(new { Items = city.Current.Router.Rules }, ApiAnswers.Json)
            : ApiAnswers.Of(
                request, new Problem(ProblemCode.NotPermitted, null, Permission.CaseSee));
    }

    private static async Task<IResult> SaveAsync(
        HttpContext request, string id, RuleBody body, KeepRouting keep, Callers callers)
    {
        var caller = await callers.OfAsync(request);
        var wanted = new RoutingRule(
            id, body.Priority, body.ClassPrefix ?? "", body.AreaCode, body.LeadOrg,
            body.Unit ?? "", body.BasisZh ?? "", body.BasisEn ?? "");
        return caller.MaySomewhere(Permission.RoutingEdit)
            ? ApiAnswers.Of(
                request, await keep.SaveAsync(wanted, caller.Actor, request.RequestAborted),
                rule => rule)
            : Refused(request);
    }

    private static async Task<IResult> RemoveAsync(
        HttpContext request, string id, KeepRouting keep, Callers callers)
    {
        var caller = await callers.OfAsync(request);
        return caller.MaySomewhere(Permission.RoutingEdit)
            ? ApiAnswers.Of(
                request, await keep.RemoveAsync(id, caller.Actor, request.RequestAborted),
                rule => rule)
            : Refused(request);
    }

    private static IResult Refused(HttpContext request) => ApiAnswers.Of(
        request, new Problem(ProblemCode.NotPermitted, null, Permission.RoutingEdit));
}
