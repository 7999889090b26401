using CivicLoop.Domain.Command;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Command.Contracts;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Command;

internal sealed record LastDayBody(DateOnly? To);

/// <summary>Command bodies under <c>/api/v1</c>: all staff read, the office writes.</summary>
internal static class CommandApi
{
    private const int PageOf = 50;

    public static void MapCommandApi(this RouteGroupBuilder api)
    {
        api.MapGet("/command-bodies", ListAsync).WithName("ListCommandBodies");
        api.MapGet("/command-bodies/{body}/members", MembersAsync).WithName("ListMembers");
        api.MapGet("/command-bodies/{body}/watches", WatchesAsync).WithName("ListWatches");
        api.MapPost("/command-bodies/{body}/members", AddMemberAsync).WithName("AddMember");
        api.MapPost("/command-bodies/{body}/members/{id:guid}/end", EndMemberAsync)
            .WithName("EndMember");
        api.MapPost("/command-bodies/{body}/watches", WatchAsync).WithName("BeginWatch");
        api.MapPost("/command-bodies/{body}/watches/{id:guid}/end", EndWatchAsync)
            .WithName("EndWatch");
    }

    private static async Task<IResult> ListAsync(
        HttpContext request, Callers callers, FindCommandBodies bodies, CommandLists lists,
        CommandDays days)
    {
        if ((await callers.OfAsync(request)).OrganizationCode is null)
        {
            return SignIn(request);
        }

        var counts = await lists.CountsAsync(days.Today, request.RequestAborted);
        return Results.Json(
            new
            {
                Items = bodies.All.Select(one => new
                {
                    one.Code, one.Kind, Parent = one.ParentCode, one.NameZh, one.NameEn,
                    Members = counts.GetValueOrDefault(one.Code)?.Members ?? 0,
                    Watches = counts.GetValueOrDefault(one.Code)?.Watches ?? 0,
                }),
            },
            ApiAnswers.Json);
    }

    private static async Task<IResult> MembersAsync(
        HttpContext request, string body, Callers callers, CommandLists lists,
        FindCommandBodies bodies, DateOnly? day, string? after, int? limit) =>
        await RefuseAsync(request, body, callers, bodies, limit) ?? Results.Json(
            await lists.MembersAsync(body, day, after, limit ?? PageOf, request.RequestAborted),
            ApiAnswers.Json);

    private static async Task<IResult> WatchesAsync(
        HttpContext request, string body, Callers callers, CommandLists lists,
        FindCommandBodies bodies, DateOnly? day, string? after, int? limit) =>
        await RefuseAsync(request, body, callers, bodies, limit) ?? Results.Json(
            await lists.WatchesAsync(body, day, after, limit ?? PageOf, request.RequestAborted),
            ApiAnswers.Json);

    private static Task<IResult> AddMemberAsync(
        HttpContext request, string body, MemberInput input, Callers callers,
        KeepCommand keep) =>
        WriteAsync(
            request, callers,
            actor => keep.AddMemberAsync(body, input, actor, request.RequestAborted),
            StatusCodes.Status201Created);

    private static Task<IResult> EndMemberAsync(
        HttpContext request, string body, Guid id, LastDayBody last, Callers callers,
        KeepCommand keep) =>
        WriteAsync(
            request, callers,
            actor => keep.EndMemberAsync(body, id, last.To, actor, request.RequestAborted));

    private static Task<IResult> WatchAsync(
        HttpContext request, string body, WatchInput input, Callers callers, KeepCommand keep) =>
        WriteAsync(
            request, callers,
            actor => keep.WatchAsync(body, input, actor, request.RequestAborted),
            StatusCodes.Status201Created);

    private static Task<IResult> EndWatchAsync(
        HttpContext request, string body, Guid id, LastDayBody last, Callers callers,
        KeepCommand keep) =>
        WriteAsync(
            request, callers,
            actor => keep.EndWatchAsync(body, id, last.To, actor, request.RequestAborted));

    private static async Task<IResult> WriteAsync<T>(
        HttpContext request, Callers callers, Func<string, Task<Outcome<T>>> write,
        int status = StatusCodes.Status200OK)
    {
        var caller = await callers.OfAsync(request);
        return caller.MaySomewhere(Permission.CommandEdit)
            ? ApiAnswers.Of(request, await write(caller.Actor), one => one, status)
            : ApiAnswers.Of(
                request,
                new Problem(ProblemCode.NotPermitted, null, Permission.CommandEdit));
    }

    private static async Task<IResult?> RefuseAsync(
        HttpContext request, string body, Callers callers, FindCommandBodies bodies, int? limit) =>
        (await callers.OfAsync(request)).RefuseUnlessStaff() is { } visitor
            ? ApiAnswers.Of(request, visitor)
        : bodies.Find(body) is null
            ? ApiAnswers.Of(request, new Problem(ProblemCode.NotFound, "body", body))
        : PageLimit.Refuse(limit, CommandLists.PageMax) is { } tooMany
            ? ApiAnswers.Of(request, tooMany)
        : null;

    private static IResult SignIn(HttpContext request) =>
        ApiAnswers.Of(request, new Problem(ProblemCode.SignInRequired, null));
}
