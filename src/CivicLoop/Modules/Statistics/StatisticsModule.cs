using CivicLoop.Domain.People;
using CivicLoop.Modules.Scores.Contracts;
using CivicLoop.Modules.Statistics.Contracts;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Journal;

namespace CivicLoop.Modules.Statistics;

/// <summary>统计数据: figures of measures and service ratings that units hand in, confirmed by another
/// body, as a source of scores.</summary>
internal static class StatisticsModule
{
    public static IServiceCollection AddStatistics(this IServiceCollection services) => services
        .AddSingleton<KnownMeasures>()
        .AddSingleton<EnterFigures>()
        .AddSingleton<DecideFigure>()
        .AddSingleton<ImportFigures>()
        .AddSingleton<StatisticLists>()
        .AddSingleton<PlayStatistics>()
        .AddMeasure(StatisticMeasure.Statistic)
        .AddMeasure(StatisticMeasure.Rating)
        .AddSingleton(new JournalSubject(
            EnterFigures.Subject, "statistics", StatisticsPage.Here,
            // All staff may read it, so whoever reads the journal may.
            Permission.AuditRead));

    private static IServiceCollection AddMeasure(this IServiceCollection services, string name) =>
        services
            .AddSingleton<IMeasureSource>(provider => Measure(provider, name))
            .AddSingleton<IMeasurePage>(provider => Measure(provider, name));

    private static StatisticMeasure Measure(IServiceProvider provider, string name) =>
        new(name, provider.GetRequiredService<CityDatabase>());
}
