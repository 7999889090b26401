using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Surveys;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Tables;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Surveys;

internal sealed record NewSurveyBody(string? Code, Questionnaire Asked);

internal sealed record QuestionnaireBody(Questionnaire Asked, long? Version);

internal sealed record CopySurveyBody(DateOnly From, DateOnly Until);

internal sealed record CodesBody(int Count);

internal sealed record AttemptBody(SurveyAttempt? Outcome, Guid? Form);

/// <summary>An answer as the API takes it.</summary>
/// <param name="Code">The invitation code; null for the open link or an interview.</param>
/// <param name="Interview">True where an interviewer asked.</param>
internal sealed record AnswerBody(
    string? Stratum, Dictionary<string, string?>? Choices, string? Code, bool Interview,
    Guid? Form)
{
    public AnswerInput Input => new(
        Stratum, Choices ?? [], Form ?? AnswerSurvey.NewForm());
}

/// <summary>Surveys under <c>/api/v1/surveys</c>. Everybody answers those that are open and reads
/// results of those that are closed.</summary>
internal static class SurveysApi
{
    private const int PageOf = 50;

    public static void MapSurveysApi(this RouteGroupBuilder api)
    {
        api.MapGet("/surveys", ListAsync).WithName("ListSurveys");
        api.MapPost("/surveys", MakeAsync).WithName("MakeSurvey");
        api.MapPost("/surveys/answers", ByCodeAsync).WithName("AnswerByCode");
        api.MapGet("/surveys/{survey}", ShowAsync).WithName("ShowSurvey");
        api.MapPost("/surveys/{survey}/questionnaire", SaveAsync).WithName("SaveQuestionnaire");
        api.MapPost("/surveys/{survey}/start", StartAsync).WithName("StartSurvey");
        api.MapPost("/surveys/{survey}/close", CloseAsync).WithName("CloseSurvey");
        api.MapPost("/surveys/{survey}/copy", CopyAsync).WithName("CopySurvey");
        api.MapPost("/surveys/{survey}/codes", CodesAsync).WithName("MakeSurveyCodes");
        api.MapPost("/surveys/{survey}/attempts", AttemptAsync).WithName("LogSurveyAttempt");
        api.MapPost("/surveys/{survey}/answers", AnswerAsync).WithName("AnswerSurvey");
        api.MapGet("/surveys/{survey}/results", ResultsAsync).WithName("ShowSurveyResults");
        api.MapGet("/surveys/{survey}/results.{format}", FileAsync)
            .WithName("ExportSurveyResults");
    }

    private static async Task<IResult> ListAsync(
        HttpContext request, Guid? after, int? limit, SurveyLists lists, Callers callers)
    {
        var caller = await callers.OfAsync(request);
        if ((caller.RefuseUnlessStaff() ?? PageLimit.Refuse(limit, SurveyLists.PageMax))
            is { } refused)
        {
            return ApiAnswers.Of(request, refused);
        }

        var page = await lists.PageAsync(
            caller.MaySomewhere(Permission.SurveyEdit), after, limit ?? PageOf,
            request.RequestAborted);
        return Results.Json(
            new { Items = page.Items.Select(Show), page.Next }, ApiAnswers.Json);
    }

    private static async Task<IResult> MakeAsync(
        HttpContext request, NewSurveyBody body, KeepSurveys keep, Callers callers) =>
        ApiAnswers.Of(
            request,
            await keep.MakeAsync(
                body.Code, body.Asked, await callers.OfAsync(request), request.RequestAborted),
            Show, StatusCodes.Status201Created);

    private static async Task<IResult> ShowAsync(
        HttpContext request, string survey, SurveyLists lists, Callers callers) =>
        ApiAnswers.Of(
            request,
            await lists.SeenAsync(
                survey, await callers.OfAsync(request), request.RequestAborted),
            found => new { found.Key, found.State, found.Version, found.Asked });

    private static async Task<IResult> SaveAsync(
        HttpContext request, string survey, QuestionnaireBody body, KeepSurveys keep,
        Callers callers) =>
        ApiAnswers.Of(
            request,
            await keep.SaveAsync(
                survey, body.Asked, body.Version, await callers.OfAsync(request),
                request.RequestAborted),
            Show);

    private static async Task<IResult> StartAsync(
        HttpContext request, string survey, RunSurvey run, Callers callers) =>
        ApiAnswers.Of(
            request,
            await run.StartAsync(
                survey, await callers.OfAsync(request), request.RequestAborted),
            Show);

    private static async Task<IResult> CloseAsync(
        HttpContext request, string survey, RunSurvey run, Callers callers) =>
        ApiAnswers.Of(
            request,
            await run.CloseAsync(
                survey, await callers.OfAsync(request), request.RequestAborted),
            Show);

    private static async Task<IResult> CopyAsync(
        HttpContext request, string survey, CopySurveyBody body, KeepSurveys keep,
        Callers callers) =>
        ApiAnswers.Of(
            request,
            await keep.CopyAsync(
                survey, body.From, body.Until, await callers.OfAsync(request),
                request.RequestAborted),
            Show, StatusCodes.Status201Created);

    private static async Task<IResult> CodesAsync(
        HttpContext request, string survey, CodesBody body, MakeCodes codes, Callers callers) =>
        ApiAnswers.Of(
            request,
            await codes.RunAsync(
                survey, body.Count, await callers.OfAsync(request), request.RequestAborted),
            made => new { Codes = made }, StatusCodes.Status201Created);

    private static async Task<IResult> AttemptAsync(
        HttpContext request, string survey, AttemptBody body, LogAttempt log,
        Callers callers) =>
        ApiAnswers.Of(
            request,
            await log.RunAsync(
                survey, body.Outcome, await callers.OfAsync(request), body.Form,
                request.RequestAborted),
            response => response);

    private static async Task<IResult> AnswerAsync(
        HttpContext request, string survey, AnswerBody body, AnswerSurvey answer,
        SurveyRate rate, Callers callers) =>
        body.Interview
            ? Thanked(request, await answer.ByInterviewAsync(
                survey, body.Input, await callers.OfAsync(request), request.RequestAborted))
        : Refused(request, rate)
            ?? Thanked(
                request, await answer.ByLinkAsync(survey, body.Input, request.RequestAborted));

    private static async Task<IResult> ByCodeAsync(
        HttpContext request, AnswerBody body, AnswerSurvey answer, SurveyRate rate) =>
        Refused(request, rate)
            ?? Thanked(
                request,
                await answer.ByCodeAsync(body.Code, body.Input, request.RequestAborted));

    private static async Task<IResult> ResultsAsync(
        HttpContext request, string survey, ReadResults results, Callers callers) =>
        ApiAnswers.Of(
            request,
            await results.OfAsync(
                survey, await callers.OfAsync(request), request.RequestAborted),
            found => new
            {
                found.Survey.Key, found.Survey.ClosedAt, found.Response,
                found.Response.InterviewMicro, found.Response.CodeMicro,
                Strata = found.Fulfilled.Select(one => new
                {
                    one.Stratum.District, one.Stratum.Band, one.Stratum.Residents,
                    one.Stratum.Quota, one.Answers, one.WeightMilli,
                }),
                Items = found.Items.Select(Show),
            });

    private static async Task<IResult> FileAsync(
        HttpContext request, string survey, string format, ReadResults results,
        Callers callers)
    {
        if (!(await results.OfAsync(
                survey, await callers.OfAsync(request), request.RequestAborted))
            .Try(out var found, out var missing))
        {
            return ApiAnswers.Of(request, missing);
        }

        var rows = ResultSheet.Rows(found);
        return format switch
        {
            "xlsx" => Results.File(
                SheetFile.Write(ResultSheet.Columns, rows), SheetFile.ContentType,
                $"{found.Survey.Key}.xlsx"),
            "csv" => Results.File(
                SheetFile.WriteCsv(ResultSheet.Columns, rows), ResultSheet.CsvType,
                $"{found.Survey.Key}.csv"),
            _ => ApiAnswers.Of(request, new Problem(ProblemCode.NotFound, "format", format)),
        };
    }

    private static IResult? Refused(HttpContext request, SurveyRate rate) =>
        rate.Allows(request.Connection.RemoteIpAddress)
            ? null
            : ApiAnswers.Of(request, new Problem(ProblemCode.TooManyRequests, null));

    private static IResult Thanked(HttpContext request, Outcome<Survey> outcome) =>
        ApiAnswers.Of(
            request, outcome, found => new { found.Key }, StatusCodes.Status201Created);

    private static object Show(Survey one) => new
    {
        one.Key, one.State, one.Asked.Title, one.Asked.From, one.Asked.Until, one.StartedAt,
        one.ClosedAt, one.Digest, one.Version,
    };

    private static object Show(ItemResult one) => new
    {
        one.Item.Code, one.Item.Text, one.Item.Measure, one.Valid, one.Unknown, one.ScoreMicro,
        one.LowMicro, one.HighMicro, one.ChoicesMicro, one.ReachedMilli, one.DesignEffectMilli,
        Districts = one.Districts.Select(Show), Strata = one.Strata.Select(Show),
    };

    // How many answered is left out too where it is hidden.
    private static object Show(GroupResult one) => new
    {
        one.Name, Valid = one.IsHidden ? null : (long?)one.Valid, one.ScoreMicro, one.LowMicro,
        one.HighMicro, one.IsHidden,
    };
}
