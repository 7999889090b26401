using CivicLoop.Domain.Places;

namespace CivicLoop.Domain.Inspections;

/// <summary>Within which bounds visits may change hands after the blind deal, so that ways become
/// short: nobody gets a visit <see cref="BlindAssignment"/> would not give them, and nobody gets
/// many more or fewer than they were dealt.</summary>
public sealed class RouteDeal
{
    // A twentieth more than dealt lets sites at the rim of a round change hands.
    private const int SlackPart = 20;

    private readonly IReadOnlyList<AssignedVisit> sent;
    private readonly IReadOnlyDictionary<string, SiteTies> ties;
    private readonly Dictionary<string, int> places;
    private readonly int?[] pairs;

    /// <param name="sent">The visits as they were dealt; each has an inspector.</param>
    /// <param name="ties">By site code.</param>
    public RouteDeal(
        IReadOnlyList<AssignedVisit> sent, IReadOnlyList<Inspector> inspectors,
        IReadOnlyDictionary<string, SiteTies> ties)
    {
        this.sent = sent;
        this.ties = ties;
        Inspectors = [.. inspectors.DistinctBy(one => one.Actor)];
        places = Inspectors.Index().ToDictionary(one => one.Item.Actor, one => one.Index);
        var known = new Dictionary<string, int>();
        pairs = new int?[sent.Count];
        foreach (var (n, one) in sent.Index())
        {
            if (!known.TryAdd(one.Site.Site.Code, n))
            {
                var first = known[one.Site.Site.Code];
                (pairs[n], pairs[first]) = (first, n);
            }
        }

        Dealt = [.. sent.Select(one => places[one.Inspector!])];
        var counts = Inspectors.Select((_, n) => Dealt.Count(one => one == n)).ToList();
        Most = [.. counts.Select(count => count + Slack(count))];
        Least = [.. counts.Select(count => count < 2 ? count : count - Slack(count))];
    }

    public IReadOnlyList<Inspector> Inspectors { get; }

    /// <summary>Whom each visit was dealt to, by their place among the inspectors.</summary>
    public IReadOnlyList<int> Dealt { get; }

    /// <summary>How many visits each inspector may have at most.</summary>
    public IReadOnlyList<int> Most { get; }

    /// <summary>How many each should have at least, so that nobody is spared.</summary>
    public IReadOnlyList<int> Least { get; }

    /// <summary>The other visit to the same site, which another inspector makes; null for none.
    /// </summary>
    public int? PairOf(int visit) => pairs[visit];

    public bool May(int visit, int inspector) => BlindAssignment.MayVisit(
        Inspectors[inspector], ties.GetValueOrDefault(sent[visit].Site.Site.Code));

    /// <summary>Whether a choice of inspectors keeps every rule of the deal.</summary>
    public bool Keeps(IReadOnlyList<int> chosen) =>
        chosen.Count == sent.Count
        && chosen.Index().All(one => May(one.Index, one.Item)
            && (pairs[one.Index] is not { } other || chosen[other] != one.Item))
        && chosen.CountBy(one => one).All(one => one.Value <= Most[one.Key]);

    /// <summary>The visits as somebody chose them.</summary>
    public IReadOnlyList<AssignedVisit> With(IReadOnlyList<int> chosen) =>
        [.. sent.Select((one, n) => one with { Inspector = Inspectors[chosen[n]].Actor })];

    /// <summary>Deals by turns: who has fewest gets the nearest site that is left to them. What
    /// nobody is left for stays with whom it was dealt to.</summary>
    /// <param name="visits">In the order of the visits that were sent.</param>
    public IReadOnlyList<int> Nearest(IReadOnlyList<RouteVisit> visits, RoutePace pace)
    {
        var chosen = new int?[visits.Count];
        var count = new int[Inspectors.Count];
        var here = new GeoPoint?[Inspectors.Count];
        var open = Enumerable.Range(0, Inspectors.Count).ToList();
        while (open.Count > 0)
        {
            var who = open.MinBy(n => count[n]);
            var next = count[who] < Most[who]
                ? NextOf(who, here[who], visits, chosen, pace)
                : null;
            if (next is not { } visit)
            {
                open.Remove(who);
                continue;
            }

            chosen[visit] = who;
            count[who]++;
            here[who] = visits[visit].Place;
        }

        return [.. chosen.Select((one, n) => one ?? Dealt[n])];
    }

    private static int Slack(int count) => Math.Max(1, count / SlackPart);

    private int? NextOf(
        int who, GeoPoint? here, IReadOnlyList<RouteVisit> visits, int?[] chosen, RoutePace pace)
    {
        (int Visit, int Metres)? best = null;
        for (var n = 0; n < visits.Count; n++)
        {
            if (chosen[n] is not null || !May(n, who)
                || (pairs[n] is { } other && chosen[other] == who))
            {
                continue;
            }

            var metres = here is { } from ? pace.Metres(from, visits[n].Place) : 0;
            if (best is null || metres < best.Value.Metres)
            {
                best = (n, metres);
            }
        }

        return best?.Visit;
    }
}
