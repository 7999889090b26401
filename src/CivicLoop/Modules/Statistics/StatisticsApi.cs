using System.Globalization;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Statistics;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Localisation;
using CivicLoop.Platform.Tables;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Statistics;

/// <summary>A figure as the API takes it.</summary>
internal sealed record FigureBody(
    string? Measure, string? Unit, string? Month, long? Part, long? Whole, string? SourceName,
    string? SourceNumber, string? SourceDay, string? Reason)
{
    public FigureInput Input => new()
    {
        Measure = Measure, Unit = Unit, Month = Month, Part = Write(Part), Whole = Write(Whole),
        SourceName = SourceName, SourceNumber = SourceNumber, SourceDay = SourceDay,
        Reason = Reason,
    };

    private static string? Write(long? number) => number?.ToString(CultureInfo.InvariantCulture);
}

internal sealed record ReturnBody(string? Words);

/// <summary>Figures under <c>/api/v1/statistics</c>: all staff read.</summary>
internal static class StatisticsApi
{
    private const int PageOf = 50;

    public static void MapStatisticsApi(this RouteGroupBuilder api)
    {
        api.MapGet("/statistics", ListAsync).WithName("ListStatistics");
        api.MapPost("/statistics", EnterAsync).WithName("EnterStatistic");
        api.MapGet("/statistics/missing", MissingAsync).WithName("ListMissingStatistics");
        api.MapGet("/statistics/{figure:guid}", ShowAsync).WithName("ShowStatistic");
        api.MapPost("/statistics/{figure:guid}/confirm", ConfirmAsync)
            .WithName("ConfirmStatistic");
        api.MapPost("/statistics/{figure:guid}/return", ReturnAsync).WithName("ReturnStatistic");
        api.MapPost("/statistics/{figure:guid}/replace", ReplaceAsync)
            .WithName("ReplaceStatistic");
        api.MapPost("/imports/statistics", ImportAsync).WithName("ImportStatistics");
    }

    private static async Task<IResult> ListAsync(
        HttpContext request, string? month, string? measure, string? unit, FigureState? state,
        Guid? after, int? limit, StatisticLists lists, KnownMeasures measures, Callers callers)
    {
        var stop = request.RequestAborted;
        if (((await callers.OfAsync(request)).RefuseUnlessStaff()
            ?? PageLimit.Refuse(limit, StatisticLists.PageMax)) is { } refused)
        {
            return ApiAnswers.Of(request, refused);
        }

        if (!lists.Filter(await measures.AllAsync(stop), month, measure, unit, state)
            .Try(out var filter, out var unknown))
        {
            return ApiAnswers.Of(request, unknown);
        }

        var page = await lists.PageAsync(filter, after, limit ?? PageOf, stop);
        return Results.Json(
            new { Items = page.Items.Select(Show), page.Next }, ApiAnswers.Json);
    }

    private static async Task<IResult> MissingAsync(
        HttpContext request, string? month, StatisticLists lists, Callers callers)
    {
        var stop = request.RequestAborted;
        if ((await callers.OfAsync(request)).RefuseUnlessStaff() is { } refused)
        {
            return ApiAnswers.Of(request, refused);
        }

        if (TextRule.Blank(month) is null)
        {
            return ApiAnswers.Of(request, new Problem(ProblemCode.FieldRequired, "month"));
        }

        if (!lists.Filter([], month, null, null, null).Try(out var filter, out var wrong))
        {
            return ApiAnswers.Of(request, wrong);
        }

        var rows = await lists.BoardAsync(filter.Period!.Value, stop);
        return Results.Json(
            new
            {
                Items = rows.Where(one => one.Counted == 0).Select(one => new
                {
                    Measure = one.Key, Lead = one.Lead?.Code, one.Waiting,
                }),
            },
            ApiAnswers.Json);
    }

    private static async Task<IResult> ShowAsync(
        HttpContext request, Guid figure, StatisticLists lists, Callers callers) =>
        ApiAnswers.Of(
            request,
            (await callers.OfAsync(request)).RefuseUnlessStaff() is { } refused ? refused
                : await lists.FindAsync(figure, request.RequestAborted),
            Show);

    private static async Task<IResult> EnterAsync(
        HttpContext request, FigureBody body, EnterFigures enter, Callers callers) =>
        ApiAnswers.Of(
            request,
            await enter.RunAsync(
                body.Input, await callers.OfAsync(request), request.RequestAborted),
            Show, StatusCodes.Status201Created);

    private static async Task<IResult> ReplaceAsync(
        HttpContext request, Guid figure, FigureBody body, EnterFigures enter,
        Callers callers) =>
        ApiAnswers.Of(
            request,
            await enter.ReplaceAsync(
                figure, body.Input, await callers.OfAsync(request), request.RequestAborted),
            Show, StatusCodes.Status201Created);

    private static async Task<IResult> ConfirmAsync(
        HttpContext request, Guid figure, DecideFigure decide, Callers callers) =>
        ApiAnswers.Of(
            request,
            await decide.ConfirmAsync(
                figure, await callers.OfAsync(request), request.RequestAborted),
            Show);

    private static async Task<IResult> ReturnAsync(
        HttpContext request, Guid figure, ReturnBody body, DecideFigure decide,
        Callers callers) =>
        ApiAnswers.Of(
            request,
            await decide.ReturnAsync(
                figure, body.Words, await callers.OfAsync(request), request.RequestAborted),
            Show);

    private static async Task<IResult> ImportAsync(
        HttpContext request, bool? dryRun, ImportFigures import, Callers callers,
        ProblemTexts texts)
    {
        var stop = request.RequestAborted;
        var caller = await callers.OfAsync(request);
        return await SentList.AnswerAsync(
            request, texts, dryRun, file => import.LookAsync(file, caller, stop),
            file => import.TakeAsync(file, upload: null, caller, stop),
            done => (
                done.Added.Select(one => new TakenRowView(
                    one.Line, PlanKind.Added,
                    KnownMeasure.KeyOf(one.Figure.EditionCode, one.Figure.MeasureCode), [])),
                done.Refused));
    }

    private static object Show(StatisticFigure one) => new
    {
        one.Id, Measure = KnownMeasure.KeyOf(one.EditionCode, one.MeasureCode), one.UnitKind,
        Unit = FigureUnits.Write(one.UnitKind, one.UnitCode), one.Month, one.Part, one.Whole,
        one.SourceName, one.SourceNumber, one.SourceDay, one.State, one.EnteredOrg, one.EnteredAt,
        one.DecidedOrg, one.DecidedAt, one.Words, Replaces = one.ReplacesId, one.Reason,
        one.ReplacedAt,
    };
}
