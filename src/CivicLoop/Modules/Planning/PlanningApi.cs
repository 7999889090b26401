using CivicLoop.Domain.People;
using CivicLoop.Domain.Planning;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Materials.Contracts;
using CivicLoop.Platform.Files;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Localisation;
using CivicLoop.Platform.Tables;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Planning;

internal sealed record SettleBody(string? Reason);

internal sealed record CaseBody(string? Class);

/// <summary>Zones, uses and findings under <c>/api/v1/planning</c>: all staff read, who keeps the
/// plan writes, others decide.</summary>
internal static class PlanningApi
{
    private const int PageOf = 50;

    public static void MapPlanningApi(this RouteGroupBuilder api)
    {
        api.MapGet("/planning/findings", FindingsAsync).WithName("ListPlanningFindings");
        api.MapGet("/planning/findings/{id:guid}/document", DocumentAsync)
            .WithName("DownloadExceptionDocument");
        api.MapPost("/planning/findings/{id:guid}/except", ExceptAsync)
            .WithName("ExceptFinding").Accepts<IFormFile>("multipart/form-data");
        api.MapPost("/planning/findings/{id:guid}/settle", SettleAsync)
            .WithName("SettleFinding");
        api.MapPost("/planning/findings/{id:guid}/case", CaseAsync).WithName("OpenFindingCase");
        api.MapGet("/planning/zones", ZonesAsync).WithName("ListControlZones");
        api.MapPost("/planning/zones", ImportAsync).WithName("ImportControlZones");
        api.MapGet("/planning/uses", UsesAsync).WithName("ListLandUses");
        api.MapPost("/planning/uses", RegisterAsync).WithName("RegisterLandUse");
        api.MapPost("/imports/land-uses", ImportUsesAsync).WithName("ImportLandUses");
        api.MapGet("/planning/classes", ClassesAsync).WithName("ListWatchedClasses");
        api.MapPut("/planning/classes/{code}", WatchAsync).WithName("WatchClass");
        api.MapDelete("/planning/classes/{code}", UnwatchAsync).WithName("UnwatchClass");
    }

    /// <summary>The form of an exception, as pages and programs send it.</summary>
    public static async Task<DecisionInput> ReadAsync(HttpRequest request, CancellationToken stop)
    {
        var form = await request.ReadFormAsync(stop);
        return new DecisionInput
        {
            Reason = form["reason"],
            DocumentName = form["documentName"],
            DocumentNumber = form["documentNumber"],
            DocumentDay = form["documentDay"],
            File = form.Files.GetFile("file") is { FileName.Length: > 0 } file ? file : null,
        };
    }

    private static async Task<IResult> FindingsAsync(
        HttpContext request, FindingState? state, FindingSubject? subject, string? after,
        int? limit, Callers callers, FindingLists lists)
    {
        if (await RefuseAsync(request, callers, limit) is { } refused)
        {
            return ApiAnswers.Of(request, refused);
        }

        var page = await lists.PageAsync(
            new FindingFilter(state, subject), after, limit ?? PageOf, request.RequestAborted);
        return Results.Json(
            new
            {
                Items = page.Items.Select(one => Show(one.Finding, one.Zone)), page.Next,
            },
            ApiAnswers.Json);
    }

    private static async Task<IResult> DocumentAsync(
        HttpContext request, Guid id, Callers callers, FindingLists lists, FileStore files)
    {
        if (await RefuseAsync(request, callers, null) is { } refused)
        {
            return ApiAnswers.Of(request, refused);
        }

        var finding = (await lists.FindAsync(id, request.RequestAborted))?.Finding;
        return finding?.DocumentSha256 is { } hash
            && await files.OpenAsync(TakeInFile.Key(hash), request.RequestAborted)
                is { } content
                ? Results.File(content, "application/octet-stream", finding.DocumentFile)
                : ApiAnswers.Of(request, new Problem(ProblemCode.NotFound, "id", id.ToString()));
    }

    private static async Task<IResult> ExceptAsync(
        HttpContext request, Guid id, Callers callers, DecideFinding decide)
    {
        if (!request.Request.HasFormContentType)
        {
            return ApiAnswers.Of(request, new Problem(
                ProblemCode.UnsupportedFileType, "file", request.Request.ContentType ?? ""));
        }

        var stop = request.RequestAborted;
        return ApiAnswers.Of(
            request,
            await decide.ExceptAsync(
                id, await ReadAsync(request.Request, stop), await callers.OfAsync(request), stop),
            one => Show(one, null));
    }

    private static async Task<IResult> SettleAsync(
        HttpContext request, Guid id, SettleBody body, Callers callers, DecideFinding decide) =>
        ApiAnswers.Of(
            request,
            await decide.SettleAsync(
                id, body.Reason, await callers.OfAsync(request), request.RequestAborted),
            one => Show(one, null));

    private static async Task<IResult> CaseAsync(
        HttpContext request, Guid id, CaseBody body, Callers callers, DecideFinding decide) =>
        ApiAnswers.Of(
            request,
            await decide.OpenCaseAsync(
                id, body.Class, await callers.OfAsync(request), request.RequestAborted),
            one => Show(one, null), StatusCodes.Status201Created);

    private static async Task<IResult> ZonesAsync(
        HttpContext request, string? after, int? limit, Callers callers, FindingLists lists)
    {
        if (await RefuseAsync(request, callers, limit) is { } refused)
        {
            return ApiAnswers.Of(request, refused);
        }

        var page = await lists.ZonesAsync(after, limit ?? PageOf, request.RequestAborted);
        return Results.Json(
            new
            {
                Items = page.Items.Select(one => new
                {
                    one.Code, one.Line, one.Name, From = one.FromDay, To = one.ToDay,
                    one.BasisName,
                }),
                page.Next,
            },
            ApiAnswers.Json);
    }

    // The file is the body; with ?dryRun=true nothing is stored.
    private static async Task<IResult> ImportAsync(
        HttpContext request, string? line, string? from, string? basisName, string? system,
        bool? dryRun, Callers callers, ImportZones import, ProblemTexts texts)
    {
        var caller = await callers.OfAsync(request);
        if ((caller.RefuseUnlessStaff() ?? caller.Refuse(Permission.PlanningEdit))
            is { } refused)
        {
            return ApiAnswers.Of(request, refused);
        }

        if (!(await SentFile.ReadAsync(request.Request, request.RequestAborted))
            .Try(out var file, out var problem))
        {
            return ApiAnswers.Of(request, problem);
        }

        var language = RequestLanguage.Of(request);
        return ApiAnswers.Of(
            request,
            await import.RunAsync(
                file, new ZoneChoices(line, from, basisName, system), caller, dryRun == true,
                request.RequestAborted),
            taken => new
            {
                taken.Added, taken.Redrawn, taken.Same, taken.Raised, DryRun = dryRun == true,
                Refused = taken.Refused.Select(one => new
                {
                    Row = one.Line, one.Problem.Field, Number = (int)one.Problem.Code,
                    Text = texts.What(language, one.Problem),
                }),
            },
            dryRun == true ? StatusCodes.Status200OK : StatusCodes.Status201Created);
    }

    private static async Task<IResult> UsesAsync(
        HttpContext request, LandUseKind? kind, string? after, int? limit, Callers callers,
        FindingLists lists)
    {
        if (await RefuseAsync(request, callers, limit) is { } refused)
        {
            return ApiAnswers.Of(request, refused);
        }

        var page = await lists.UsesAsync(kind, after, limit ?? PageOf, request.RequestAborted);
        return Results.Json(
            new { Items = page.Items.Select(Show), page.Next }, ApiAnswers.Json);
    }

    private static async Task<IResult> RegisterAsync(
        HttpContext request, UseInput body, Callers callers, RegisterUse register) =>
        ApiAnswers.Of(
            request,
            await register.RunAsync(
                body, await callers.OfAsync(request), request.RequestAborted),
            done => new
            {
                Use = Show(done.Use), Findings = done.Findings.Select(one => Show(one, null)),
            },
            StatusCodes.Status201Created);

    private static async Task<IResult> ImportUsesAsync(
        HttpContext request, bool? dryRun, ImportUses import, Callers callers,
        ProblemTexts texts)
    {
        var stop = request.RequestAborted;
        var caller = await callers.OfAsync(request);
        return await SentList.AnswerAsync(
            request, texts, dryRun, file => import.LookAsync(file, caller, stop),
            file => import.TakeAsync(file, upload: null, caller, stop),
            done => (
                done.Lines.Select(row => new TakenRowView(
                    row.Line, row.IsKnown ? PlanKind.Same : PlanKind.Added, row.Use.PermitNumber,
                    [])),
                done.Refused));
    }

    private static async Task<IResult> ClassesAsync(
        HttpContext request, Callers callers, WatchClasses classes) =>
        (await callers.OfAsync(request)).RefuseUnlessStaff() is { } refused
            ? ApiAnswers.Of(request, refused)
            : Results.Json(
                new
                {
                    Items = (await classes.ListAsync(request.RequestAborted))
                        .Select(one => new { one.Code, one.Name }),
                },
                ApiAnswers.Json);

    private static Task<IResult> WatchAsync(
        HttpContext request, string code, Callers callers, WatchClasses classes) =>
        KeepWatchAsync(request, code, isWatched: true, callers, classes);

    private static Task<IResult> UnwatchAsync(
        HttpContext request, string code, Callers callers, WatchClasses classes) =>
        KeepWatchAsync(request, code, isWatched: false, callers, classes);

    private static async Task<IResult> KeepWatchAsync(
        HttpContext request, string code, bool isWatched, Callers callers,
        WatchClasses classes) =>
        ApiAnswers.Of(
            request,
            await classes.RunAsync(
                code, isWatched, await callers.OfAsync(request), request.RequestAborted),
            done => new { done.Code, done.Name, IsWatched = isWatched });

    private static object Show(LandUse one) => new
    {
        one.Id, one.Kind, one.PermitNumber, one.Name, one.HolderName, From = one.FromDay,
        To = one.ToDay,
    };

    private static object Show(PlanningFinding one, ControlZone? zone) => new
    {
        one.Id, one.Subject, one.Kind, one.Line, Zone = zone?.Code, one.Title,
        Use = one.UseId, Case = one.CaseNumber, one.State, one.FoundAt,
        Reason = Blank(one.Reason), DocumentName = Blank(one.DocumentName),
        DocumentNumber = Blank(one.DocumentNumber), one.DocumentDay, one.DocumentSha256,
        one.DecidedOrg, one.DecidedAt,
    };

    private static string? Blank(string text) => text.Length == 0 ? null : text;

    private static async Task<Problem?> RefuseAsync(
        HttpContext request, Callers callers, int? limit) =>
        (await callers.OfAsync(request)).RefuseUnlessStaff()
        ?? PageLimit.Refuse(limit, FindingLists.PageMax);
}
