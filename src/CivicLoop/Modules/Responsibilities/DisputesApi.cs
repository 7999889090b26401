using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Responsibilities;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Responsibilities;

internal sealed record CounterBody(string? Holder, string? Text);

/// <summary>Which disputes a program asks for.</summary>
internal sealed record DisputeQuery
{
    public DisputeState? State { get; init; }

    public DutySubject? Kind { get; init; }

    public string? Edition { get; init; }

    public string? Subject { get; init; }

    public string? Words { get; init; }

    public string? After { get; init; }

    public int? Limit { get; init; }
}

/// <summary>Disputes about duties under <c>/api/v1</c>: all staff read, units claim, the office
/// rules.</summary>
internal static class DisputesApi
{
    private const int PageOf = 50;

    public static void MapDisputesApi(this RouteGroupBuilder api)
    {
        api.MapGet("/disputes", ListAsync).WithName("ListDisputes");
        api.MapGet("/disputes/{id:guid}", ShowAsync).WithName("ShowDispute");
        api.MapPost("/disputes", ClaimAsync).WithName("ClaimDuty");
        api.MapPost("/disputes/{id:guid}/counter", CounterAsync).WithName("CounterClaim");
        api.MapPost("/disputes/{id:guid}/withdraw", WithdrawAsync).WithName("WithdrawClaim");
        api.MapPost("/disputes/{id:guid}/rule", RuleAsync).WithName("RuleOnDispute");
    }

    private static async Task<IResult> ListAsync(
        HttpContext request, [AsParameters] DisputeQuery query, Callers callers,
        DisputeLists lists)
    {
        if ((await DutiesApi.RefuseReaderAsync(request, callers)
            ?? DutiesApi.RefuseLimit(query.Limit)) is { } refused)
        {
            return ApiAnswers.Of(request, refused);
        }

        var page = await lists.PageAsync(
            new DisputeFilter(query.State, query.Kind, query.Edition, query.Subject, query.Words),
            query.After, query.Limit ?? PageOf, request.RequestAborted);
        return Results.Json(
            new { Items = page.Items.Select(Show), page.Next }, ApiAnswers.Json);
    }

    private static async Task<IResult> ShowAsync(
        HttpContext request, Guid id, Callers callers, DisputeLists lists)
    {
        if (await DutiesApi.RefuseReaderAsync(request, callers) is { } refused)
        {
            return ApiAnswers.Of(request, refused);
        }

        return await lists.FindAsync(id, request.RequestAborted) is { } dispute
            ? Results.Json(Show(dispute), ApiAnswers.Json)
            : ApiAnswers.Of(request, new Problem(ProblemCode.NotFound, "id", id.ToString()));
    }

    private static async Task<IResult> ClaimAsync(
        HttpContext request, ClaimInput body, Callers callers, ActOnDispute act) =>
        ApiAnswers.Of(
            request,
            await act.ClaimAsync(body, await callers.OfAsync(request), request.RequestAborted),
            Show, StatusCodes.Status201Created);

    private static async Task<IResult> CounterAsync(
        HttpContext request, Guid id, CounterBody body, Callers callers, ActOnDispute act) =>
        ApiAnswers.Of(
            request,
            await act.CounterAsync(
                id, body.Holder, body.Text, await callers.OfAsync(request),
                request.RequestAborted),
            Show);

    private static async Task<IResult> WithdrawAsync(
        HttpContext request, Guid id, Callers callers, ActOnDispute act) =>
        ApiAnswers.Of(
            request,
            await act.WithdrawAsync(id, await callers.OfAsync(request), request.RequestAborted),
            Show);

    private static async Task<IResult> RuleAsync(
        HttpContext request, Guid id, RulingInput body, Callers callers, ActOnDispute act) =>
        ApiAnswers.Of(
            request,
            await act.RuleAsync(
                id, body, await callers.OfAsync(request), request.RequestAborted),
            Show);

    private static object Show(DutyDispute one) => new
    {
        one.Id, one.State, Kind = one.SubjectKind, Edition = TextRule.Blank(one.EditionCode),
        Subject = one.SubjectCode, one.Role, Area = one.AreaCode, Case = one.CaseNumber,
        one.ClaimOrg, one.ClaimHolder, one.ClaimText, one.ClaimedAt, one.CounterOrg,
        one.CounterHolder, CounterText = TextRule.Blank(one.CounterText), one.CounteredAt,
        one.RuledHolder, RulingText = TextRule.Blank(one.RulingText), one.RuledAt, one.DutyId,
    };
}
