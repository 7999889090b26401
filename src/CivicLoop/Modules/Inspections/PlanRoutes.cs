using CivicLoop.Domain.Inspections;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Standards;
using CivicLoop.Modules.Standards.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;

namespace CivicLoop.Modules.Inspections;

/// <summary>Gives every visit of a draw a day and an hour, so that ways are short: within the blind
/// deal's rules, in working hours, while sites are open.</summary>
internal sealed class PlanRoutes(
    CityHolder city, EditionLists editions, RouteFinder finder, TravelOptions options)
{
    public async Task<RoutedDraw> RunAsync(
        CityContext context, InspectionPlan plan, IReadOnlyList<AssignedVisit> sent,
        RouteDeal deal, IReadOnlyDictionary<string, Site> register, DateTimeOffset now,
        CancellationToken stop)
    {
        var hours = city.Current.Calendar.Spans.Select(DayMinutes.Of).ToList();
        var days = DaysOf(plan);
        var visits = await VisitsAsync(context, plan, sent, register, hours, stop);
        return await Task.Run(
            () => finder.Run(plan.Id, sent, deal, visits, hours, days, now), stop);
    }

    // From the day after the draw; where no day is a working day, every day is.
    private List<DateOnly> DaysOf(InspectionPlan plan)
    {
        var tomorrow = editions.Today.AddDays(1);
        var first = plan.FromDay >= tomorrow ? plan.FromDay
            : tomorrow <= plan.ToDay ? tomorrow
            : plan.ToDay;
        var all = Enumerable.Range(0, plan.ToDay.DayNumber - first.DayNumber + 1)
            .Select(first.AddDays).ToList();
        var working = all.FindAll(city.Current.Calendar.IsWorkingDay);
        return working.Count > 0 ? working : all;
    }

    private async Task<IReadOnlyList<RouteVisit>> VisitsAsync(
        CityContext context, InspectionPlan plan, IReadOnlyList<AssignedVisit> sent,
        IReadOnlyDictionary<string, Site> register, IReadOnlyList<DayMinutes> hours,
        CancellationToken stop)
    {
        var protocols = await CheckProtocols.AllAsync(context, stop);
        var body = (await editions.BodyAsync(plan.EditionCode, stop)).Value;
        var minutes = body.SiteKinds.ToDictionary(
            kind => kind.Code, kind => MinutesOf(body.CheckedAt(kind), kind, protocols));
        return
        [
            .. sent.Select((one, n) => new RouteVisit(
                n, register[one.Site.Site.Code].Place,
                minutes.GetValueOrDefault(one.Site.Site.Kind, options.MinutesOfVisit),
                protocols.GetValueOrDefault(one.Site.Site.Kind)?.Open).Within(hours)),
        ];
    }

    private int MinutesOf(
        IReadOnlyList<CheckItem> items, SiteKind kind,
        IReadOnlyDictionary<string, CheckProtocol> protocols) => options.Pace.VisitMinutes(
        items.Count, protocols.GetValueOrDefault(kind.Code)?.Metres ?? 0,
        items.Sum(item => protocols.GetValueOrDefault(item.Code)?.Minutes ?? 0));
}
