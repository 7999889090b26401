using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Cases;

/// <summary><c>/api/v1/cases/search</c>: what the search field of the console finds.</summary>
internal static class SearchApi
{
    public static void MapSearchApi(this RouteGroupBuilder api) =>
        api.MapGet("/cases/search", SearchAsync).WithName("SearchCases");

    private static async Task<IResult> SearchAsync(
        HttpContext request, string? q, string? after, int? limit, SearchCases search,
        Callers callers, CityHolder city, TimeProvider time)
    {
        var caller = await callers.OfAsync(request);
        if (!caller.MaySomewhere(Permission.CaseSee))
        {
            return ApiAnswers.Of(
                request, new Problem(ProblemCode.NotPermitted, null, Permission.CaseSee));
        }

        if (string.IsNullOrWhiteSpace(q))
        {
            return ApiAnswers.Of(request, new Problem(ProblemCode.FieldRequired, "q"));
        }

        var size = Math.Clamp(limit ?? CaseLists.LimitDefault, 1, CaseLists.LimitMax);
        var page = await search.RunAsync(q, caller, after, size, request.RequestAborted);
        return CasesApi.Answer(page, caller, city, time);
    }
}
