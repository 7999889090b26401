using CivicLoop.Domain.Command;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Command;

/// <summary>Links to the wall under <c>/api/v1</c>: for who keeps the system.</summary>
internal static class WallApi
{
    private const int PageOf = 50;

    public static void MapWallApi(this RouteGroupBuilder api)
    {
        api.MapGet("/wall-links", ListAsync).WithName("ListWallLinks");
        api.MapPost("/wall-links", MakeAsync).WithName("MakeWallLink");
        api.MapPost("/wall-links/{id:guid}/end", EndAsync).WithName("EndWallLink");
    }

    private static async Task<IResult> ListAsync(
        HttpContext request, Guid? after, KeepWallLinks keep, Callers callers)
    {
        if ((await callers.OfAsync(request)).Refuse(Permission.SystemKeep) is { } refused)
        {
            return ApiAnswers.Of(request, refused);
        }

        var page = await keep.PageAsync(after, PageOf, request.RequestAborted);
        return Results.Json(
            new { Items = page.Items.Select(Show), page.Next }, ApiAnswers.Json);
    }

    private static async Task<IResult> MakeAsync(
        HttpContext request, WallLinkInput body, KeepWallLinks keep, Callers callers) =>
        ApiAnswers.Of(
            request,
            await keep.MakeAsync(body, await callers.OfAsync(request), request.RequestAborted),
            made => new { Link = Show(made.Link), Address = WallPage.AddressOf(made.Secret) },
            StatusCodes.Status201Created);

    private static async Task<IResult> EndAsync(
        HttpContext request, Guid id, KeepWallLinks keep, Callers callers) =>
        ApiAnswers.Of(
            request,
            await keep.EndAsync(id, await callers.OfAsync(request), request.RequestAborted),
            Show);

    private static object Show(WallLink one) =>
        new { one.Id, one.Name, Until = one.UntilDay, one.MadeAt, one.EndedAt };
}
