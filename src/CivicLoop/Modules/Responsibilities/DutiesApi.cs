using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Responsibilities;
using CivicLoop.Modules.Responsibilities.Contracts;
using CivicLoop.Platform.Files;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Localisation;
using CivicLoop.Platform.Tables;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Responsibilities;

internal sealed record EndBody(string? To);

/// <summary>Which duties a program asks for.</summary>
internal sealed record DutyQuery
{
    public DutySubject? Kind { get; init; }

    public string? Edition { get; init; }

    public string? Subject { get; init; }

    public DutyRole? Role { get; init; }

    public string? Holder { get; init; }

    public string? Area { get; init; }

    public DateOnly? Day { get; init; }

    public string? After { get; init; }

    public int? Limit { get; init; }
}

/// <summary>Which gaps a program asks for.</summary>
internal sealed record CoverageQuery
{
    public string? Edition { get; init; }

    public DateOnly? Day { get; init; }

    public DutySubject? Kind { get; init; }

    public string? After { get; init; }

    public int? Limit { get; init; }
}

/// <summary>Duties and their coverage under <c>/api/v1</c>: all staff read, who keeps the duties
/// writes.</summary>
internal static class DutiesApi
{
    private const int PageOf = 50;

    public static void MapDutiesApi(this RouteGroupBuilder api)
    {
        api.MapGet("/duties", ListAsync).WithName("ListDuties");
        api.MapGet("/duties/{id:guid}", ShowAsync).WithName("ShowDuty");
        api.MapPost("/duties", SetAsync).WithName("SetDuty");
        api.MapPost("/duties/{id:guid}/end", EndAsync).WithName("EndDuty");
        api.MapPost("/duties/{id:guid}/hand-over", HandOverAsync).WithName("HandOverDuty");
        api.MapDelete("/duties/{id:guid}", RemoveAsync).WithName("RemoveDuty");
        api.MapPost("/duties/import", ImportAsync).WithName("ImportDuties");
        api.MapGet("/coverage", CoverageAsync).WithName("ProveCoverage");
    }

    private static async Task<IResult> ListAsync(
        HttpContext request, [AsParameters] DutyQuery query, Callers callers, DutyLists lists)
    {
        if ((await RefuseReaderAsync(request, callers) ?? RefuseLimit(query.Limit)) is { } refused)
        {
            return ApiAnswers.Of(request, refused);
        }

        var page = await lists.PageAsync(
            new DutyFilter(
                query.Kind, query.Edition, query.Subject, query.Role, query.Holder, query.Area,
                query.Day),
            query.After, query.Limit ?? PageOf, request.RequestAborted);
        return Results.Json(
            new { Items = page.Items.Select(Show), page.Next }, ApiAnswers.Json);
    }

    private static async Task<IResult> ShowAsync(
        HttpContext request, Guid id, Callers callers, DutyLists lists)
    {
        if (await RefuseReaderAsync(request, callers) is { } refused)
        {
            return ApiAnswers.Of(request, refused);
        }

        return await lists.FindAsync(id, request.RequestAborted) is { } duty
            ? Results.Json(Show(duty), ApiAnswers.Json)
            : ApiAnswers.Of(request, new Problem(ProblemCode.NotFound, "id", id.ToString()));
    }

    private static Task<IResult> SetAsync(
        HttpContext request, DutyInput body, Callers callers, KeepDuties keep) =>
        WriteAsync(
            request, callers, actor => keep.SetAsync(body, actor, request.RequestAborted),
            StatusCodes.Status201Created);

    private static Task<IResult> EndAsync(
        HttpContext request, Guid id, EndBody body, Callers callers, KeepDuties keep) =>
        WriteAsync(
            request, callers, actor => keep.EndAsync(id, body.To, actor, request.RequestAborted));

    private static Task<IResult> HandOverAsync(
        HttpContext request, Guid id, DutyInput body, Callers callers, KeepDuties keep) =>
        WriteAsync(
            request, callers,
            actor => keep.HandOverAsync(id, body, actor, request.RequestAborted),
            StatusCodes.Status201Created);

    private static Task<IResult> RemoveAsync(
        HttpContext request, Guid id, Callers callers, KeepDuties keep) =>
        WriteAsync(request, callers, actor => keep.RemoveAsync(id, actor, request.RequestAborted));

    // The file is the body; with ?dryRun=true nothing is stored.
    private static async Task<IResult> ImportAsync(
        HttpContext request, Callers callers, ImportDuties import, ProblemTexts texts,
        bool? dryRun)
    {
        var stop = request.RequestAborted;
        var caller = await callers.OfAsync(request);
        if (!caller.MaySomewhere(Permission.DutyEdit))
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
            ? await import.LookAsync(file.ToArray(), caller.Actor, stop)
            : await import.TakeAsync(file.ToArray(), upload: null, caller.Actor, stop);
        var language = RequestLanguage.Of(request);
        return ApiAnswers.Of(
            request, outcome,
            done => new
            {
                Added = done.Added.Count, done.Same, DryRun = dryRun == true,
                Refused = done.Refused.Select(one => new
                {
                    Row = one.Line, one.Problem.Field, Number = (int)one.Problem.Code,
                    Text = texts.What(language, one.Problem),
                }),
            },
            dryRun == true ? StatusCodes.Status200OK : StatusCodes.Status201Created);
    }

    private static async Task<IResult> CoverageAsync(
        HttpContext request, [AsParameters] CoverageQuery query, Callers callers,
        FindDuties find, ProveCoverage prove)
    {
        if ((await RefuseReaderAsync(request, callers) ?? RefuseLimit(query.Limit)) is { } refused)
        {
            return ApiAnswers.Of(request, refused);
        }

        var outcome = await prove.RunAsync(
            query.Edition, query.Day ?? find.Today, request.RequestAborted);
        return ApiAnswers.Of(
            request, outcome,
            report =>
            {
                var page = report.GapsAfter(query.Kind, query.After, query.Limit ?? PageOf);
                return new
                {
                    report.Day, Proved = report.IsProved, report.Editions, report.Criteria,
                    report.Districts, report.SiteKinds, report.Sites, report.Areas,
                    report.Categories, Gaps = report.Gaps.Count,
                    Items = page.Items.Select(gap => new
                    {
                        gap.Topic.Kind, Edition = TextRule.Blank(gap.Topic.EditionCode),
                        Subject = gap.Topic.Code, Area = gap.AreaCode, gap.Reason, gap.Missing,
                    }),
                    page.Next,
                };
            });
    }

    private static async Task<IResult> WriteAsync(
        HttpContext request, Callers callers, Func<string, Task<Outcome<DutyRecord>>> write,
        int status = StatusCodes.Status200OK)
    {
        var caller = await callers.OfAsync(request);
        return caller.MaySomewhere(Permission.DutyEdit)
            ? ApiAnswers.Of(request, await write(caller.Actor), Show, status)
            : Refused(request);
    }

    private static object Show(DutyRecord duty) => new
    {
        duty.Id, Kind = duty.SubjectKind, Edition = TextRule.Blank(duty.EditionCode),
        Subject = duty.SubjectCode, duty.Role, Area = duty.AreaCode, Holder = duty.HolderCode,
        HolderName = TextRule.Blank(duty.HolderName),
        HolderTitle = TextRule.Blank(duty.HolderTitle), From = duty.FromDay, To = duty.ToDay,
        duty.BasisName, BasisNumber = TextRule.Blank(duty.BasisNumber), duty.BasisDay,
        duty.EnteredBy, duty.EnteredAt,
    };

    /// <summary>Staff read; nobody else.</summary>
    public static async Task<Problem?> RefuseReaderAsync(HttpContext request, Callers callers) =>
        (await callers.OfAsync(request)).RefuseUnlessStaff();

    public static Problem? RefuseLimit(int? limit) =>
        PageLimit.Refuse(limit, DutyLists.PageMax);

    private static IResult Refused(HttpContext request) => ApiAnswers.Of(
        request, new Problem(ProblemCode.NotPermitted, null, Permission.DutyEdit));
}
