using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Scores;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Scores;

internal sealed record WeightsBody(
    string? BasisName, int? LeastN, int? MeasuredMinMilli, int? LineShareMilli,
    IReadOnlyDictionary<string, IReadOnlyList<int>>? Weights);

internal sealed record FromMonthBody(string? FromMonth);

/// <summary><c>/api/v1/scorecards</c>: what scores are made of. All staff read it.</summary>
internal static class ScorecardsApi
{
    public static void MapScorecardsApi(this RouteGroupBuilder api)
    {
        api.MapGet("/scorecards", ListAsync).WithName("ListScorecards");
        api.MapPost("/scorecards", MakeAsync).WithName("MakeScorecard");
        api.MapGet("/scorecards/{card}", ShowAsync).WithName("ShowScorecard");
        api.MapPost("/scorecards/{card}/draft", DraftAsync).WithName("DraftScorecard");
        api.MapPost("/scorecards/{card}/weights", SaveAsync).WithName("WeighScorecard");
        api.MapGet("/scorecards/{card}/measures", MeasuresAsync).WithName("ListScoreMeasures");
        api.MapPost("/scorecards/{card}/nodes", AddAsync).WithName("AddScoreNode");
        api.MapPost("/scorecards/{card}/nodes/{node}/remove", RemoveAsync)
            .WithName("RemoveScoreNode");
        api.MapPost("/scorecards/{card}/nodes/{node}/rule", RuleAsync).WithName("RuleScoreNode");
        api.MapPost("/scorecards/{card}/publish", PublishAsync).WithName("PublishScorecard");
    }

    private static async Task<IResult> ListAsync(
        HttpContext request, ScorecardLists lists, Callers callers) =>
        (await callers.OfAsync(request)).RefuseUnlessStaff() is { } refused
            ? ApiAnswers.Of(request, refused)
            : Results.Json(
                new { Items = await lists.AllAsync(request.RequestAborted) }, ApiAnswers.Json);

    private static async Task<IResult> ShowAsync(
        HttpContext request, string card, int? version, ScorecardLists lists, Callers callers)
    {
        var stop = request.RequestAborted;
        if ((await callers.OfAsync(request)).RefuseUnlessStaff() is { } refused)
        {
            return ApiAnswers.Of(request, refused);
        }

        if (!(await lists.FindAsync(card, stop)).Try(out var file, out var missing))
        {
            return ApiAnswers.Of(request, missing);
        }

        return file.Versions.FirstOrDefault(one => version is null || one.N == version)
            is { } shown
            ? Results.Json(
                new
                {
                    file.Card, file.Versions, version = shown.N,
                    nodes = await lists.NodesAsync(file.Card.Id, shown.N, stop),
                },
                ApiAnswers.Json)
            : ApiAnswers.Of(
                request, new Problem(ProblemCode.NotFound, "version", $"{version}"));
    }

    private static async Task<IResult> MakeAsync(
        HttpContext request, NewScorecard body, KeepScorecards keep, Callers callers) =>
        ApiAnswers.Of(
            request,
            await keep.MakeAsync(
                body, await callers.OfAsync(request), request.RequestAborted),
            card => card, StatusCodes.Status201Created);

    private static async Task<IResult> DraftAsync(
        HttpContext request, string card, KeepScorecards keep, Callers callers) =>
        ApiAnswers.Of(
            request,
            await keep.DraftAsync(
                card, await callers.OfAsync(request), request.RequestAborted),
            version => version, StatusCodes.Status201Created);

    private static async Task<IResult> SaveAsync(
        HttpContext request, string card, WeightsBody body, KeepScorecards keep,
        Callers callers) =>
        ApiAnswers.Of(
            request,
            await keep.SaveAsync(
                card,
                new VersionWish(
                    body.BasisName, body.LeastN ?? ScorecardVersion.LeastUsual,
                    body.MeasuredMinMilli ?? ScorecardVersion.MeasuredUsualMilli,
                    body.LineShareMilli ?? ScorecardVersion.LineShareUsualMilli,
                    body.Weights ?? new Dictionary<string, IReadOnlyList<int>>()),
                await callers.OfAsync(request), request.RequestAborted),
            version => version);

    private static async Task<IResult> MeasuresAsync(
        HttpContext request, string card, ScorecardLists lists, MeasureChoices choices,
        Callers callers)
    {
        var stop = request.RequestAborted;
        return (await callers.OfAsync(request)).RefuseUnlessStaff() is { } refused
                ? ApiAnswers.Of(request, refused)
            : !(await lists.FindAsync(card, stop)).Try(out var file, out var missing)
                ? ApiAnswers.Of(request, missing)
            : Results.Json(
                new
                {
                    Items = (await choices.OfAsync(file.Card.EditionCode, stop))
                        .Select(one => new { Measure = one.Key, one.Criterion, one.Name }),
                },
                ApiAnswers.Json);
    }

    private static async Task<IResult> AddAsync(
        HttpContext request, string card, NodeInput body, KeepScorecardTree keep,
        Callers callers) =>
        ApiAnswers.Of(
            request,
            await keep.AddAsync(
                card, body, await callers.OfAsync(request), request.RequestAborted),
            version => version, StatusCodes.Status201Created);

    private static async Task<IResult> RemoveAsync(
        HttpContext request, string card, string node, KeepScorecardTree keep,
        Callers callers) =>
        ApiAnswers.Of(
            request,
            await keep.RemoveAsync(
                card, node, await callers.OfAsync(request), request.RequestAborted),
            version => version);

    private static async Task<IResult> RuleAsync(
        HttpContext request, string card, string node, RuleWish body, KeepScorecardTree keep,
        Callers callers) =>
        ApiAnswers.Of(
            request,
            await keep.RuleAsync(
                card, node, body, await callers.OfAsync(request), request.RequestAborted),
            version => version);

    private static async Task<IResult> PublishAsync(
        HttpContext request, string card, FromMonthBody body, KeepScorecards keep,
        Callers callers) =>
        ApiAnswers.Of(
            request,
            await keep.PublishAsync(
                card, body.FromMonth, await callers.OfAsync(request), request.RequestAborted),
            version => version);
}
