using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Field;

/// <summary>What the field app downloads under <c>/api/v1</c>.</summary>
internal static class FieldApi
{
    public static void MapFieldApi(this RouteGroupBuilder api) =>
        api.MapGet("/field/pack", PackAsync).WithName("DownloadFieldPack");

    private static async Task<IResult> PackAsync(
        HttpContext request, FieldPack pack, Callers callers)
    {
        var made = await pack.OfAsync(
            await callers.OfAsync(request),
            (await callers.SignedInAsync(request))?.DisplayName,
            request.RequestAborted);
        return ApiAnswers.Of(request, made, view => view);
    }
}
