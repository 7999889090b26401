using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Standards;
using CivicLoop.Modules.Standards.Contracts;
using CivicLoop.Platform.Files;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Localisation;
using CivicLoop.Platform.Tables;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Standards;

internal sealed record PublishBody(DateOnly? From, DateOnly? To);

internal sealed record StandingBody(
    EditionSubject Subject, StandingStatus Status, DateOnly? Since, DateOnly? Until,
    string? Evidence);

/// <summary>Editions under <c>/api/v1</c>: all staff read, who keeps the standards writes.
/// </summary>
internal static class StandardsApi
{
    private const int PageOf = 50;

    public static void MapStandardsApi(this RouteGroupBuilder api)
    {
        api.MapGet("/editions", ListAsync).WithName("ListEditions");
        api.MapGet("/editions/compare", CompareAsync).WithName("CompareEditions");
        api.MapGet("/editions/{code}", ShowAsync).WithName("ShowEdition");
        api.MapGet("/editions/{code}/check-items", CheckItemsAsync).WithName("ListCheckItems");
        api.MapGet("/editions/{code}/file", FileAsync).WithName("ExportEdition");
        api.MapPost("/editions", ImportAsync).WithName("ImportEdition");
        api.MapPost("/editions/{code}/publish", PublishAsync).WithName("PublishEdition");
        api.MapDelete("/editions/{code}", DiscardAsync).WithName("DiscardEdition");
        api.MapGet("/standing", StandingAsync).WithName("ShowStanding");
        api.MapPost("/standing", RecordAsync).WithName("RecordStanding");
    }

    private static async Task<IResult> ListAsync(
        HttpContext request, Callers callers, EditionLists lists, string? after, int? limit)
    {
        if ((await RefuseReaderAsync(request, callers) ?? Limit(limit)) is { } refused)
        {
            return ApiAnswers.Of(request, refused);
        }

        return Results.Json(
            await lists.EditionsAsync(after, limit ?? PageOf, request.RequestAborted),
            ApiAnswers.Json);
    }

    private static async Task<IResult> ShowAsync(
        HttpContext request, string code, Callers callers, EditionLists lists)
    {
        if (await RefuseReaderAsync(request, callers) is { } refused)
        {
            return ApiAnswers.Of(request, refused);
        }

        return ApiAnswers.Of(
            request, await lists.BodyAsync(code, request.RequestAborted),
            body => new
            {
                body.Edition, body.Weights, body.Items, body.Contents, body.Criteria,
                Measures = body.Measures.Select(one => new
                {
                    one.Code, one.CriterionCode, one.Method, one.SiteKindCode,
                    Rule = one.Rule.ToString(), one.PointsMilli, one.NameZh, one.NameEn,
                }),
                body.SiteKinds, CheckItems = body.CheckItems.Count,
            });
    }

    private static async Task<IResult> CheckItemsAsync(
        HttpContext request, string code, Callers callers, EditionLists lists, string? kind,
        string? after, int? limit)
    {
        if ((await RefuseReaderAsync(request, callers) ?? Limit(limit)) is { } refused)
        {
            return ApiAnswers.Of(request, refused);
        }

        if (await lists.FindAsync(code, request.RequestAborted) is null)
        {
            return ApiAnswers.Of(request, new Problem(ProblemCode.NotFound, "edition", code));
        }

        var page = await lists.CheckItemsAsync(
            code, kind, after, limit ?? PageOf, request.RequestAborted);
        return Results.Json(
            new
            {
                Items = page.Items.Select(one => new
                {
                    one.Code, one.SiteKindCode, Rule = one.Rule.ToString(), one.PointsMilli,
                    one.NameZh, one.NameEn,
                }),
                page.Next,
            },
            ApiAnswers.Json);
    }

    private static async Task<IResult> CompareAsync(
        HttpContext request, Callers callers, EditionLists lists, string? from, string? to)
    {
        var stop = request.RequestAborted;
        if (await RefuseReaderAsync(request, callers) is { } refused)
        {
            return ApiAnswers.Of(request, refused);
        }

        return (await lists.BodyAsync(from, stop)).Try(out var before, out var missing)
            && (await lists.BodyAsync(to, stop)).Try(out var after, out missing)
            ? Results.Json(
                new { Items = EditionComparison.Of(before, after) }, ApiAnswers.Json)
            : ApiAnswers.Of(request, missing);
    }

    private static async Task<IResult> FileAsync(
        HttpContext request, string code, Callers callers, EditionLists lists)
    {
        if (await RefuseReaderAsync(request, callers) is { } refused)
        {
            return ApiAnswers.Of(request, refused);
        }

        return (await lists.BodyAsync(code, request.RequestAborted))
            .Try(out var body, out var missing)
            ? Results.File(
                SheetFile.Write(EditionReader.Columns, EditionSheet.Rows(body)),
                SheetFile.ContentType, $"{code}.xlsx")
            : ApiAnswers.Of(request, missing);
    }

    // The file is the body; with ?dryRun=true nothing is stored.
    private static async Task<IResult> ImportAsync(
        HttpContext request, Callers callers, ImportEdition import, ProblemTexts texts,
        bool? dryRun)
    {
        var stop = request.RequestAborted;
        var caller = await callers.OfAsync(request);
        if (!caller.MaySomewhere(Permission.StandardEdit))
        {
            return Refused(request);
        }

        if (request.Request.ContentLength > Uploads.BytesMax)
        {
            return ApiAnswers.Of(
                request,
                new Problem(ProblemCode.UploadTooLarge, "file", Uploads.MegabytesMax));
        }

        using var file = new MemoryStream();
        await request.Request.Body.CopyToAsync(file, stop);
        var outcome = dryRun == true
            ? await import.LookAsync(file.ToArray(), stop)
            : await import.TakeAsync(file.ToArray(), upload: null, caller.Actor, stop);
        var language = RequestLanguage.Of(request);
        return ApiAnswers.Of(
            request, outcome,
            done => new
            {
                done.Plan.Body.Edition, Counts = EditionCounts.Of(done.Plan.Body),
                DryRun = dryRun == true,
                Refused = done.Plan.Refused.Select(one => new
                {
                    Row = one.Line, one.Problem.Field, Number = (int)one.Problem.Code,
                    Text = texts.What(language, one.Problem),
                }),
            },
            dryRun == true ? StatusCodes.Status200OK : StatusCodes.Status201Created);
    }

    private static async Task<IResult> PublishAsync(
        HttpContext request, string code, PublishBody body, Callers callers, KeepEditions keep)
    {
        var caller = await callers.OfAsync(request);
        return !caller.MaySomewhere(Permission.StandardEdit) ? Refused(request)
            : body.From is not { } from
                ? ApiAnswers.Of(request, new Problem(ProblemCode.FieldRequired, "from"))
            : ApiAnswers.Of(
                request,
                await keep.PublishAsync(
                    code, from, body.To, caller.Actor, request.RequestAborted),
                edition => edition);
    }

    private static async Task<IResult> DiscardAsync(
        HttpContext request, string code, Callers callers, KeepEditions keep)
    {
        var caller = await callers.OfAsync(request);
        return caller.MaySomewhere(Permission.StandardEdit)
            ? ApiAnswers.Of(
                request, await keep.DiscardAsync(code, caller.Actor, request.RequestAborted),
                edition => edition)
            : Refused(request);
    }

    private static async Task<IResult> StandingAsync(
        HttpContext request, Callers callers, EditionLists lists)
    {
        if (await RefuseReaderAsync(request, callers) is { } refused)
        {
            return ApiAnswers.Of(request, refused);
        }

        return Results.Json(
            new
            {
                Today = await lists.TodayAsync(request.RequestAborted),
                Items = await lists.StandingsAsync(request.RequestAborted),
            },
            ApiAnswers.Json);
    }

    private static async Task<IResult> RecordAsync(
        HttpContext request, StandingBody body, Callers callers, KeepEditions keep)
    {
        var caller = await callers.OfAsync(request);
        return !caller.MaySomewhere(Permission.StandardEdit) ? Refused(request)
            : body.Since is not { } since
                ? ApiAnswers.Of(request, new Problem(ProblemCode.FieldRequired, "since"))
            : ApiAnswers.Of(
                request,
                await keep.RecordAsync(
                    body.Subject, body.Status, since, body.Until, body.Evidence, caller.Actor,
                    request.RequestAborted),
                record => record, StatusCodes.Status201Created);
    }

    private static async Task<Problem?> RefuseReaderAsync(HttpContext request, Callers callers) =>
        (await callers.OfAsync(request)).RefuseUnlessStaff();

    private static Problem? Limit(int? limit) =>
        PageLimit.Refuse(limit, EditionLists.PageMax);

    private static IResult Refused(HttpContext request) => ApiAnswers.Of(
        request, new Problem(ProblemCode.NotPermitted, null, Permission.StandardEdit));
}
