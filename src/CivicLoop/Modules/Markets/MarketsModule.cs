using CivicLoop.Domain.People;
using CivicLoop.Modules.Markets.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Journal;

namespace CivicLoop.Modules.Markets;

/// <summary>农贸市场评价: the monthly board of markets and the trend of each.</summary>
internal static class MarketsModule
{
    public static IServiceCollection AddMarkets(this IServiceCollection services) => services
        .AddSingleton<IPackInstaller, InstallMarkets>()
        .AddSingleton<KeepMarketModel>()
        .AddSingleton<ReadMarkets>()
        .AddSingleton<PlayMarkets>()
        .AddSingleton(new JournalSubject(
            KeepMarketModel.Subject, "markets", MarketsPage.Here,
            // All staff may read it, so whoever reads the journal may.
            Permission.AuditRead));
}
