namespace CivicLoop.Domain.Inspections;

/// <summary>Somebody who can be sent to sites.</summary>
/// <param name="Actor">As the journal names them.</param>
/// <param name="Organization">Code of the organisation they act for.</param>
/// <param name="HomeAreas">Areas they or their organisation belong to, up to the district; empty
/// for who belongs to the city as a whole.</param>
public sealed record Inspector(
    string Actor, string Organization, IReadOnlySet<string> HomeAreas);

/// <summary>What keeps inspectors away from a site.</summary>
/// <param name="AreaCodes">The areas it lies in.</param>
/// <param name="LastInspector">Who visited it last; null for nobody yet.</param>
public sealed record SiteTies(IReadOnlyCollection<string> AreaCodes, string? LastInspector);

/// <summary>A visit somebody is sent on.</summary>
/// <param name="Turn">1 for the first inspector, 2 for the one who repeats it blind.</param>
/// <param name="Inspector">Null where nobody fits.</param>
public sealed record AssignedVisit(DrawnSite Site, int Turn, string? Inspector);

/// <summary>盲派: who visits which site. Nobody chooses: not in one's own district, not a site one
/// visited last, and a repeated visit by another; of those left the one with the fewest visits, and
/// among equals the smallest ticket.</summary>
public static class BlindAssignment
{
    /// <param name="ties">By site code; a site without an entry keeps nobody away.</param>
    public static IReadOnlyList<AssignedVisit> Of(
        string seed, IReadOnlyList<DrawnSite> sites, IReadOnlyList<Inspector> inspectors,
        IReadOnlyDictionary<string, SiteTies> ties)
    {
        var load = inspectors.DistinctBy(one => one.Actor)
            .ToDictionary(one => one.Actor, _ => 0);
        var visits = new List<AssignedVisit>();
        foreach (var site in sites)
        {
            string? first = null;
            for (var turn = 1; turn <= (site.IsRepeated ? 2 : 1); turn++)
            {
                var ticketFor = $"{site.Site.Code}\n{turn}\n";
                var chosen = inspectors
                    .Where(one => one.Actor != first
                        && MayVisit(one, ties.GetValueOrDefault(site.Site.Code)))
                    .OrderBy(one => load[one.Actor])
                    .ThenBy(
                        one => SiteDraw.Ticket(seed, ticketFor + one.Actor),
                        StringComparer.Ordinal)
                    .FirstOrDefault()?.Actor;
                if (chosen is not null)
                {
                    load[chosen]++;
                }

                first = chosen;
                visits.Add(new AssignedVisit(site, turn, chosen));
            }
        }

        return visits;
    }

    /// <summary>Whether a site keeps this inspector away.</summary>
    public static bool MayVisit(Inspector inspector, SiteTies? ties) =>
        ties is null
        || (ties.LastInspector != inspector.Actor
            && !ties.AreaCodes.Any(inspector.HomeAreas.Contains));
}
