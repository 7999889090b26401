using CivicLoop.Domain;
using CivicLoop.Domain.Markets;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Markets;

/// <summary>The monthly board of markets under <c>/api/v1/markets</c>: everybody reads months that
/// are over, all staff the present one too.</summary>
internal static class MarketsApi
{
    public static void MapMarketsApi(this RouteGroupBuilder api)
    {
        api.MapGet("/markets", BoardAsync).WithName("ShowMarketBoard");
        api.MapGet("/markets/{site}", TrendAsync).WithName("ShowMarketTrend");
        api.MapPost("/markets/model", SaveAsync).WithName("SaveMarketModel");
    }

    /// <summary>The month asked for, else the last that is over; never one the reader may not see.
    /// </summary>
    public static CalendarMonth Month(string? typed, CalendarMonth last) =>
        CalendarMonth.Read(typed) is { } month && month.CompareTo(last) <= 0 ? month : last;

    private static async Task<IResult> BoardAsync(
        HttpContext request, string? month, Callers callers, ReadMarkets markets)
    {
        var isStaff = (await callers.OfAsync(request)).RefuseUnlessStaff() is null;
        var last = isStaff ? markets.ThisMonth : markets.ThisMonth.Add(-1);
        return ApiAnswers.Of(
            request,
            await markets.BoardAsync(Month(month, last), request.RequestAborted) is { } board
                ? board
                : (Outcome<MarketBoard>)new Problem(ProblemCode.NotFound, "month", month ?? ""),
            board => new
            {
                Month = board.Month.ToString(),
                Items = board.Rows.Select(one => Show(one, isStaff)),
            });
    }

    private static async Task<IResult> TrendAsync(
        HttpContext request, string site, Callers callers, ReadMarkets markets)
    {
        var isStaff = (await callers.OfAsync(request)).RefuseUnlessStaff() is null;
        return ApiAnswers.Of(
            request,
            await markets.TrendAsync(
                site, markets.ThisMonth.Add(isStaff ? 0 : -1), request.RequestAborted)
                is { } trend
                ? trend
                : (Outcome<MarketTrend>)new Problem(ProblemCode.NotFound, "site", site),
            trend => new
            {
                Site = trend.Site.Code, Months = trend.Months.Select(one => Show(one, isStaff)),
            });
    }

    private static async Task<IResult> SaveAsync(
        HttpContext request, MarketModel body, Callers callers, KeepMarketModel keep) =>
        ApiAnswers.Of(
            request,
            await keep.SaveAsync(body, await callers.OfAsync(request), request.RequestAborted),
            model => model);

    private static object Show(MarketOfMonth one, bool isStaff) => new
    {
        Site = one.Site.Code, one.Site.NameZh, one.Site.NameEn, Month = one.Month.ToString(),
        one.Score?.ScoreMilli, one.Score?.MeasuredMilli,
        Parts = one.Score?.Parts.Select(part => new { part.Part.Code, part.ShareMilli }),
        Visits = isStaff ? one.Visits.Select(visit => visit.Id) : null,
    };
}
