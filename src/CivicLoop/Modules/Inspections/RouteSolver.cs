using System.Diagnostics;
using CivicLoop.Domain.Inspections;
using Google.OrTools.ConstraintSolver;
using Google.Protobuf.WellKnownTypes;

namespace CivicLoop.Modules.Inspections;

/// <summary>Finds short ways with OR-Tools: first who makes which visit, then the order of each
/// inspector's days. It begins the same way and stops after so many improvements, not after so much
/// time, so that the same draw makes the same routes; the clock only ends what would take too long.
/// </summary>
internal sealed class RouteSolver(RoutePace pace, IReadOnlyList<DayMinutes> hours, TimeSpan most)
{
    // The first hundred improvements bring most of what there is to be had.
    private const int Improvements = 100;

    // A day more on the road is worth fifty kilometres, and a visit left out more than any way.
    private const int DayCost = 50_000;
    private const long LeftOutCost = 100_000_000;
    private const int DayEnd = 24 * 60;

    // Metres that are worth it so that nobody has much less to do than others.
    private const int MissingCost = 100_000;

    private readonly Stopwatch clock = Stopwatch.StartNew();

    public bool IsCutShort { get; private set; }

    /// <summary>Who makes each visit; null where nothing better was found in time.</summary>
    /// <param name="start">A deal that keeps every rule, from which it is improved.</param>
    public IReadOnlyList<int>? Deal(
        RouteDeal deal, IReadOnlyList<RouteVisit> visits, IReadOnlyList<int> start)
    {
        using var nodes = new RoutingIndexManager(visits.Count + 1, deal.Inspectors.Count, 0);
        using var model = new RoutingModel(nodes);
        model.SetArcCostEvaluatorOfAllVehicles(model.RegisterTransitMatrix(MetresOf(visits)));
        var one = model.RegisterUnaryTransitVector(
            [.. Enumerable.Range(0, visits.Count + 1).Select(n => n == 0 ? 0L : 1L)]);
        model.AddDimensionWithVehicleCapacity(
            one, 0, [.. deal.Most.Select(count => (long)count)], true, "visits");
        var counts = model.GetMutableDimension("visits");
        for (var who = 0; who < deal.Inspectors.Count; who++)
        {
            counts.SetCumulVarSoftLowerBound(model.End(who), deal.Least[who], MissingCost);
        }

        for (var n = 0; n < visits.Count; n++)
        {
            var who = model.VehicleVar(nodes.NodeToIndex(n + 1));
            who.SetValues(
            [
                .. Enumerable.Range(0, deal.Inspectors.Count).Where(each => deal.May(n, each))
                    .Select(each => (long)each),
            ]);
            if (deal.PairOf(n) is { } other && other < n)
            {
                model.solver().Add(model.solver().MakeNonEquality(
                    who, model.VehicleVar(nodes.NodeToIndex(other + 1))));
            }
        }

        var chosen = new int[visits.Count];
        var routes = Enumerable.Range(0, deal.Inspectors.Count).Select(who => visits
            .Where(one => start[one.Key] == who)
            .Select(one => nodes.NodeToIndex(one.Key + 1)).ToArray()).ToArray();
        var isSolved = Solve(
            nodes, model, (vehicle, node) => chosen[node - 1] = vehicle, routes);
        return isSolved && deal.Keeps(chosen) ? chosen : null;
    }

    /// <summary>The days of one inspector; null where nothing was found in time.</summary>
    public IReadOnlyList<RoutedVisit>? Days(IReadOnlyList<RouteVisit> visits, int days)
    {
        using var nodes = new RoutingIndexManager(visits.Count + 1, days, 0);
        using var model = new RoutingModel(nodes);
        var metres = MetresOf(visits);
        model.SetArcCostEvaluatorOfAllVehicles(model.RegisterTransitMatrix(metres));
        model.SetFixedCostOfAllVehicles(DayCost);
        model.AddDimension(
            model.RegisterTransitMatrix(MinutesOf(visits, metres)), DayEnd, DayEnd, false, "time");
        var time = model.GetMutableDimension("time");
        for (var day = 0; day < days; day++)
        {
            time.CumulVar(model.Start(day)).SetMin(hours[0].From);
        }

        foreach (var (n, visit) in visits.Index())
        {
            var index = nodes.NodeToIndex(n + 1);
            Limit(time.CumulVar(index), visit);
            model.AddDisjunction([index], LeftOutCost);
        }

        var orders = Enumerable.Range(0, days).Select(_ => new List<RouteVisit>()).ToList();
        return Solve(nodes, model, (day, node) => orders[day].Add(visits[node - 1]))
            ? Laid(orders)
            : null;
    }

    // The days are alike, so those in use are the first ones.
    private List<RoutedVisit>? Laid(List<List<RouteVisit>> orders)
    {
        var stops = new List<RoutedVisit>();
        foreach (var (day, order) in orders.Where(one => one.Count > 0).Index())
        {
            if (DayRoutes.InOrder(order, day, hours, pace) is not { } laid)
            {
                return null;
            }

            stops.AddRange(laid);
        }

        return stops;
    }

    private bool Solve(
        RoutingIndexManager nodes, RoutingModel model, Action<int, int> visit,
        long[][]? start = null)
    {
        var left = most - clock.Elapsed;
        if (left < TimeSpan.FromSeconds(1))
        {
            IsCutShort = true;
            return false;
        }

        var how = operations_research_constraint_solver.DefaultRoutingSearchParameters();
        how.FirstSolutionStrategy = FirstSolutionStrategy.Types.Value.ParallelCheapestInsertion;
        how.LocalSearchMetaheuristic = LocalSearchMetaheuristic.Types.Value.GreedyDescent;
        how.SolutionLimit = Improvements;
        how.TimeLimit = Duration.FromTimeSpan(left);
        model.CloseModelWithParameters(how);
        using var found = start is null
            ? model.SolveWithParameters(how)
            : model.SolveFromAssignmentWithParameters(
                model.ReadAssignmentFromRoutes(start, true), how);
        IsCutShort |= clock.Elapsed >= most;
        if (found is null)
        {
            return false;
        }

        for (var vehicle = 0; vehicle < model.Vehicles(); vehicle++)
        {
            var at = found.Value(model.NextVar(model.Start(vehicle)));
            while (!model.IsEnd(at))
            {
                visit(vehicle, nodes.IndexToNode(at));
                at = found.Value(model.NextVar(at));
            }
        }

        return true;
    }

    // When a visit may begin: what lies between two stretches of the hours is taken out.
    private void Limit(IntVar begin, RouteVisit visit)
    {
        var open = visit.Open ?? new DayMinutes(0, DayEnd);
        var after = 0;
        foreach (var span in hours)
        {
            var (from, to) = (
                Math.Max(span.From, open.From), Math.Min(span.To, open.To) - visit.Minutes);
            if (from > to)
            {
                continue;
            }

            if (after < from)
            {
                begin.RemoveInterval(after, from - 1);
            }

            after = to + 1;
        }

        begin.SetMax(after - 1);
    }

    // Node 0 is where nobody is yet: the way from it and to it costs nothing.
    private long[][] MetresOf(IReadOnlyList<RouteVisit> visits) =>
        Between(visits.Count, (from, to) => pace.Metres(visits[from].Place, visits[to].Place));

    private long[][] MinutesOf(IReadOnlyList<RouteVisit> visits, long[][] metres)
    {
        var minutes = Between(
            visits.Count,
            (from, to) => visits[from].Minutes + pace.Minutes((int)metres[from + 1][to + 1]));
        for (var n = 0; n < visits.Count; n++)
        {
            minutes[n + 1][0] = visits[n].Minutes;
        }

        return minutes;
    }

    private static long[][] Between(int count, Func<int, int, int> from)
    {
        var matrix = new long[count + 1][];
        matrix[0] = new long[count + 1];
        for (var one = 1; one <= count; one++)
        {
            matrix[one] = new long[count + 1];
            for (var other = 1; other <= count; other++)
            {
                matrix[one][other] = one == other ? 0 : from(one - 1, other - 1);
            }
        }

        return matrix;
    }
}
