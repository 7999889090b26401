using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Scores;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Scores;

internal sealed record PublishBody(string? Reason);

internal sealed record RulingBody(bool? Upheld, string? Ruling);

/// <summary>An appeal as the API takes it.</summary>
internal sealed record AppealBody(
    string? Card, string? Period, UnitKind? UnitKind, string? Unit, string? Node, Guid? Visit,
    string? Item, string? Claim, string? Evidence, IReadOnlyList<string>? Pictures)
{
    public AppealInput Input =>
        new(Card, Period, UnitKind, Unit, Node, Visit, Item, Claim, Evidence)
        {
            Pictures = Pictures ?? [],
        };
}

/// <summary><c>/api/v1/scores</c> and <c>/api/v1/score-appeals</c>. All staff read what was
/// published.</summary>
internal static class PublishedApi
{
    private const int PageOf = 50;

    public static void MapPublishedApi(this RouteGroupBuilder api)
    {
        api.MapGet("/scores/{card}/{period}", ShowAsync).WithName("ShowScores");
        api.MapPost("/scores/{card}/{period}", PublishAsync).WithName("PublishScores");
        api.MapGet("/scores/{card}/{period}/now", NowAsync).WithName("ShowScoresNow");
        api.MapGet("/scores/{card}/{period}/lost", LostAsync).WithName("ShowLostPoints");
        api.MapGet("/scores/{card}/{period}/{unit}", UnitAsync).WithName("ShowUnitScore");
        api.MapGet("/score-appeals", AppealsAsync).WithName("ListScoreAppeals");
        api.MapPost("/score-appeals", AppealAsync).WithName("MakeScoreAppeal");
        api.MapGet("/score-appeals/{id:guid}", OneAsync).WithName("ShowScoreAppeal");
        api.MapPost("/score-appeals/{id:guid}/rule", RuleAsync).WithName("RuleScoreAppeal");
        api.MapPost("/score-appeals/{id:guid}/withdraw", WithdrawAsync)
            .WithName("WithdrawScoreAppeal");
    }

    private static async Task<IResult> ShowAsync(
        HttpContext request, string card, string period, int? revision, ScoreLists lists,
        Callers callers)
    {
        var stop = request.RequestAborted;
        if ((await callers.OfAsync(request)).RefuseUnlessStaff() is { } refused)
        {
            return ApiAnswers.Of(request, refused);
        }

        if (!(await lists.FindAsync(card, period, revision, stop))
            .Try(out var shown, out var missing))
        {
            return ApiAnswers.Of(request, missing);
        }

        var roots = await lists.RootsAsync(shown.Publication.Id, stop);
        return Results.Json(
            new
            {
                shown.Publication.Period, shown.Publication.Revision, shown.Publication.Reason,
                shown.Publication.Hash, shown.Publication.PublishedAt,
                shown.Version.N, shown.Version.FromMonth, shown.Version.BasisName,
                Units = Ranked(roots, shown.Version.MeasuredMinMilli),
            },
            ApiAnswers.Json);
    }

    private static async Task<IResult> UnitAsync(
        HttpContext request, string card, string period, string unit, int? revision,
        ScoreLists lists, Callers callers)
    {
        var stop = request.RequestAborted;
        if ((await callers.OfAsync(request)).RefuseUnlessStaff() is { } refused)
        {
            return ApiAnswers.Of(request, refused);
        }

        if (!(await lists.FindAsync(card, period, revision, stop))
            .Try(out var shown, out var missing))
        {
            return ApiAnswers.Of(request, missing);
        }

        return ScoreWords.Read(unit) is var (kind, code)
            && await lists.UnitAsync(shown.Publication.Id, kind, code, stop) is { } score
            ? Results.Json(
                new { score.Kind, score.Unit, score.ScoreMilli, score.Nodes }, ApiAnswers.Json)
            : ApiAnswers.Of(request, new Problem(ProblemCode.NotFound, "unit", unit));
    }

    private static async Task<IResult> LostAsync(
        HttpContext request, string card, string period, string? line, string? district,
        int? revision, ScoreLists lists, Callers callers)
    {
        var stop = request.RequestAborted;
        if ((await callers.OfAsync(request)).RefuseUnlessStaff() is { } refused)
        {
            return ApiAnswers.Of(request, refused);
        }

        return (await lists.FindAsync(card, period, revision, stop))
            .Try(out var shown, out var missing)
            ? Results.Json(
                new
                {
                    shown.Version.LineShareMilli,
                    Items = await lists.LostOfAsync(
                        shown.Publication.Id, line, district, stop),
                },
                ApiAnswers.Json)
            : ApiAnswers.Of(request, missing);
    }

    // As it stands at this moment, by the sums that every visit keeps up.
    private static async Task<IResult> NowAsync(
        HttpContext request, string card, string period, ComputeScores compute, Callers callers)
    {
        if ((await callers.OfAsync(request)).Refuse(Permission.EvaluationSee) is { } refused)
        {
            return ApiAnswers.Of(request, refused);
        }

        if (!ScorePeriod.Parse(period).Try(out var read, out var wrong))
        {
            return ApiAnswers.Of(request, wrong);
        }

        return ApiAnswers.Of(
            request, await compute.RunAsync(card, read, null, request.RequestAborted),
            sheet => new
            {
                Period = $"{sheet.In.Period}",
                Units = Ranked(sheet.Units, sheet.In.Version.MeasuredMinMilli),
            });
    }

    private static async Task<IResult> PublishAsync(
        HttpContext request, string card, string period, PublishBody body,
        PublishScores publish, Callers callers) =>
        ApiAnswers.Of(
            request,
            await publish.RunAsync(
                card, period, body.Reason, await callers.OfAsync(request),
                request.RequestAborted),
            made => new { made.Period, made.Revision, made.Hash, made.PublishedAt },
            StatusCodes.Status201Created);

    private static async Task<IResult> AppealsAsync(
        HttpContext request, AppealLists lists, Callers callers, AppealState? state,
        Guid? after, int? limit)
    {
        if (((await callers.OfAsync(request)).RefuseUnlessStaff()
            ?? PageLimit.Refuse(limit, AppealLists.PageMax)) is { } refused)
        {
            return ApiAnswers.Of(request, refused);
        }

        var page = await lists.PageAsync(
            state, after, limit ?? PageOf, request.RequestAborted);
        return Results.Json(new { page.Items, page.Next }, ApiAnswers.Json);
    }

    private static async Task<IResult> OneAsync(
        HttpContext request, Guid id, AppealLists lists, Callers callers) =>
        (await callers.OfAsync(request)).RefuseUnlessStaff() is { } refused
            ? ApiAnswers.Of(request, refused)
            : ApiAnswers.Of(
                request, await lists.FindAsync(id, request.RequestAborted),
                shown => shown.Appeal);

    private static async Task<IResult> AppealAsync(
        HttpContext request, AppealBody body, ActOnAppeal act, Callers callers) =>
        ApiAnswers.Of(
            request,
            await act.MakeAsync(
                body.Input, await callers.OfAsync(request), request.RequestAborted),
            appeal => appeal, StatusCodes.Status201Created);

    private static async Task<IResult> RuleAsync(
        HttpContext request, Guid id, RulingBody body, ActOnAppeal act, Callers callers) =>
        ApiAnswers.Of(
            request,
            body.Upheld is { } upheld
                ? await act.RuleAsync(
                    id, upheld, body.Ruling, await callers.OfAsync(request),
                    request.RequestAborted)
                : new Problem(ProblemCode.FieldRequired, "upheld"),
            appeal => appeal);

    private static async Task<IResult> WithdrawAsync(
        HttpContext request, Guid id, ActOnAppeal act, Callers callers) =>
        ApiAnswers.Of(
            request,
            await act.WithdrawAsync(
                id, await callers.OfAsync(request), request.RequestAborted),
            appeal => appeal);

    private static IEnumerable<object> Ranked(
        IReadOnlyList<UnitScore> units, int measuredMinMilli) =>
        Enum.GetValues<UnitKind>().SelectMany(kind => ScoreRanks.Of(
                units.Where(one => one.Kind == kind), measuredMinMilli))
            .Select(place => new
            {
                place.Score.Kind, place.Score.Unit, place.Best, place.Worst,
                place.Score.ScoreMilli, place.Score.LowMilli, place.Score.HighMilli,
                place.Score.MeasuredMilli, place.Score.Root.IsSmall,
            });
}
