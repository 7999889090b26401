using CivicLoop.Domain.Appraisal;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Standards;
using CivicLoop.Platform.Files;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Localisation;
using CivicLoop.Platform.Tables;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Appraisal;

internal sealed record ReasonBody(string? Reason);

/// <summary>A standing of a unit as the API takes it.</summary>
internal sealed record UnitStandingBody(
    string? Unit, StandingStatus? Status, DateOnly? Since, DateOnly? Until, string? BasisName,
    string? BasisNumber, DateOnly? BasisDay)
{
    public StandingInput Input =>
        new(Unit, Status, Since, Until, BasisName, BasisNumber, BasisDay);
}

/// <summary><c>/api/v1/appraisals</c>: years, targets, final lists, and standings of units.
/// </summary>
internal static class AppraisalApi
{
    private const int PageOf = 50;

    public static void MapAppraisalApi(this RouteGroupBuilder api)
    {
        api.MapGet("/appraisals", YearsAsync).WithName("ListAppraisals");
        api.MapPost("/appraisals", OpenAsync).WithName("OpenAppraisal");
        api.MapGet("/appraisals/{year:int}", ShowAsync).WithName("ShowAppraisal");
        api.MapPost("/appraisals/{year:int}/issue", IssueAsync).WithName("IssueAppraisal");
        api.MapPost("/appraisals/{year:int}/look", LookAsync).WithName("CheckFigures");
        api.MapPost("/appraisals/{year:int}/fix", FixAsync).WithName("FixAppraisal");
        api.MapPost("/appraisals/{year:int}/reopen", ReopenAsync).WithName("ReopenAppraisal");
        api.MapGet("/appraisals/{year:int}/list", ListAsync).WithName("ShowFinalList");
        api.MapGet("/appraisals/{year:int}/list.xlsx", FileAsync)
            .WithName("DownloadFinalList");
        api.MapPost("/imports/appraisal-targets/{year:int}", ImportAsync)
            .WithName("ImportTargets");
        api.MapGet("/unit-standings", StandingsAsync).WithName("ListUnitStandings");
        api.MapPost("/unit-standings", RecordAsync).WithName("RecordUnitStanding");
    }

    /// <summary>A row of a final list as the API answers it.</summary>
    public static object View(FinalRow row) => new
    {
        Unit = row.UnitCode, row.Rank, row.ScoreMilli, row.Grade, row.BaseMilli,
        row.DeductedMilli, row.CommendedMilli, row.ReachedMilli, row.WorthMilli, row.AllMilli,
        row.Standing, row.StandingSource, row.IsBelow, row.IsSigned,
    };

    private static async Task<IResult> YearsAsync(
        HttpContext request, AppraisalLists lists, Callers callers) =>
        (await callers.OfAsync(request)).RefuseUnlessStaff() is { } refused
            ? ApiAnswers.Of(request, refused)
            : Results.Json(
                new { Items = await lists.YearsAsync(request.RequestAborted) },
                ApiAnswers.Json);

    private static async Task<IResult> OpenAsync(
        HttpContext request, YearInput body, OpenAppraisal open, Callers callers) =>
        ApiAnswers.Of(
            request,
            await open.OpenAsync(
                body, await callers.OfAsync(request), request.RequestAborted),
            made => made, StatusCodes.Status201Created);

    private static async Task<IResult> ShowAsync(
        HttpContext request, int year, string? unit, string? after, int? limit,
        AppraisalLists lists, Callers callers)
    {
        var stop = request.RequestAborted;
        var caller = await callers.OfAsync(request);
        if ((caller.RefuseUnlessStaff() ?? PageLimit.Refuse(limit, AppraisalLists.PageMax))
            is { } refused)
        {
            return ApiAnswers.Of(request, refused);
        }

        if (!(await lists.FindAsync(year, stop)).Try(out var found, out var missing))
        {
            return ApiAnswers.Of(request, missing);
        }

        // Who may not read another unit's sheet sees its own unit alone.
        var own = AppraisalLists.Refuse(caller, found, "") is null
            ? unit
            : caller.OrganizationCode;
        var page = await lists.UnitsAsync(found, own, after, limit ?? PageOf, stop);
        return Results.Json(
            new { Appraisal = found, page.Items, page.Next }, ApiAnswers.Json);
    }

    private static async Task<IResult> IssueAsync(
        HttpContext request, int year, OpenAppraisal open, Callers callers) =>
        ApiAnswers.Of(
            request,
            await open.IssueAsync(
                year, await callers.OfAsync(request), request.RequestAborted),
            done => done);

    private static async Task<IResult> LookAsync(
        HttpContext request, int year, CheckTarget check, Callers callers) =>
        ApiAnswers.Of(
            request,
            await check.LookAsync(
                year, await callers.OfAsync(request), request.RequestAborted),
            done => new { Checked = done });

    private static async Task<IResult> FixAsync(
        HttpContext request, int year, ReasonBody body, FixAppraisal fix, Callers callers) =>
        ApiAnswers.Of(
            request,
            await fix.FixAsync(
                year, body.Reason, await callers.OfAsync(request), request.RequestAborted),
            made => new { made.Revision, made.Hash, made.ScorePeriod, made.FixedAt },
            StatusCodes.Status201Created);

    private static async Task<IResult> ReopenAsync(
        HttpContext request, int year, ReasonBody body, FixAppraisal fix, Callers callers) =>
        ApiAnswers.Of(
            request,
            await fix.ReopenAsync(
                year, body.Reason, await callers.OfAsync(request), request.RequestAborted),
            done => done);

    private static async Task<IResult> ListAsync(
        HttpContext request, int year, int? revision, AppraisalLists lists, Callers callers) =>
        (await callers.OfAsync(request)).RefuseUnlessStaff() is { } refused
            ? ApiAnswers.Of(request, refused)
            : ApiAnswers.Of(
                request, await lists.ListAsync(year, revision, request.RequestAborted),
                found => new
                {
                    found.Year.Year, found.List.Revision, found.List.Reason, found.List.Hash,
                    found.List.ScorePeriod, found.List.ScoreRevision, found.List.FixedAt,
                    Items = found.Rows.Select(row => View(row.Row)),
                });

    private static async Task<IResult> FileAsync(
        HttpContext request, int year, int? revision, ExportList export,
        ModuleTexts<AppraisalTexts> texts, Callers callers) =>
        (await callers.OfAsync(request)).RefuseUnlessStaff() is { } refused
            ? ApiAnswers.Of(request, refused)
            : (await export.RunAsync(
                year, revision, key => texts[key], RequestLanguage.Of(request),
                request.RequestAborted)).Try(out var file, out var missing)
                ? Results.File(file, SheetFile.ContentType, $"appraisal-{year}.xlsx")
                : ApiAnswers.Of(request, missing);

    private static async Task<IResult> ImportAsync(
        HttpContext request, int year, bool? dryRun, ImportTargets import, Callers callers,
        ProblemTexts texts)
    {
        var stop = request.RequestAborted;
        var caller = await callers.OfAsync(request);
        if (caller.Refuse(Permission.AppraisalKeep) is { } refused)
        {
            return ApiAnswers.Of(request, refused);
        }

        return await SentList.AnswerAsync(
            request, texts, dryRun, file => import.LookAsync(year, file, stop),
            file => import.TakeAsync(year, file, upload: null, caller, stop),
            done => (
                done.Plan.Rows.Select(row => new TakenRowView(
                    row.Line, row.Kind, $"{row.After.UnitCode} {row.After.Code}", row.Fields)),
                done.Plan.Refused));
    }

    private static async Task<IResult> StandingsAsync(
        HttpContext request, Guid? after, int? limit, AppraisalLists lists, Callers callers)
    {
        if (((await callers.OfAsync(request)).RefuseUnlessStaff()
            ?? PageLimit.Refuse(limit, AppraisalLists.PageMax)) is { } refused)
        {
            return ApiAnswers.Of(request, refused);
        }

        var page = await lists.StandingsAsync(
            after, limit ?? PageOf, request.RequestAborted);
        return Results.Json(new { page.Items, page.Next }, ApiAnswers.Json);
    }

    private static async Task<IResult> RecordAsync(
        HttpContext request, UnitStandingBody body, KeepStandings keep, Callers callers) =>
        ApiAnswers.Of(
            request,
            await keep.RecordAsync(
                body.Input, await callers.OfAsync(request), request.RequestAborted),
            made => made, StatusCodes.Status201Created);
}
