using CivicLoop.Domain.Bulletins;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Bulletins;

internal sealed record BulletinStepBody(BulletinCommand? Command, string? Reason, long? Version);

/// <summary>Bulletins under <c>/api/v1</c>. Anybody reads by number what was published; drafts are
/// for who writes or approves.</summary>
internal static class BulletinsApi
{
    private const int PageOf = 50;

    public static void MapBulletinsApi(this RouteGroupBuilder api)
    {
        api.MapGet("/bulletins", ListAsync).WithName("ListBulletins");
        api.MapPost("/bulletins", BeginAsync).WithName("BeginBulletin");
        api.MapGet("/bulletins/{id:guid}", ShowAsync).WithName("ShowBulletin");
        api.MapPut("/bulletins/{id:guid}", EditAsync).WithName("EditBulletin");
        api.MapGet("/bulletins/{id:guid}/moved", MovedAsync).WithName("ShowMovedFigures");
        api.MapGet("/bulletins/{id:guid}/word", WordAsync).WithName("ExportBulletin");
        api.MapPost("/bulletins/{id:guid}/steps", StepAsync).WithName("StepBulletin");
        api.MapGet("/bulletins/published/{number}", PublishedAsync)
            .WithName("ShowPublishedBulletin");
    }

    private static async Task<IResult> ListAsync(
        HttpContext request, BulletinState? state, Guid? after, int? limit, BulletinLists lists,
        Callers callers)
    {
        if (PageLimit.Refuse(limit, BulletinLists.PageMax) is { } refused)
        {
            return ApiAnswers.Of(request, refused);
        }

        var page = await lists.PageAsync(
            state, BulletinLists.SeesDrafts(await callers.OfAsync(request)), after,
            limit ?? PageOf, request.RequestAborted);
        return Results.Json(
            new { Items = page.Items.Select(one => Head(one)), page.Next }, ApiAnswers.Json);
    }

    private static async Task<IResult> BeginAsync(
        HttpContext request, BulletinInput body, KeepBulletins keep, Callers callers) =>
        ApiAnswers.Of(
            request,
            await keep.BeginAsync(body, await callers.OfAsync(request), request.RequestAborted),
            Show, StatusCodes.Status201Created);

    private static async Task<IResult> ShowAsync(
        HttpContext request, Guid id, BulletinLists lists, Callers callers) =>
        ApiAnswers.Of(
            request,
            await lists.FindAsync(id, await callers.OfAsync(request), request.RequestAborted),
            Show);

    private static async Task<IResult> EditAsync(
        HttpContext request, Guid id, BulletinEdit body, KeepBulletins keep, Callers callers) =>
        ApiAnswers.Of(
            request,
            await keep.EditAsync(
                id, body, await callers.OfAsync(request), request.RequestAborted),
            Show);

    private static async Task<IResult> MovedAsync(
        HttpContext request, Guid id, BulletinLists lists, FillBulletin fill, Callers callers)
    {
        var stop = request.RequestAborted;
        if (!(await lists.FindAsync(id, await callers.OfAsync(request), stop))
            .Try(out var found, out var missing))
        {
            return ApiAnswers.Of(request, missing);
        }

        var moved = BulletinMoved.Of(
            BulletinText.Read(found.Blocks), await fill.LiveAsync(found, stop));
        return Results.Json(
            new
            {
                Items = moved.Select(one => new
                {
                    Block = one.Key.N, one.Key.Key, one.Key.FirstDay, one.Key.Figure,
                    one.Value.Part, one.Value.Whole,
                }),
            },
            ApiAnswers.Json);
    }

    private static async Task<IResult> WordAsync(
        HttpContext request, Guid id, BulletinLists lists, BulletinPaper paper,
        CityOptions options, Callers callers)
    {
        var stop = request.RequestAborted;
        return (await lists.FindAsync(id, await callers.OfAsync(request), stop))
            .Try(out var found, out var missing)
            ? Results.File(
                await paper.WriteAsync(found, PublicRoot.Of(request, options), stop),
                BulletinPaper.ContentType, $"{found.Title}.docx")
            : ApiAnswers.Of(request, missing);
    }

    private static async Task<IResult> StepAsync(
        HttpContext request, Guid id, BulletinStepBody body, WriteBulletin write,
        KeepBulletins keep, Callers callers)
    {
        var (caller, stop) = (await callers.OfAsync(request), request.RequestAborted);
        return ApiAnswers.Of(
            request,
            body.Command switch
            {
                null or BulletinCommand.Edit =>
                    new Problem(ProblemCode.FieldRequired, "command"),
                BulletinCommand.Refill => await keep.RefillAsync(id, caller, stop),
                { } command => await write.RunAsync(
                    id, command, body.Reason, body.Version, caller, null, stop),
            },
            Show);
    }

    private static async Task<IResult> PublishedAsync(
        HttpContext request, string number, BulletinLists lists) =>
        (await lists.PublishedAsync(number, request.RequestAborted))
            .Try(out var found, out var missing)
            ? found.State == BulletinState.Withdrawn
                ? ApiAnswers.Of(
                    request, new Problem(ProblemCode.BulletinTakenBack, null, found.Reason))
                : Results.Json(Public(found), ApiAnswers.Json)
            : ApiAnswers.Of(request, missing);

    private static object Head(Bulletin one) => new
    {
        one.Id, one.Kind, one.FirstDay, one.LastDay, one.Title, one.State, one.Number,
        one.MadeOrg, one.FilledAt, one.PublishedAt, one.WithdrawnAt,
    };

    private static object Public(Bulletin one) => new
    {
        one.Kind, one.FirstDay, one.LastDay, one.Title, one.Number, one.MadeOrg, one.FilledAt,
        one.PublishedAt,
        Blocks = BulletinText.Read(one.Blocks).Select(block => View(block, isPublic: true)),
    };

    private static object Show(Bulletin one) => new
    {
        one.Id, one.Kind, one.FirstDay, one.LastDay, one.Title, one.State, one.Number,
        one.MadeOrg, one.MadeAt, one.FilledAt, one.ApprovedAt, one.PublishedAt, one.WithdrawnAt,
        one.Reason, one.Version,
        Blocks = BulletinText.Read(one.Blocks).Select(block => View(block, isPublic: false)),
    };

    private static object View(BulletinBlock block, bool isPublic) => new
    {
        block.N, block.Kind, block.Heading, block.Words, block.Pairs,
        Rows = block.Rows.Select(row => new
        {
            row.Key, row.FirstDay, row.LastDay, row.Rank, row.Cases,
            Figures = row.Figures.Select(figure => new
            {
                figure.Name, figure.Part, figure.Whole, figure.BeforePart, figure.BeforeWhole,
                Link = BulletinWords.Address(block, row, figure, isPublic),
            }),
        }),
    };
}
