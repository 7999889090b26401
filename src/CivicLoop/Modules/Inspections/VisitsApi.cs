using CivicLoop.Domain.Inspections;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Standards;
using CivicLoop.Modules.Inspections.Contracts;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Inspections;

internal sealed record BeginBody(string? Site);

internal sealed record AnswerBody(
    bool? NotApplicable, int? Found, int? Of, Grade? State, string? Note, string? Picture);

internal sealed record ObservationBody(
    string? Item, string? Lane, int? Yielded, int? Passed, DateTimeOffset? FromAt,
    DateTimeOffset? ToAt, string? Note);

internal sealed record WalkBody(int? WalkedM, string? Note);

internal sealed record SheetAnswerBody(
    string? Item, bool? NotApplicable, int? Found, int? Of, Grade? State, string? Note,
    string? Picture);

internal sealed record SheetBody(
    string? Site, DateTimeOffset? BegunAt, IReadOnlyList<SheetAnswerBody>? Answers,
    IReadOnlyList<ObservationBody>? Observations, int? WalkedM, string? Note);

internal sealed record RecheckBody(bool Fixed, string? Note);

internal sealed record ProtocolBody(
    ProtocolKind? Kind, int? Metres, int? Stairwells, int? Minutes, string? PhotoReasonZh,
    string? PhotoReasonEn, string? Class, string? Hours);

/// <summary><c>/api/v1/visits</c>: every write names what it is about by an id or number of the
/// caller's own, so that a phone may send it again whenever it has a network.</summary>
internal static class VisitsApi
{
    private const int PageOf = 50;

    public static void MapVisitsApi(this RouteGroupBuilder api)
    {
        api.MapGet("/visits", MineAsync).WithName("ListMyVisits");
        api.MapGet("/visits/done", DoneAsync).WithName("ListVisitsDone");
        api.MapGet("/visits/{visit:guid}", ShowAsync).WithName("ShowVisit");
        api.MapPut("/visits/{visit:guid}", BeginAsync).WithName("BeginVisit");
        api.MapPut("/visits/{visit:guid}/answers/{item}", AnswerAsync).WithName("AnswerItem");
        api.MapPut("/visits/{visit:guid}/observations/{n:int}", ObserveAsync)
            .WithName("RecordObservation");
        api.MapPut("/visits/{visit:guid}/walk", WalkAsync).WithName("RecordWalk");
        api.MapPost("/visits/{visit:guid}/hand-in", HandInAsync).WithName("HandInVisit");
        api.MapPost("/visits/{visit:guid}/sheet", SheetAsync).WithName("SubmitVisit");
        api.MapPost("/visits/{visit:guid}/miss", MissAsync).WithName("MissVisit");
        api.MapGet("/rechecks", RechecksAsync).WithName("ListMyRechecks");
        api.MapPost("/rechecks/{recheck:guid}", RecheckAsync).WithName("SayRecheck");
        api.MapGet("/inspection-agreement", AgreementAsync).WithName("ShowAgreement");
        api.MapGet("/inspection-protocols", ProtocolsAsync).WithName("ListProtocols");
        api.MapPut("/inspection-protocols/{subject}", ProtocolAsync).WithName("SetProtocol");
    }

    private static async Task<IResult> MineAsync(
        HttpContext request, VisitLists visits, Callers callers)
    {
        var caller = await callers.OfAsync(request);
        if (caller.Refuse(Permission.InspectionVisit) is { } refused)
        {
            return ApiAnswers.Of(request, refused);
        }

        var open = await visits.OpenOfAsync(caller.Actor, request.RequestAborted);
        return Results.Json(new { Items = open.Select(one => Line(one)) }, ApiAnswers.Json);
    }

    private static async Task<IResult> DoneAsync(
        HttpContext request, VisitLists visits, Callers callers, string? site, string? after,
        int? limit)
    {
        var caller = await callers.OfAsync(request);
        if ((caller.Refuse(Permission.InspectionRead)
            ?? PageLimit.Refuse(limit, VisitLists.PageMax)) is { } refused)
        {
            return ApiAnswers.Of(request, refused);
        }

        var page = await visits.DoneAsync(
            new DoneFilter(null, site, VisitLists.DistrictsOf(caller)), after, limit ?? PageOf,
            request.RequestAborted);
        return Results.Json(
            new { Items = page.Items.Select(Line), page.Next }, ApiAnswers.Json);
    }

    private static async Task<IResult> ShowAsync(
        HttpContext request, Guid visit, VisitLists visits, Callers callers) =>
        ApiAnswers.Of(
            request,
            await visits.OpenAsync(visit, await callers.OfAsync(request), request.RequestAborted),
            Whole);

    private static async Task<IResult> BeginAsync(
        HttpContext request, Guid visit, BeginBody? body, RecordVisit record, Callers callers) =>
        ApiAnswers.Of(
            request,
            await record.BeginAsync(
                visit, body?.Site, await callers.OfAsync(request), request.RequestAborted),
            View);

    private static Task<IResult> AnswerAsync(
        HttpContext request, Guid visit, string item, AnswerBody body, RecordVisit record,
        Callers callers) =>
        SayAsync(request, visit, record, callers, new VisitEntry
        {
            Answers = new Dictionary<string, AnswerWish>
            {
                [item] = WishOf(new SheetAnswerBody(
                    item, body.NotApplicable, body.Found, body.Of, body.State, body.Note,
                    body.Picture)),
            },
        });

    private static Task<IResult> ObserveAsync(
        HttpContext request, Guid visit, int n, ObservationBody body, RecordVisit record,
        Callers callers) =>
        SayAsync(request, visit, record, callers, new VisitEntry
        {
            Seen = [SeenOf(visit, n, body)],
        });

    private static async Task<IResult> SheetAsync(
        HttpContext request, Guid visit, SheetBody body, SubmitVisit submit, Callers callers)
    {
        var answers = new Dictionary<string, AnswerWish>();
        foreach (var one in body.Answers ?? [])
        {
            answers[one.Item ?? ""] = WishOf(one);
        }

        var entry = new VisitEntry
        {
            Answers = answers, WalkedM = body.WalkedM, Note = body.Note,
            Seen = [.. (body.Observations ?? []).Select((one, n) => SeenOf(visit, n + 1, one))],
        };
        return ApiAnswers.Of(
            request,
            await submit.RunAsync(
                visit,
                new VisitSubmission(body.Site, body.BegunAt?.ToUniversalTime(), entry),
                await callers.OfAsync(request), request.RequestAborted),
            View);
    }

    private static Task<IResult> WalkAsync(
        HttpContext request, Guid visit, WalkBody body, RecordVisit record, Callers callers) =>
        SayAsync(
            request, visit, record, callers,
            new VisitEntry { WalkedM = body.WalkedM, Note = body.Note });

    private static async Task<IResult> SayAsync(
        HttpContext request, Guid visit, RecordVisit record, Callers callers,
        VisitEntry entry) =>
        ApiAnswers.Of(
            request,
            await record.SayAsync(
                visit, entry, await callers.OfAsync(request), request.RequestAborted),
            View);

    private static async Task<IResult> HandInAsync(
        HttpContext request, Guid visit, RecordVisit record, Callers callers) =>
        ApiAnswers.Of(
            request,
            await record.HandInAsync(
                visit, await callers.OfAsync(request), request.RequestAborted),
            View);

    private static async Task<IResult> MissAsync(
        HttpContext request, Guid visit, DropBody body, RecordVisit record, Callers callers) =>
        ApiAnswers.Of(
            request,
            await record.MissAsync(
                visit, body.Reason, await callers.OfAsync(request), request.RequestAborted),
            View);

    private static async Task<IResult> RechecksAsync(
        HttpContext request, Rechecks rechecks, Callers callers)
    {
        var caller = await callers.OfAsync(request);
        if (caller.Refuse(Permission.InspectionVisit) is { } refused)
        {
            return ApiAnswers.Of(request, refused);
        }

        var open = await rechecks.OpenOfAsync(caller.Actor, request.RequestAborted);
        return Results.Json(
            new
            {
                Items = open.Select(one => new
                {
                    one.Recheck.Id, @case = one.Recheck.CaseNumber, one.Recheck.Reason,
                    one.Recheck.DueDay, @class = one.Case.ClassCode, one.Case.Address,
                    one.Case.Lon, one.Case.Lat,
                }),
            },
            ApiAnswers.Json);
    }

    private static async Task<IResult> RecheckAsync(
        HttpContext request, Guid recheck, RecheckBody body, Rechecks rechecks,
        Callers callers) =>
        ApiAnswers.Of(
            request,
            await rechecks.SayAsync(
                recheck, body.Fixed, body.Note, await callers.OfAsync(request),
                request.RequestAborted),
            (Recheck one) => new { one.Id, @case = one.CaseNumber, one.State, one.SeenAt });

    private static async Task<IResult> AgreementAsync(
        HttpContext request, VisitAgreement agreement, Callers callers) =>
        (await callers.OfAsync(request)).Refuse(Permission.InspectionRead) is { } refused
            ? ApiAnswers.Of(request, refused)
            : Results.Json(await agreement.OfAsync(request.RequestAborted), ApiAnswers.Json);

    private static async Task<IResult> ProtocolsAsync(
        HttpContext request, CheckProtocols protocols, Callers callers) =>
        (await callers.OfAsync(request)).RefuseUnlessStaff() is { } refused
            ? ApiAnswers.Of(request, refused)
            : Results.Json(
                new { Items = await protocols.ListAsync(request.RequestAborted) },
                ApiAnswers.Json);

    private static async Task<IResult> ProtocolAsync(
        HttpContext request, string subject, ProtocolBody body, CheckProtocols protocols,
        Callers callers) =>
        ApiAnswers.Of(
            request,
            await protocols.SaveAsync(
                new CheckProtocol
                {
                    SubjectCode = subject, Kind = body.Kind ?? ProtocolKind.Look,
                    Metres = body.Metres ?? 0, Stairwells = body.Stairwells ?? 0,
                    Minutes = body.Minutes ?? 0, PhotoReasonZh = body.PhotoReasonZh,
                    PhotoReasonEn = body.PhotoReasonEn, ClassCode = body.Class,
                    Hours = body.Hours?.Trim() ?? "",
                },
                await callers.OfAsync(request), request.RequestAborted),
            (CheckProtocol one) => one);

    private static AnswerWish WishOf(SheetAnswerBody body) => new()
    {
        IsNotApplicable = body.NotApplicable == true, Found = body.Found, Of = body.Of,
        State = body.State, Note = body.Note, PictureId = body.Picture,
    };

    private static Observation SeenOf(Guid visit, int n, ObservationBody body) => new()
    {
        VisitId = visit, N = n, ItemCode = body.Item ?? "", Lane = body.Lane ?? "",
        Yielded = body.Yielded ?? 0, Passed = body.Passed ?? 0,
        FromAt = body.FromAt?.ToUniversalTime(), ToAt = body.ToAt?.ToUniversalTime(),
        Note = body.Note ?? "",
    };

    private static object Line(MyVisit one) => new
    {
        one.Visit.Id, site = one.Visit.SiteCode, one.Site.NameZh, one.Site.NameEn,
        one.Site.Address, one.Site.Lon, one.Site.Lat, kind = one.Visit.SiteKindCode,
        district = one.Visit.DistrictCode, one.Visit.Purpose, one.Visit.State, one.Visit.DueDay,
        one.Visit.DoneAt, one.Visit.ScoreMilli, day = one.Stop?.Day,
        at = one.Stop is { } way ? DayMinutes.Show(way.AtMinute) : null,
    };

    private static object View(Visit visit) => new
    {
        visit.Id, site = visit.SiteCode, visit.Purpose, visit.State, visit.DueDay,
        visit.BegunAt, visit.DoneAt, visit.WalkedM, visit.Note, visit.ScoreMilli, visit.Version,
    };

    private static object Whole(VisitFile file) => new
    {
        visit = View(file.Visit),
        walk = file.Sheet.WalkOf(file.Visit),
        items = file.Sheet.Items.Select(item => new
        {
            item.Code, item.NameZh, item.NameEn, rule = item.Rule.ToString(), item.PointsMilli,
            protocol = file.Sheet.Of(item.Code), answer = Said(file, item.Code),
            @case = file.Findings.GetValueOrDefault(item.Code)?.CaseNumber,
        }),
        observations = file.Seen.Select(one => new
        {
            one.N, item = one.ItemCode, one.Lane, one.Yielded, one.Passed, one.FromAt, one.ToAt,
            one.Note,
        }),
        file.Left,
    };

    private static object? Said(VisitFile file, string code) =>
        file.Answers.GetValueOrDefault(code) is { } one
            ? new
            {
                notApplicable = one.Kind == AnswerKind.NotApplicable, one.Found, of = one.Whole,
                one.State, one.ShareMilli, grade = one.Grade?.Sign(), one.Note,
                picture = one.PictureId,
            }
            : null;
}
