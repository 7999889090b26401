using CivicLoop.Domain;
using CivicLoop.Domain.Patrols;
using CivicLoop.Domain.Places;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Patrols;

/// <summary>Gives a new city the beats of its pack by the rules of beats.</summary>
internal sealed class InstallPatrols : IPackInstaller
{
    private const string Actor = "system";

    // Degrees of longitude: about 150 m here.
    private const double HalfStreet = 0.0015;

    public async Task InstallAsync(WriteSession session, Pack pack, DateTimeOffset now)
    {
        if (pack.Beats.Count == 0)
        {
            return;
        }

        var areas = new AreaIndex(pack.Areas);
        foreach (var one in pack.Beats)
        {
            var wish = new BeatWish(one.Code, one.Name.Zh, one.Name.En, one.Units, one.Wants);
            var entered = PatrolRules.Enter(wish, before: null, Ids.New(now), Actor, now);
            if (!entered.Try(out var beat, out var unfit))
            {
                throw new InvalidOperationException($"Beat {one.Code} does not fit: {unfit}");
            }

            await KeepBeats.StoreAsync(session, before: null, beat, Actor, now);
            foreach (var place in await PlacesAsync(session.Reads, one, beat, areas, now))
            {
                await KeepBeats.StorePlaceAsync(session, place, beat, Actor, now);
            }
        }
    }

    private static async Task<IEnumerable<PatrolPlace>> PlacesAsync(
        CityContext reads, PackBeat one, PatrolBeat beat, AreaIndex areas, DateTimeOffset now)
    {
        var sites = await reads.Set<Site>().Where(row => one.Sites.Contains(row.Code))
            .OrderBy(row => row.Code).ToListAsync();
        return sites.Select(site => KeepBeats.OfSite(site, beat, now))
            .Concat(one.Streets.Select((street, n) =>
            {
                var middle = areas.ShapeOf(street.Area)?.InteriorPoint
                    ?? throw new InvalidOperationException($"{street.Area} is not drawn.");
                var at = new GeoPoint(Math.Round(middle.X, 6), Math.Round(middle.Y, 6));
                return KeepBeats.OfStreet(
                    beat, n + 1, new PatrolStreet(street.Name, at, Along(at)), now);
            }));
    }

    // Where a demonstration's street runs nobody knows: a short line from west to east.
    private static string Along(GeoPoint at) => StreetCourse.Write(
        [at with { Lon = at.Lon - HalfStreet }, at, at with { Lon = at.Lon + HalfStreet }]);
}
