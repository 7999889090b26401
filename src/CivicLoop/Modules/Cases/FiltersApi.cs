using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Cases;

/// <summary>A filter to be saved.</summary>
internal sealed record FilterBody(string? Name, string? Address);

/// <summary><c>/api/v1/filters</c>: the caller's own saved filters.</summary>
internal static class FiltersApi
{
    public static void MapFiltersApi(this RouteGroupBuilder api)
    {
        api.MapGet("/filters", ListAsync).WithName("ListFilters");
        api.MapPost("/filters", SaveAsync).WithName("SaveFilter");
        api.MapDelete("/filters/{id:guid}", RemoveAsync).WithName("RemoveFilter");
    }

    private static async Task<IResult> ListAsync(
        HttpContext request, SavedFilters filters, Callers callers)
    {
        var caller = await callers.OfAsync(request);
        return caller.MaySomewhere(Permission.CaseSee)
            ? Results.Json(
                new
                {
                    Items = (await filters.OfAsync(caller, request.RequestAborted)).Select(View),
                },
                ApiAnswers.Json)
            : Refused(request);
    }

    private static async Task<IResult> SaveAsync(
        HttpContext request, FilterBody body, SavedFilters filters, Callers callers)
    {
        var caller = await callers.OfAsync(request);
        return caller.MaySomewhere(Permission.CaseSee)
            ? ApiAnswers.Of(
                request,
                await filters.SaveAsync(body.Name, body.Address, caller, request.RequestAborted),
                View)
            : Refused(request);
    }

    private static async Task<IResult> RemoveAsync(
        HttpContext request, Guid id, SavedFilters filters, Callers callers)
    {
        var caller = await callers.OfAsync(request);
        return caller.MaySomewhere(Permission.CaseSee)
            ? ApiAnswers.Of(
                request, await filters.DeleteAsync(id, caller, request.RequestAborted), View)
            : Refused(request);
    }

    private static object View(SavedFilter one) =>
        new { one.Id, one.Name, one.Address, one.MadeAt };

    private static IResult Refused(HttpContext request) => ApiAnswers.Of(
        request, new Problem(ProblemCode.NotPermitted, null, Permission.CaseSee));
}
