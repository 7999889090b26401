using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Notices.Contracts;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Localisation;
using CivicLoop.Platform.Notices;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Notices;

/// <summary><c>/api/v1/notices</c>: what the caller and the organisation acted for were told.
/// </summary>
internal static class NoticesApi
{
    public static void MapNoticesApi(this RouteGroupBuilder api)
    {
        api.MapGet("/notices", ListAsync).WithName("ListNotices");
        api.MapPost("/notices/read", MarkAllAsync).WithName("MarkNoticesRead");
        api.MapPost("/notices/{id:guid}/read", MarkAsync).WithName("MarkNoticeRead");
    }

    private static async Task<IResult> ListAsync(
        HttpContext request, NoticeLists lists, ReadNotices read, NoticeTexts texts,
        Callers callers)
    {
        var caller = await callers.OfAsync(request);
        if (!caller.MaySomewhere(Permission.CaseSee))
        {
            return Refused(request);
        }

        var stop = request.RequestAborted;
        var notices = await lists.NewestAsync(caller, stop);
        var unread = await read.UnreadOfAsync(caller, notices, stop);
        var language = RequestLanguage.Of(request);
        return Results.Json(
            new
            {
                Unread = await read.UnreadAsync(caller, stop),
                Items = notices.Select(one => View(one, texts, language, unread.Contains(one.Id))),
            },
            ApiAnswers.Json);
    }

    private static async Task<IResult> MarkAllAsync(
        HttpContext request, ReadNotices read, Callers callers)
    {
        var caller = await callers.OfAsync(request);
        return caller.MaySomewhere(Permission.CaseSee)
            ? ApiAnswers.Of(
                request, await read.MarkAllAsync(caller, request.RequestAborted),
                until => new { ReadUntil = until })
            : Refused(request);
    }

    private static async Task<IResult> MarkAsync(
        HttpContext request, Guid id, ReadNotices read, Callers callers)
    {
        var caller = await callers.OfAsync(request);
        return caller.MaySomewhere(Permission.CaseSee)
            ? ApiAnswers.Of(
                request, await read.MarkAsync(caller, id, request.RequestAborted),
                notice => new { notice.Id })
            : Refused(request);
    }

    private static object View(
        OutboxMessage notice, NoticeTexts texts, string language, bool isUnread)
    {
        var text = texts.Of(notice, language);
        return new
        {
            notice.Id, notice.MadeAt, notice.Channel, notice.Template, text.Title, text.Body,
            IsUnread = isUnread,
        };
    }

    private static IResult Refused(HttpContext request) => ApiAnswers.Of(
        request, new Problem(ProblemCode.NotPermitted, null, Permission.CaseSee));
}
