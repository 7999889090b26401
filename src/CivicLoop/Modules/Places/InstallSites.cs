using CivicLoop.Domain.Places;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;

namespace CivicLoop.Modules.Places;

/// <summary>Registers the sites of a new city's pack by the rules of the register.</summary>
internal sealed class InstallSites : IPackInstaller
{
    public async Task InstallAsync(WriteSession session, Pack pack, DateTimeOffset now)
    {
        if (pack.Sites.Count == 0)
        {
            return;
        }

        var areas = new AreaIndex(pack.Areas);
        var kinds = pack.Editions.SelectMany(one => one.Body.SiteKinds)
            .Select(kind => kind.Code).ToHashSet();
        var city = new SiteSurroundings(
            place => areas.Locate(place.Lon, place.Lat), kinds.Contains, _ => false);
        foreach (var (n, one) in pack.Sites.Index())
        {
            var middle = areas.ShapeOf(one.AreaCode)?.InteriorPoint
                ?? throw new InvalidOperationException($"{one.AreaCode} is not drawn.");
            var wish = new SiteWish
            {
                Code = one.Code, Kind = one.Kind, NameZh = one.NameZh, NameEn = one.NameEn,
                Lon = Math.Round(middle.X, 6), Lat = Math.Round(middle.Y, 6),
            };
            // Ids a millisecond apart keep the order of the file.
            var entered = SiteRules.Enter(wish, before: null, city, now.AddMilliseconds(n));
            if (entered.Problem is { } problem)
            {
                throw new InvalidOperationException($"Site {one.Code} does not fit: {problem}");
            }

            var site = entered.Value with { RegisteredAt = now, ChangedAt = now };
            await KeepSites.StoreAsync(session, before: null, site, "system", now);
        }
    }
}
