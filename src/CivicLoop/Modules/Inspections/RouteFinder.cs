using CivicLoop.Domain.Inspections;

namespace CivicLoop.Modules.Inspections;

/// <summary>A draw with the routes of its inspectors.</summary>
/// <param name="Sent">In the order in which the visits were dealt.</param>
/// <param name="Stops">By the place in that order; a visit that fits into no day has none.</param>
internal sealed record RoutedDraw(
    IReadOnlyList<AssignedVisit> Sent, IReadOnlyDictionary<int, RoutedVisit> Stops,
    IReadOnlyList<DateOnly> Days, InspectionRoute Route);

/// <summary>Routes as they were found.</summary>
internal sealed record FoundRoutes(IReadOnlyList<int> Chosen, IReadOnlyList<RoutedVisit> Stops)
{
    public long Metres => Stops.Sum(one => (long)one.Metres);
}

/// <summary>Looks for the routes of a draw: by the solver, and by always going to the nearest site.
/// </summary>
internal sealed class RouteFinder(TravelOptions options)
{
    /// <summary>The shorter of what the solver finds and always going to the nearest site.
    /// </summary>
    public RoutedDraw Run(
        Guid plan, IReadOnlyList<AssignedVisit> sent, RouteDeal deal,
        IReadOnlyList<RouteVisit> visits, IReadOnlyList<DayMinutes> hours,
        IReadOnlyList<DateOnly> days, DateTimeOffset now)
    {
        var pace = options.Pace;
        var nearest = deal.Nearest(visits, pace);
        nearest = deal.Keeps(nearest) ? nearest : deal.Dealt;
        var plain = Laid(nearest, visits, mine => DayRoutes.Nearest(mine, hours, days.Count, pace));
        var solver = new RouteSolver(pace, hours, TimeSpan.FromSeconds(options.SecondsMax));
        var (solved, isMissing) = Solve(solver, deal, visits, nearest, hours, days.Count);
        var isShorter = solved is not null
            && (solved.Stops.Count > plain.Stops.Count
                || (solved.Stops.Count == plain.Stops.Count && solved.Metres < plain.Metres));
        var best = isShorter ? solved! : plain;
        return new RoutedDraw(
            deal.With(best.Chosen), best.Stops.ToDictionary(one => one.Visit.Key), days,
            new InspectionRoute
            {
                PlanId = plan, Way = isShorter ? RouteWay.Solver : RouteWay.Nearest,
                IsSolverMissing = isMissing, IsCutShort = solver.IsCutShort,
                Metres = best.Metres, NearestMetres = plain.Metres,
                Unplaced = sent.Count - best.Stops.Count, Days = days.Count, MadeAt = now,
            });
    }

    // What stays of a solver whose library is not on this machine is the plain way.
    private (FoundRoutes? Found, bool IsMissing) Solve(
        RouteSolver solver, RouteDeal deal, IReadOnlyList<RouteVisit> visits,
        IReadOnlyList<int> start, IReadOnlyList<DayMinutes> hours, int days)
    {
        if (!options.Solve || visits.Count == 0)
        {
            return (null, false);
        }

        try
        {
            // A deal with shorter ways may need one day more than another; both are tried.
            var chosen = solver.Deal(deal, visits, start) ?? start;
            var found = new[] { chosen, start }.Distinct()
                .Select(one => Laid(one, visits, mine => OfOne(solver, mine, hours, days)))
                .OrderByDescending(one => one.Stops.Count).ThenBy(one => one.Metres).First();
            return (found, false);
        }
        catch (Exception fault) when (fault
            is DllNotFoundException or TypeInitializationException or BadImageFormatException)
        {
            return (null, true);
        }
    }

    private IReadOnlyList<RoutedVisit> OfOne(
        RouteSolver solver, IReadOnlyList<RouteVisit> mine, IReadOnlyList<DayMinutes> hours,
        int days)
    {
        var plain = DayRoutes.Nearest(mine, hours, days, options.Pace);
        var needed = plain.Count == 0 ? days : Math.Min(days, plain[^1].Day + 2);
        return solver.Days(mine, needed) is { } found
            && (found.Count > plain.Count || (found.Count == plain.Count
                && found.Sum(one => one.Metres) < plain.Sum(one => one.Metres)))
            ? found
            : plain;
    }

    private static FoundRoutes Laid(
        IReadOnlyList<int> chosen, IReadOnlyList<RouteVisit> visits,
        Func<IReadOnlyList<RouteVisit>, IReadOnlyList<RoutedVisit>> days) => new(
        chosen,
        [
            .. visits.GroupBy(one => chosen[one.Key]).OrderBy(group => group.Key)
                .SelectMany(group => days([.. group])),
        ]);
}
