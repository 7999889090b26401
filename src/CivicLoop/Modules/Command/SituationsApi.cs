using CivicLoop.Domain.Command;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Command;

internal sealed record SituationBody(string? Package, string? Reason, string? Until);

internal sealed record SituationEndBody(string? Words);

internal sealed record SituationMoveBody(string? Until);

/// <summary>Situations under <c>/api/v1/situations</c>: all staff read, command bodies switch.
/// </summary>
internal static class SituationsApi
{
    private const int PageOf = 50;

    public static void MapSituationsApi(this RouteGroupBuilder api)
    {
        api.MapGet("/situations", ListAsync).WithName("ListSituations");
        api.MapPost("/situations", BeginAsync).WithName("BeginSituation");
        api.MapPost("/situations/{id:guid}/move", MoveAsync).WithName("MoveSituation");
        api.MapPost("/situations/{id:guid}/end", EndAsync).WithName("EndSituation");
        api.MapGet("/situations/packages", PackagesAsync).WithName("ListSituationPackages");
        api.MapPost("/situations/packages", SaveAsync).WithName("SaveSituationPackage");
    }

    private static async Task<IResult> ListAsync(
        HttpContext request, Guid? after, int? limit, SituationLists lists, Callers callers)
    {
        var stop = request.RequestAborted;
        if (((await callers.OfAsync(request)).RefuseUnlessStaff()
            ?? PageLimit.Refuse(limit, SituationLists.PageMax)) is { } refused)
        {
            return ApiAnswers.Of(request, refused);
        }

        var running = await lists.RunningAsync(stop);
        var page = await lists.PageAsync(after, limit ?? PageOf, stop);
        return Results.Json(
            new
            {
                Running = running.Select(one => new
                {
                    Situation = Show(one.Situation),
                    Desks = one.Desks.Select(desk => new { Body = desk.Body.Code, desk.KeptSince }),
                }),
                Items = page.Items.Select(Show), page.Next,
            },
            ApiAnswers.Json);
    }

    private static async Task<IResult> BeginAsync(
        HttpContext request, SituationBody body, KeepSituations keep, Callers callers) =>
        ApiAnswers.Of(
            request,
            await keep.BeginAsync(
                body.Package ?? "", body.Reason, body.Until ?? "",
                await callers.OfAsync(request), request.RequestAborted),
            Show, StatusCodes.Status201Created);

    private static async Task<IResult> MoveAsync(
        HttpContext request, Guid id, SituationMoveBody body, KeepSituations keep,
        Callers callers) =>
        ApiAnswers.Of(
            request,
            await keep.MoveAsync(
                id, body.Until ?? "", await callers.OfAsync(request), request.RequestAborted),
            Show);

    private static async Task<IResult> EndAsync(
        HttpContext request, Guid id, SituationEndBody body, KeepSituations keep,
        Callers callers) =>
        ApiAnswers.Of(
            request,
            await keep.EndAsync(
                id, body.Words, await callers.OfAsync(request), request.RequestAborted),
            Show);

    private static async Task<IResult> PackagesAsync(
        HttpContext request, SituationLists lists, Callers callers) =>
        (await callers.OfAsync(request)).RefuseUnlessStaff() is { } refused
            ? ApiAnswers.Of(request, refused)
            : Results.Json(
                new
                {
                    Items = (await lists.PackagesAsync(request.RequestAborted)).Select(Show),
                },
                ApiAnswers.Json);

    private static async Task<IResult> SaveAsync(
        HttpContext request, PackageInput body, KeepPackages keep, Callers callers) =>
        ApiAnswers.Of(
            request,
            await keep.SaveAsync(body, await callers.OfAsync(request), request.RequestAborted),
            Show);

    private static object Show(Situation one) => new
    {
        one.Id, Package = one.PackageCode, one.NameZh, one.NameEn, Classes = one.ClassCodes,
        one.IsUrgent, Bodies = one.BodyCodes, Body = one.BodyCode, one.Reason, one.BegunAt,
        one.EndsAt, one.EndedAt, Words = one.EndedWords,
    };

    private static object Show(SituationPackage one) => new
    {
        one.Code, one.NameZh, one.NameEn, one.DoesZh, one.DoesEn, Classes = one.ClassCodes,
        one.IsUrgent, Bodies = one.BodyCodes, one.Version,
    };
}
