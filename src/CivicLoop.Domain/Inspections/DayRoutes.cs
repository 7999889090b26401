using CivicLoop.Domain.Places;

namespace CivicLoop.Domain.Inspections;

/// <summary>A visit that is to be given a place on somebody's way.</summary>
/// <param name="Key">Its place in the list of all visits.</param>
/// <param name="Minutes">How long it takes.</param>
/// <param name="Open">When the site can be visited; null for any time.</param>
public sealed record RouteVisit(int Key, GeoPoint Place, int Minutes, DayMinutes? Open)
{
    /// <summary>The same visit so that it fits into a working day at all: a site that is open only
    /// outside the hours is visited at any time, and no visit is longer than the longest stretch.
    /// </summary>
    public RouteVisit Within(IReadOnlyList<DayMinutes> hours)
    {
        var shortened = this with
        {
            Minutes = Math.Min(Minutes, hours.Max(span => span.Length)),
        };
        return DayRoutes.Begin(shortened, 0, hours) is null
            ? shortened with { Open = null }
            : shortened;
    }
}

/// <summary>A visit with its place on the way.</summary>
/// <param name="Day">Number of the working day, from 0.</param>
/// <param name="At">Minute of the day at which it begins.</param>
/// <param name="Metres">From the stop before; 0 for the first of a day.</param>
public sealed record RoutedVisit(RouteVisit Visit, int Day, int N, int At, int Metres);

/// <summary>Lays visits into the hours of working days. A day begins at its first site and ends at
/// its last: where inspectors come from is nobody's business here.</summary>
public static class DayRoutes
{
    /// <summary>The first minute from <paramref name="earliest"/> at which a visit can begin and
    /// end within one stretch of the hours and while the site is open; null for not this day.
    /// </summary>
    public static int? Begin(RouteVisit visit, int earliest, IReadOnlyList<DayMinutes> hours)
    {
        var open = visit.Open ?? new DayMinutes(0, int.MaxValue);
        foreach (var span in hours)
        {
            var from = Math.Max(earliest, Math.Max(span.From, open.From));
            if (from + visit.Minutes <= Math.Min(span.To, open.To))
            {
                return from;
            }
        }

        return null;
    }

    /// <summary>Always the nearest site that still fits into the day; ties keep the given order.
    /// Visits that fit into none of the days are left out.</summary>
    public static IReadOnlyList<RoutedVisit> Nearest(
        IReadOnlyList<RouteVisit> visits, IReadOnlyList<DayMinutes> hours, int days,
        RoutePace pace)
    {
        var left = visits.ToList();
        var stops = new List<RoutedVisit>();
        for (var day = 0; day < days && left.Count > 0; day++)
        {
            var (at, before) = (hours[0].From, stops.Count);
            RouteVisit? here = null;
            while (Next(left, here, at, hours, pace) is { } next)
            {
                stops.Add(next with { Day = day, N = stops.Count - before + 1 });
                left.Remove(next.Visit);
                here = next.Visit;
                at = next.At + here.Minutes;
            }
        }

        return stops;
    }

    /// <summary>Given an order for one day; null where it does not fit into it.</summary>
    public static IReadOnlyList<RoutedVisit>? InOrder(
        IReadOnlyList<RouteVisit> order, int day, IReadOnlyList<DayMinutes> hours, RoutePace pace)
    {
        var stops = new List<RoutedVisit>();
        var at = hours[0].From;
        RouteVisit? here = null;
        foreach (var visit in order)
        {
            var metres = here is null ? 0 : pace.Metres(here.Place, visit.Place);
            if (Begin(visit, at + pace.Minutes(metres), hours) is not { } begin)
            {
                return null;
            }

            stops.Add(new RoutedVisit(visit, day, stops.Count + 1, begin, metres));
            (here, at) = (visit, begin + visit.Minutes);
        }

        return stops;
    }

    private static RoutedVisit? Next(
        List<RouteVisit> left, RouteVisit? here, int at, IReadOnlyList<DayMinutes> hours,
        RoutePace pace)
    {
        RoutedVisit? best = null;
        foreach (var visit in left)
        {
            var metres = here is null ? 0 : pace.Metres(here.Place, visit.Place);
            if ((best is null || metres < best.Metres)
                && Begin(visit, at + pace.Minutes(metres), hours) is { } begin)
            {
                best = new RoutedVisit(visit, 0, 0, begin, metres);
            }
        }

        return best;
    }
}
