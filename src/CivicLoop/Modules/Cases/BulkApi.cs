using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Cases;

/// <summary>A case of a bulk as the API takes it.</summary>
internal sealed record BulkRow(string? Number, long? Version);

/// <summary>One command for many cases as the API takes it.</summary>
internal sealed record BulkBody
{
    public string? Command { get; init; }

    public IReadOnlyList<BulkRow>? Cases { get; init; }

    public string? Reason { get; init; }

    public string? Text { get; init; }

    public bool Internal { get; init; }

    public string? Unit { get; init; }

    public DateTimeOffset? Until { get; init; }

    public DateTimeOffset? ReviewDate { get; init; }

    public string? OtherCase { get; init; }

    public string? Class { get; init; }

    public int? Condition { get; init; }
}

/// <summary><c>/api/v1/cases/bulk</c>: one command on up to 200 cases, answered case by case.
/// </summary>
internal static class BulkApi
{
    public static void MapBulkApi(this RouteGroupBuilder api) =>
        api.MapPost("/cases/bulk", ActAsync).WithName("ActOnCases");

    private static async Task<IResult> ActAsync(
        HttpContext request, BulkBody body, ActOnCases act, Callers callers, CityHolder city,
        ProblemAnswers answers, TimeProvider time)
    {
        if (CaseCommandNames.Read(body.Command ?? "") is not { } command)
        {
            return ApiAnswers.Of(
                request,
                new Problem(ProblemCode.UnknownValue, "command", body.Command ?? ""));
        }

        var caller = await callers.OfAsync(request);
        var rows = (body.Cases ?? [])
            .Select(row => new ChosenCase(row.Number?.Trim() ?? "", row.Version)).ToList();
        var outcome = await act.RunAsync(
            rows, command, Input(body), caller, request.RequestAborted);
        var language = Platform.Localisation.RequestLanguage.Of(request);
        var now = time.GetUtcNow();
        return ApiAnswers.Of(
            request, outcome,
            all => new
            {
                Done = all.Count(one => one.Problem is null),
                Refused = all.Count(one => one.Problem is not null),
                Items = all.Select(one => new
                {
                    one.Number,
                    Case = one.Case is { } row
                        ? CaseView.Of(row, city.Current, now, caller)
                        : null,
                    Problem = one.Problem is { } problem
                        ? answers.Details(language, problem)
                        : null,
                }),
            });
    }

    private static ActInput Input(BulkBody body) => new()
    {
        Words = body.Text ?? body.Reason,
        Internal = body.Internal,
        Unit = body.Unit,
        Until = body.Until ?? body.ReviewDate,
        OtherCase = body.OtherCase,
        Place = new PlaceInput { Class = body.Class, Condition = body.Condition },
    };
}
