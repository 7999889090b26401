using CivicLoop.Domain.Command;
using CivicLoop.Modules.Command.Contracts;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Command;

internal sealed record BroadcastEndBody(string? Words);

/// <summary>Broadcasts under <c>/api/v1/broadcasts</c>: command bodies send and count, people on
/// site give receipts.</summary>
internal static class BroadcastsApi
{
    private const int PageOf = 50;

    public static void MapBroadcastsApi(this RouteGroupBuilder api)
    {
        api.MapGet("/broadcasts", ListAsync).WithName("ListBroadcasts");
        api.MapPost("/broadcasts", SendAsync).WithName("SendBroadcast");
        api.MapPost("/broadcasts/reach", ReachAsync).WithName("CountBroadcast");
        api.MapGet("/broadcasts/waiting", WaitingAsync).WithName("ListWaitingBroadcasts");
        api.MapGet("/broadcasts/{id:guid}", ShowAsync).WithName("ShowBroadcast");
        api.MapPost("/broadcasts/{id:guid}/remind", RemindAsync).WithName("RemindBroadcast");
        api.MapPost("/broadcasts/{id:guid}/end", EndAsync).WithName("EndBroadcast");
        api.MapPost("/broadcasts/{id:guid}/receipt", ReceiveAsync).WithName("ReceiveBroadcast");
    }

    private static async Task<IResult> ListAsync(
        HttpContext request, Guid? after, int? limit, BroadcastLists lists, Callers callers) =>
        PageLimit.Refuse(limit, BroadcastLists.PageMax) is { } refused
            ? ApiAnswers.Of(request, refused)
            : ApiAnswers.Of(
                request,
                await lists.PageAsync(
                    await callers.OfAsync(request), after, limit ?? PageOf,
                    request.RequestAborted),
                page => new
                {
                    Items = page.Items.Select(line => Show(line.Broadcast, line.Received)),
                    page.Next,
                });

    private static async Task<IResult> SendAsync(
        HttpContext request, BroadcastInput body, SendBroadcast send, Callers callers) =>
        ApiAnswers.Of(
            request,
            await send.RunAsync(body, await callers.OfAsync(request), request.RequestAborted),
            Show, StatusCodes.Status201Created);

    private static async Task<IResult> ReachAsync(
        HttpContext request, BroadcastInput body, SendBroadcast send, Callers callers) =>
        ApiAnswers.Of(
            request,
            await send.ReachAsync(body, await callers.OfAsync(request), request.RequestAborted),
            reach => new { reach.People, Units = reach.Units.Count });

    private static async Task<IResult> WaitingAsync(
        HttpContext request, BroadcastReceipts receipts, Callers callers)
    {
        var caller = await callers.OfAsync(request);
        return caller.RefuseUnlessStaff() is { } refused
            ? ApiAnswers.Of(request, refused)
            : Results.Json(
                new
                {
                    caller.Actor,
                    Items = await receipts.WaitingAsync(caller, request.RequestAborted),
                },
                ApiAnswers.Json);
    }

    private static async Task<IResult> ShowAsync(
        HttpContext request, Guid id, BroadcastShow? show, string? after, int? limit,
        BroadcastLists lists, Callers callers) =>
        PageLimit.Refuse(limit, BroadcastLists.PageMax) is { } refused
            ? ApiAnswers.Of(request, refused)
            : ApiAnswers.Of(
                request,
                await lists.FindAsync(
                    id, show ?? BroadcastShow.Missing, await callers.OfAsync(request), after,
                    limit ?? PageOf, request.RequestAborted),
                file => new
                {
                    Broadcast = Show(file.Broadcast), file.Received, file.Missing,
                    file.MissingUnits, Units = file.Units.Items, file.Units.Next,
                });

    private static async Task<IResult> RemindAsync(
        HttpContext request, Guid id, ActOnBroadcast act, Callers callers) =>
        ApiAnswers.Of(
            request,
            await act.RemindAsync(id, await callers.OfAsync(request), request.RequestAborted),
            Show);

    private static async Task<IResult> EndAsync(
        HttpContext request, Guid id, BroadcastEndBody body, ActOnBroadcast act,
        Callers callers) =>
        ApiAnswers.Of(
            request,
            await act.EndAsync(
                id, body.Words, await callers.OfAsync(request), request.RequestAborted),
            Show);

    private static async Task<IResult> ReceiveAsync(
        HttpContext request, Guid id, BroadcastReceipts receipts, Callers callers) =>
        ApiAnswers.Of(
            request,
            await receipts.GiveAsync(id, await callers.OfAsync(request), request.RequestAborted),
            row => new { Broadcast = row.BroadcastId, row.ReceivedAt });

    private static object Show(Broadcast one) => Show(one, received: null);

    private static object Show(Broadcast one, int? received) => new
    {
        one.Id, Body = one.BodyCode, one.Title, Text = one.Words, one.IsUrgent, one.ValidUntil,
        Areas = one.AreaCodes, Units = one.UnitCodes, one.People, one.UnitCount,
        Received = received, one.SentAt, one.RemindedAt, one.Reminded, one.EndedAt,
        one.EndedWords, one.Version,
    };
}
