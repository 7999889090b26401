using CivicLoop.Domain.Burden;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Burden.Contracts;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Burden;

/// <summary>Which objections a program asks for.</summary>
internal sealed record ObjectionQuery
{
    public ObjectionState? State { get; init; }

    public string? Unit { get; init; }

    public string? After { get; init; }

    public int? Limit { get; init; }
}

/// <summary>The burden under <c>/api/v1</c>: a week is everybody's to read, the rest is staff's.
/// </summary>
internal static class BurdenApi
{
    private const int PageOf = 50;
    private const int WeeksShown = 13;
    private const int FactsShown = 100;

    public static void MapBurdenApi(this RouteGroupBuilder api)
    {
        api.MapGet("/burden", WeekAsync).WithName("ShowBurden");
        api.MapGet("/burden/units/{unit}", UnitAsync).WithName("ShowBurdenOfUnit");
        api.MapPost("/burden/limits", LimitsAsync).WithName("SetBurdenLimits");
        api.MapGet("/facts/{unit}", FactsAsync).WithName("ListFacts");
        api.MapGet("/objections", ListAsync).WithName("ListObjections");
        api.MapGet("/objections/{id:guid}", ShowAsync).WithName("ShowObjection");
        api.MapPost("/objections", MakeAsync).WithName("MakeObjection");
        api.MapPost("/objections/{id:guid}/answer", AnswerAsync).WithName("AnswerObjection");
        api.MapPost("/objections/{id:guid}/withdraw", WithdrawAsync)
            .WithName("WithdrawObjection");
    }

    private static async Task<IResult> WeekAsync(
        HttpContext request, DateOnly? week, BurdenLists lists)
    {
        var found = await lists.WeekAsync(
            BurdenWeek.Of(week ?? lists.ThisWeek), request.RequestAborted);
        var ever = await lists.EverAsync(request.RequestAborted);
        return Results.Json(new { Week = found, Ever = ever }, ApiAnswers.Json);
    }

    private static async Task<IResult> UnitAsync(
        HttpContext request, string unit, Callers callers, BurdenLists lists)
    {
        if ((await callers.OfAsync(request)).RefuseUnlessStaff() is { } refused)
        {
            return ApiAnswers.Of(request, refused);
        }

        var weeks = await lists.WeeksOfAsync(
            unit, lists.ThisWeek.AddDays(-7 * WeeksShown), request.RequestAborted);
        return Results.Json(
            new
            {
                Unit = unit,
                Weeks = weeks.Select(one => new
                {
                    one.Week, one.Load.Tasks, one.Load.Forms, one.Load.Inspections,
                    one.Load.Minutes, one.Quiet,
                }),
            },
            ApiAnswers.Json);
    }

    private static async Task<IResult> LimitsAsync(
        HttpContext request, CapsInput body, Callers callers, KeepCaps keep) =>
        ApiAnswers.Of(
            request,
            await keep.ChangeAsync(body, await callers.OfAsync(request), request.RequestAborted),
            caps => caps);

    private static async Task<IResult> FactsAsync(
        HttpContext request, string unit, Callers callers, CityDatabase database)
    {
        if ((await callers.OfAsync(request)).RefuseUnlessStaff() is { } refused)
        {
            return ApiAnswers.Of(request, refused);
        }

        await using var context = database.OpenContext();
        var facts = await KnownFacts.OfUnitAsync(
            context, unit, FactsShown, request.RequestAborted);
        return Results.Json(
            new
            {
                Items = facts.Select(one => new
                {
                    one.Fact.Id, one.Fact.Name, one.Fact.Value, one.Fact.EnteredAt, one.Uses,
                }),
            },
            ApiAnswers.Json);
    }

    private static async Task<IResult> ListAsync(
        HttpContext request, [AsParameters] ObjectionQuery query, Callers callers,
        BurdenLists lists)
    {
        var refused = (await callers.OfAsync(request)).RefuseUnlessStaff()
            ?? PageLimit.Refuse(query.Limit, BurdenLists.PageMax);
        if (refused is not null)
        {
            return ApiAnswers.Of(request, refused);
        }

        var page = await lists.ObjectionsAsync(
            query.State, query.Unit, query.After, query.Limit ?? PageOf, request.RequestAborted);
        return Results.Json(
            new { Items = page.Items.Select(Show), page.Next }, ApiAnswers.Json);
    }

    private static async Task<IResult> ShowAsync(
        HttpContext request, Guid id, Callers callers, BurdenLists lists)
    {
        if ((await callers.OfAsync(request)).RefuseUnlessStaff() is { } refused)
        {
            return ApiAnswers.Of(request, refused);
        }

        return await lists.FindAsync(id, request.RequestAborted) is { } objection
            ? Results.Json(Show(objection), ApiAnswers.Json)
            : ApiAnswers.Of(request, new Problem(ProblemCode.NotFound, "id", id.ToString()));
    }

    private static async Task<IResult> MakeAsync(
        HttpContext request, ObjectionInput body, Callers callers, ActOnObjection act) =>
        ApiAnswers.Of(
            request,
            await act.MakeAsync(body, await callers.OfAsync(request), request.RequestAborted),
            Show, StatusCodes.Status201Created);

    private static async Task<IResult> AnswerAsync(
        HttpContext request, Guid id, AnswerInput body, Callers callers, ActOnObjection act) =>
        ApiAnswers.Of(
            request,
            await act.AnswerAsync(
                id, body, await callers.OfAsync(request), request.RequestAborted),
            Show);

    private static async Task<IResult> WithdrawAsync(
        HttpContext request, Guid id, Callers callers, ActOnObjection act) =>
        ApiAnswers.Of(
            request,
            await act.WithdrawAsync(id, await callers.OfAsync(request), request.RequestAborted),
            Show);

    private static object Show(Objection one) => new
    {
        one.Id, one.Source, About = one.SourceId, one.Title, Unit = one.UnitCode, one.AskedBy,
        one.Reason, one.Text, one.MadeAt, one.AnswerDue, one.State, one.Remedy,
        Answer = one.AnswerText.Length == 0 ? null : one.AnswerText, one.AnsweredOrg,
        one.AnsweredAt,
    };
}
