using CivicLoop.Domain.Bulletins;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Bulletins;

/// <summary>Reminder letters and supervision orders under <c>/api/v1</c>.</summary>
internal static class LettersApi
{
    private const int PageOf = 50;

    public static void MapLettersApi(this RouteGroupBuilder api)
    {
        api.MapGet("/letters", ListAsync).WithName("ListLetters");
        api.MapPost("/letters", SendAsync).WithName("SendLetter");
        api.MapGet("/letters/{id:guid}", ShowAsync).WithName("ShowLetter");
        api.MapPost("/letters/{id:guid}/steps", StepAsync).WithName("StepLetter");
        api.MapPost("/letters/{id:guid}/attachments", AttachAsync).WithName("AttachToLetter")
            .Accepts<IFormFile>("multipart/form-data");
        api.MapGet("/letters/{id:guid}/attachments/{n:int}", OpenAsync)
            .WithName("DownloadAttachment");
        api.MapPost("/letters/{id:guid}/attachments/{n:int}/take-off", TakeOffAsync)
            .WithName("TakeOffAttachment");
    }

    private static async Task<IResult> ListAsync(
        HttpContext request, LetterState? state, bool? overdue, Guid? after, int? limit,
        LetterLists lists, Callers callers)
    {
        var caller = await callers.OfAsync(request);
        if ((caller.RefuseUnlessStaff() ?? PageLimit.Refuse(limit, LetterLists.PageMax))
            is { } refused)
        {
            return ApiAnswers.Of(request, refused);
        }

        var page = await lists.PageAsync(
            new LetterFilter(state, overdue == true), caller, after, limit ?? PageOf,
            request.RequestAborted);
        return Results.Json(
            new { Items = page.Items.Select(Show), page.Next }, ApiAnswers.Json);
    }

    private static async Task<IResult> SendAsync(
        HttpContext request, LetterInput body, SendLetter send, Callers callers) =>
        ApiAnswers.Of(
            request,
            await send.RunAsync(body, await callers.OfAsync(request), request.RequestAborted),
            Show, StatusCodes.Status201Created);

    private static async Task<IResult> ShowAsync(
        HttpContext request, Guid id, LetterLists lists, Callers callers) =>
        ApiAnswers.Of(
            request,
            await lists.FindAsync(id, await callers.OfAsync(request), request.RequestAborted),
            file => new
            {
                Letter = Show(file.Letter),
                Steps = file.Steps.Select(step => new
                {
                    step.N, step.At, step.Command, step.Organization, Text = step.Words,
                    step.Evidence,
                }),
                Attachments = file.Attachments.Select(Show),
            });

    private static async Task<IResult> AttachAsync(
        HttpContext request, Guid id, KeepAttachments keep, Callers callers)
    {
        var stop = request.RequestAborted;
        var file = request.Request.HasFormContentType
            ? (await request.Request.ReadFormAsync(stop)).Files.GetFile("files")
            : null;
        return ApiAnswers.Of(
            request, await keep.AddAsync(id, file, await callers.OfAsync(request), stop), Show,
            StatusCodes.Status201Created);
    }

    private static async Task<IResult> OpenAsync(
        HttpContext request, Guid id, int n, KeepAttachments keep, Callers callers) =>
        (await keep.OpenAsync(id, n, await callers.OfAsync(request), request.RequestAborted))
            .Try(out var opened, out var missing)
            ? Results.File(opened.Content, opened.ContentType, opened.Name)
            : ApiAnswers.Of(request, missing);

    private static async Task<IResult> TakeOffAsync(
        HttpContext request, Guid id, int n, KeepAttachments keep, Callers callers) =>
        ApiAnswers.Of(
            request,
            await keep.TakeOffAsync(
                id, n, await callers.OfAsync(request), request.RequestAborted),
            Show);

    private static object Show(LetterAttachment one) => new
    {
        one.N, Step = one.StepN, one.Name, one.Kind, one.Bytes, one.Sha256,
    };

    private static async Task<IResult> StepAsync(
        HttpContext request, Guid id, LetterStepInput body, ActOnLetter act, Callers callers) =>
        ApiAnswers.Of(
            request,
            await act.RunAsync(
                id, body, await callers.OfAsync(request), request.RequestAborted),
            Show);

    private static object Show(Letter one) => new
    {
        one.Id, one.Kind, one.Number, one.State, Issuer = one.IssuerCode, Unit = one.UnitCode,
        one.Subject, Case = one.CaseNumber, Bulletin = one.BulletinId, Block = one.BlockN,
        one.Title, Text = one.Words, one.BasisName, one.BasisNumber, one.DueAt,
        Escalates = one.EscalatedId, one.SentAt, one.AnsweredAt, one.EndedAt, one.Version,
    };
}
