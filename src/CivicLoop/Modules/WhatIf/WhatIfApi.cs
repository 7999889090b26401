using CivicLoop.Domain.WhatIf;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.WhatIf;

/// <summary>推演 under <c>/api/v1</c>.</summary>
internal static class WhatIfApi
{
    public static void MapWhatIfApi(this RouteGroupBuilder api) =>
        api.MapGet("/what-if", ShowAsync).WithName("ShowWhatIf");

    private static async Task<IResult> ShowAsync(
        HttpContext request, string? from, string? to, string[]? staff, string[]? limit,
        string[]? route, TryChanges changes, Callers callers) =>
        ApiAnswers.Of(
            request,
            await changes.RunAsync(
                Read(from, to, staff, limit, route), await callers.OfAsync(request),
                request.RequestAborted),
            Show);

    /// <summary>A plus sign that was not escaped in an address arrives as a space.</summary>
    public static WhatIfQuery Read(
        string? from, string? to, string[]? staff, string[]? limit, string[]? route) => new(
        from, to,
        [.. (staff ?? []).Select(one => one.Replace("= ", "=+", StringComparison.Ordinal))],
        limit ?? [], route ?? []);

    private static object Show(WhatIfAnswer answer) => Show(answer.Ask, answer.Result);

    public static object Show(WhatIfAsk ask, WhatIfResult? result) => new
    {
        From = ask.FromDay, To = ask.ToDay,
        Cases = result?.City.CasesBefore ?? 0,
        result?.Runs,
        ask.Changes.Staff, ask.Changes.Limits, ask.Changes.Routes,
        City = result is null ? null : Show(result.City, null),
        Units = result?.Units.Select(one => Show(
            one, result.Hands.FirstOrDefault(hands => hands.Unit == one.Code))),
        Classes = result?.Classes.Select(one => Show(one, null)),
    };

    private static object Show(ComparedGroup group, ComparedHands? hands) => new
    {
        Code = group.Code.Length == 0 ? null : group.Code,
        group.CasesBefore, group.CasesAfter, group.Fit,
        HandsLearned = hands?.Learned, HandsAfter = hands?.After,
        Measures = group.Measures.ToDictionary(
            one => one.Measure.ToString(),
            one => new
            {
                Seen = group.Seen.TryGetValue(one.Measure, out var seen) ? seen : (double?)null,
                one.Before, one.After, one.Change, one.IsClear,
            }),
    };
}
