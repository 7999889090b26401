using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Scores;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Modules.Scores.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Scores;

/// <summary>Evaluation under <c>/api/v1</c>.</summary>
internal static class ScoresApi
{
    public static void MapScoresApi(this RouteGroupBuilder api)
    {
        api.MapGet("/evaluation", ShowAsync).WithName("ShowEvaluation");
        api.MapGet("/evaluation/cases", CasesAsync).WithName("ListEvaluatedCases");
    }

    private static async Task<IResult> ShowAsync(
        HttpContext request, [AsParameters] EvaluationQuery query, Evaluate evaluate,
        Callers callers, CityHolder city, TimeProvider time)
    {
        if (!(await PeriodAsync(request, query, callers, city, time))
            .Try(out var period, out var problem))
        {
            return ApiAnswers.Of(request, problem);
        }

        var tallies = await evaluate.RunAsync(
            query.Grouping, period, request.RequestAborted, query.CaseScope);
        return Results.Json(
            new
            {
                period.From,
                period.To,
                By = query.Grouping,
                Scope = query.CaseScope,
                City = View(Evaluate.Sum(tallies)),
                Items = Ranking.Of(tallies).Select(placed => new
                {
                    placed.Tally.Key, placed.Rank, placed.Share, placed.Low, placed.High,
                    Counts = View(placed.Tally),
                }),
            },
            ApiAnswers.Json);
    }

    private static async Task<IResult> CasesAsync(
        HttpContext request, [AsParameters] EvaluationQuery query, Evaluate evaluate,
        Callers callers, CityHolder city, TimeProvider time)
    {
        if (!(await PeriodAsync(request, query, callers, city, time))
                .Try(out var period, out var problem)
            || !query.ReadMeasure().Try(out var measure, out problem))
        {
            return ApiAnswers.Of(request, problem);
        }

        var page = await evaluate.BehindAsync(
            measure, query.CaseScope, query.Grouping, query.Key, period, query.After,
            CaseLists.LimitMax, request.RequestAborted);
        var now = time.GetUtcNow();
        return Results.Json(
            new
            {
                Items = page.Items.Select(
                    row => CaseView.Of(row, city.Current, now, caller: null)),
                page.Next,
            },
            ApiAnswers.Json);
    }

    private static async Task<Outcome<Period>> PeriodAsync(
        HttpContext request, EvaluationQuery query, Callers callers, CityHolder city,
        TimeProvider time)
    {
        var caller = await callers.OfAsync(request);
        return caller.MaySomewhere(Permission.EvaluationSee)
            ? query.Period(city.Current, time.GetUtcNow())
            : new Problem(ProblemCode.NotPermitted, null, Permission.EvaluationSee);
    }

    private static object View(Tally tally) => new
    {
        Counts = Enum.GetValues<Measure>().ToDictionary(
            measure => measure.ToString(), measure => tally[measure]),
        Indicators = Indicator.All.Concat(Indicator.Posts).ToDictionary(
            indicator => indicator.Name, indicator => indicator.Of(tally)),
    };
}
