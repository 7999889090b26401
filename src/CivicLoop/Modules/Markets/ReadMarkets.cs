using CivicLoop.Domain;
using CivicLoop.Domain.Inspections;
using CivicLoop.Domain.Markets;
using CivicLoop.Domain.Places;
using CivicLoop.Modules.Inspections.Contracts;
using CivicLoop.Modules.Places.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;

namespace CivicLoop.Modules.Markets;

/// <summary>A market in a month: its score and the visits it rests on.</summary>
/// <param name="Score">Null where the month had no visit: missing, not whole.</param>
internal sealed record MarketOfMonth(
    Site Site, CalendarMonth Month, MarketScore? Score, IReadOnlyList<Visit> Visits);

/// <summary>All markets in a month, best first, those without a visit last.</summary>
internal sealed record MarketBoard(
    MarketModel Model, CalendarMonth Month, IReadOnlyList<MarketOfMonth> Rows);

/// <summary>One market over the months.</summary>
internal sealed record MarketTrend(
    MarketModel Model, Site Site, IReadOnlyList<MarketOfMonth> Months);

/// <summary>Computes scores of markets from the visits that were handed in: nothing is entered a
/// second time, so every number opens to its visits.</summary>
internal sealed class ReadMarkets(
    CityDatabase database, SiteLists sites, FindVisits visits, CityHolder city,
    TimeProvider time)
{
    /// <summary>The month it is in the city; everybody reads those before it.</summary>
    public CalendarMonth ThisMonth => CalendarMonth.Of(city.Current.DayOf(time.GetUtcNow()));

    /// <summary>Null where the city has no model for the month.</summary>
    public async Task<MarketBoard?> BoardAsync(CalendarMonth month, CancellationToken stop)
    {
        if (await ModelAsync(month, stop) is not { } model)
        {
            return null;
        }

        var markets = await sites.AllAsync(new SiteFilter(model.SiteKind), stop);
        var seen = await SeenAsync(markets, month, month, stop);
        return new MarketBoard(
            model, month,
            [
                .. markets.Select(site => Of(model, site, month, seen[(site.Code, month)]))
                    .OrderByDescending(one => one.Score?.ScoreMilli ?? -1)
                    .ThenBy(one => one.Site.Code, StringComparer.Ordinal),
            ]);
    }

    /// <summary>The year up to a month; null where there is no such market.</summary>
    public async Task<MarketTrend?> TrendAsync(
        string code, CalendarMonth until, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var models = await KeepMarketModel.AllAsync(context, stop);
        if (Holding(models, until) is not { } model
            || await sites.FindAsync(code, stop) is not { } site
            || site.SiteKindCode != model.SiteKind)
        {
            return null;
        }

        var months = until.Last();
        var seen = await SeenAsync([site], months[0], until, stop);
        return new MarketTrend(
            model, site,
            [
                .. months.Select(month => Of(
                    Holding(models, month) ?? model, site, month, seen[(code, month)])),
            ]);
    }

    private async Task<MarketModel?> ModelAsync(CalendarMonth month, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        return Holding(await KeepMarketModel.AllAsync(context, stop), month);
    }

    private static MarketModel? Holding(
        IReadOnlyList<(DateOnly From, MarketModel Model)> models, CalendarMonth month) =>
        models.Where(one => one.From <= month.First).Select(one => one.Model).FirstOrDefault();

    private async Task<ILookup<(string Site, CalendarMonth Month), VisitSeen>> SeenAsync(
        IReadOnlyList<Site> markets, CalendarMonth from, CalendarMonth until,
        CancellationToken stop)
    {
        var model = city.Current;
        var done = await visits.DoneAsync(
            [.. markets.Select(site => site.Code)], model.BeginOf(from.First),
            model.BeginOf(until.End), stop);
        return done.ToLookup(one => (
            one.Visit.SiteCode, CalendarMonth.Of(model.DayOf(one.Visit.DoneAt!.Value))));
    }

    private static MarketOfMonth Of(
        MarketModel model, Site site, CalendarMonth month, IEnumerable<VisitSeen> seen)
    {
        var done = seen.ToList();
        var score = MarketScore.Of(
            model,
            done.SelectMany(one => one.Answers).Where(one => one.Kind == AnswerKind.Seen)
                .Select(one => new MarketAnswer(one.ItemCode, one.PointsMilli, one.ShareMilli)));
        return new MarketOfMonth(
            site, month, score.ScoreMilli is null ? null : score,
            [.. done.Select(one => one.Visit)]);
    }
}
