using CivicLoop.Domain.Appraisal;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Files;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Appraisal;

/// <summary>A target as the API takes it.</summary>
internal sealed record TargetBody(
    string? Code, string? NameZh, string? NameEn, TargetKind? Kind, string? Node,
    int? NeedMilli, string? How, DateOnly? Due, int? PointsMilli)
{
    public TargetWish Wish(string unit) => new()
    {
        Unit = unit, Code = Code, NameZh = NameZh, NameEn = NameEn, Kind = Kind, Node = Node,
        NeedMilli = NeedMilli, How = How, Due = Due, PointsMilli = PointsMilli,
    };
}

internal sealed record CheckBody(CheckState? State, string? Words);

internal sealed record ClaimBody(int? ReachedMilli, string? Words, string? Reason);

internal sealed record JudgeBody(int? JudgedMilli, string? Words);

internal sealed record ReferenceBody(string? Reference);

internal sealed record WordsBody(string? Words);

/// <summary>A deduction or commendation as the API takes it.</summary>
internal sealed record EntryBody(
    EntryKind? Kind, int? PointsMilli, string? BasisName, string? BasisNumber,
    DateOnly? BasisDay, string? Reason, DateOnly? AnswerDay)
{
    public EntryInput Input =>
        new(Kind, PointsMilli, BasisName, BasisNumber, BasisDay, Reason, AnswerDay);
}

/// <summary>Sheets of units under <c>/api/v1/appraisals/{year}/units</c>, and the entries in them.
/// </summary>
internal static class SheetsApi
{
    private const string Unit = "/appraisals/{year:int}/units/{unit}";
    private const string Target = Unit + "/targets/{code}";

    public static void MapSheetsApi(this RouteGroupBuilder api)
    {
        api.MapGet(Unit, ShowAsync).WithName("ShowSheet");
        api.MapPost(Unit + "/targets", SaveAsync).WithName("SaveTarget");
        api.MapPost(Unit + "/{step}", StepAsync).WithName("StepSheet");
        api.MapPost(Unit + "/entries", EnterAsync).WithName("EnterPoints");
        api.MapGet(Target, TargetAsync).WithName("ShowTarget");
        api.MapGet(Target + "/files/{n:int}", FileAsync).WithName("DownloadEvidence");
        api.MapPost(Target + "/remove", RemoveAsync).WithName("RemoveTarget");
        api.MapPost(Target + "/check", CheckAsync).WithName("CheckTarget");
        api.MapPost(Target + "/assess", AssessAsync).WithName("AssessTarget");
        api.MapPost(Target + "/judge", JudgeAsync).WithName("JudgeTarget");
        api.MapPost(Target + "/references", NameAsync).WithName("NameEvidence");
        api.MapPost(Target + "/files", AddAsync).WithName("AddEvidence")
            .Accepts<IFormFile>("multipart/form-data");
        api.MapPost(Target + "/references/{n:int}/take-off", TakeOffReferenceAsync)
            .WithName("TakeOffReference");
        api.MapPost(Target + "/files/{n:int}/take-off", TakeOffFileAsync)
            .WithName("TakeOffEvidence");
        api.MapPost("/appraisal-entries/{id:guid}/answer", AnswerAsync)
            .WithName("AnswerPoints");
        api.MapPost("/appraisal-entries/{id:guid}/keep", KeepAsync).WithName("KeepPoints");
        api.MapPost("/appraisal-entries/{id:guid}/withdraw", WithdrawAsync)
            .WithName("WithdrawPoints");
    }

    private static async Task<IResult> ShowAsync(
        HttpContext request, int year, string unit, AppraisalLists lists, WriteAppraisal writes,
        Callers callers)
    {
        var caller = await callers.OfAsync(request);
        return (await lists.SheetAsync(year, unit, writes.Today, request.RequestAborted))
            .Try(out var sheet, out var missing)
            ? AppraisalLists.Refuse(caller, sheet.Year, unit) is { } refused
                ? ApiAnswers.Of(request, refused)
                : Results.Json(View(sheet), ApiAnswers.Json)
            : ApiAnswers.Of(request, caller.RefuseUnlessStaff() ?? missing);
    }

    private static async Task<IResult> TargetAsync(
        HttpContext request, int year, string unit, string code, AppraisalLists lists,
        WriteAppraisal writes, Callers callers) =>
        ApiAnswers.Of(
            request, await FindAsync(request, year, unit, code, lists, writes, callers), View);

    private static async Task<IResult> FileAsync(
        HttpContext request, int year, string unit, string code, int n, AppraisalLists lists,
        WriteAppraisal writes, FileStore files, Callers callers) =>
        !(await FindAsync(request, year, unit, code, lists, writes, callers))
            .Try(out var view, out var refused) ? ApiAnswers.Of(request, refused)
        : (await OpenEvidence.OfAsync(view, n, files, request.RequestAborted))
            .Try(out var opened, out var missing)
            ? Results.File(opened.Content, opened.ContentType, opened.Name)
        : ApiAnswers.Of(request, missing);

    private static async Task<Outcome<TargetView>> FindAsync(
        HttpContext request, int year, string unit, string code, AppraisalLists lists,
        WriteAppraisal writes, Callers callers)
    {
        var caller = await callers.OfAsync(request);
        return caller.RefuseUnlessStaff() is { } stranger ? stranger
            : !(await lists.TargetAsync(
                    year, unit, code, writes.Today, request.RequestAborted))
                .Try(out var view, out var missing) ? missing
            : AppraisalLists.Refuse(caller, view.Sheet.Year, unit) is { } refused ? refused
            : view;
    }

    private static async Task<IResult> SaveAsync(
        HttpContext request, int year, string unit, TargetBody body, SetTargets set,
        Callers callers) =>
        ApiAnswers.Of(
            request,
            await set.SaveAsync(
                year, body.Wish(unit), await callers.OfAsync(request), request.RequestAborted),
            made => made, StatusCodes.Status201Created);

    private static async Task<IResult> RemoveAsync(
        HttpContext request, int year, string unit, string code, SetTargets set,
        Callers callers) =>
        ApiAnswers.Of(
            request,
            await set.RemoveAsync(
                year, unit, code, await callers.OfAsync(request), request.RequestAborted),
            done => done);

    private static async Task<IResult> StepAsync(
        HttpContext request, int year, string unit, string step, WordsBody body,
        StepSheet steps, Callers callers) =>
        ReadStep(step) is { } known
            ? ApiAnswers.Of(
                request,
                await steps.RunAsync(
                    year, unit, known, body.Words, await callers.OfAsync(request),
                    request.RequestAborted),
                done => done)
            : ApiAnswers.Of(request, new Problem(ProblemCode.UnknownValue, "step", step));

    private static async Task<IResult> CheckAsync(
        HttpContext request, int year, string unit, string code, CheckBody body,
        CheckTarget check, Callers callers) =>
        ApiAnswers.Of(
            request,
            await check.RunAsync(
                year, unit, code, body.State, body.Words, await callers.OfAsync(request),
                request.RequestAborted),
            made => made, StatusCodes.Status201Created);

    private static async Task<IResult> AssessAsync(
        HttpContext request, int year, string unit, string code, ClaimBody body,
        AssessTarget assess, Callers callers) =>
        ApiAnswers.Of(
            request,
            await assess.ClaimAsync(
                year, unit, code,
                new TargetClaim(body.ReachedMilli, body.Words, body.Reason),
                await callers.OfAsync(request), request.RequestAborted),
            done => done);

    private static async Task<IResult> JudgeAsync(
        HttpContext request, int year, string unit, string code, JudgeBody body,
        AssessTarget assess, Callers callers) =>
        ApiAnswers.Of(
            request,
            await assess.JudgeAsync(
                year, unit, code, body.JudgedMilli, body.Words, await callers.OfAsync(request),
                request.RequestAborted),
            done => done);

    private static async Task<IResult> NameAsync(
        HttpContext request, int year, string unit, string code, ReferenceBody body,
        KeepEvidence keep, Callers callers) =>
        ApiAnswers.Of(
            request,
            await keep.NameAsync(
                year, unit, code, body.Reference, await callers.OfAsync(request),
                request.RequestAborted),
            made => made, StatusCodes.Status201Created);

    private static async Task<IResult> AddAsync(
        HttpContext request, int year, string unit, string code, KeepEvidence keep,
        Callers callers)
    {
        var stop = request.RequestAborted;
        var file = request.Request.HasFormContentType
            ? (await request.Request.ReadFormAsync(stop)).Files.GetFile("files")
            : null;
        return ApiAnswers.Of(
            request,
            await keep.AddAsync(
                year, unit, code, file, await callers.OfAsync(request), stop),
            made => made, StatusCodes.Status201Created);
    }

    private static async Task<IResult> TakeOffReferenceAsync(
        HttpContext request, int year, string unit, string code, int n, KeepEvidence keep,
        Callers callers) =>
        ApiAnswers.Of(
            request,
            await keep.TakeOffReferenceAsync(
                year, unit, code, n, await callers.OfAsync(request), request.RequestAborted),
            done => done);

    private static async Task<IResult> TakeOffFileAsync(
        HttpContext request, int year, string unit, string code, int n, KeepEvidence keep,
        Callers callers) =>
        ApiAnswers.Of(
            request,
            await keep.TakeOffFileAsync(
                year, unit, code, n, await callers.OfAsync(request), request.RequestAborted),
            done => done);

    private static async Task<IResult> EnterAsync(
        HttpContext request, int year, string unit, EntryBody body, KeepEntries keep,
        Callers callers) =>
        ApiAnswers.Of(
            request,
            await keep.EnterAsync(
                year, unit, body.Input, await callers.OfAsync(request),
                request.RequestAborted),
            made => made, StatusCodes.Status201Created);

    private static async Task<IResult> AnswerAsync(
        HttpContext request, Guid id, WordsBody body, KeepEntries keep, Callers callers) =>
        ApiAnswers.Of(
            request,
            await keep.AnswerAsync(
                id, body.Words, await callers.OfAsync(request), request.RequestAborted),
            done => done);

    private static Task<IResult> KeepAsync(
        HttpContext request, Guid id, WordsBody body, KeepEntries keep, Callers callers) =>
        RuleAsync(request, id, body, keep, callers, isKept: true);

    private static Task<IResult> WithdrawAsync(
        HttpContext request, Guid id, WordsBody body, KeepEntries keep, Callers callers) =>
        RuleAsync(request, id, body, keep, callers, isKept: false);

    private static async Task<IResult> RuleAsync(
        HttpContext request, Guid id, WordsBody body, KeepEntries keep, Callers callers,
        bool isKept) =>
        ApiAnswers.Of(
            request,
            await keep.RuleAsync(
                id, isKept, body.Words, await callers.OfAsync(request),
                request.RequestAborted),
            done => done);

    // hand-in, present, sign, object, uphold, dismiss, return.
    private static SheetStep? ReadStep(string step) =>
        Enum.TryParse<SheetStep>(
            step.Replace("-", "", StringComparison.Ordinal), ignoreCase: true, out var known)
            && Enum.IsDefined(known) ? known : null;

    private static object View(SheetView view) => new
    {
        view.Year.Year, view.Unit, view.Sheet?.State, view.Sheet?.Objection,
        view.Sheet?.Ruling, view.Sheet?.SignedAt, view.Period, view.Standing, view.Entries,
        Targets = view.Targets.Select(Line),
        Result = view.Row is { } row ? AppraisalApi.View(row.Row) : null,
    };

    private static object View(TargetView view) => new
    {
        Target = Line(view.Line),
        view.Checks,
        Files = view.Files.Select(one => new { one.N, one.Name, one.Kind, one.Bytes }),
        References = view.References.Select(one => new
        {
            one.Kind, Key = one.RefKey,
            view.Held.GetValueOrDefault((one.Kind, one.RefKey))?.Address,
        }),
    };

    private static object Line(TargetLineView one) => new
    {
        one.Target.Code, one.Target.NameZh, one.Target.NameEn, one.Target.Kind,
        Node = one.Target.NodeCode, one.Target.NeedMilli, one.Target.How,
        Due = one.Target.DueDay, one.Target.PointsMilli, one.Target.ClaimMilli,
        one.Target.ClaimWords, one.Target.ClaimReason, one.FigureMilli,
        DifferenceMilli = one.Target.ClaimMilli - one.FigureMilli, one.FigureAddress,
        one.Target.JudgedMilli, one.Target.JudgeWords, one.ReachedMilli,
        Check = one.Check?.State, CheckWords = one.Check?.Words,
    };
}
