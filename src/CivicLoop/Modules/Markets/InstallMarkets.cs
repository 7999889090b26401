using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;

namespace CivicLoop.Modules.Markets;

/// <summary>Gives a new city the market model of its pack.</summary>
internal sealed class InstallMarkets : IPackInstaller
{
    public async Task InstallAsync(WriteSession session, Pack pack, DateTimeOffset now)
    {
        if (pack.Markets is not { } model)
        {
            return;
        }

        var zone = TimeZoneInfo.FindSystemTimeZoneById(pack.Identity.TimeZone);
        // A year before, so that months from before the program can be shown.
        var from = CityDay.Of(now, zone).AddYears(-1);
        await KeepMarketModel.StoreAsync(
            session, model, new DateOnly(from.Year, from.Month, 1), "system", now);
    }
}
