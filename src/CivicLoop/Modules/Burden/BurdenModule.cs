using CivicLoop.Domain.People;
using CivicLoop.Modules.Burden.Contracts;
using CivicLoop.Modules.Scores.Contracts;
using CivicLoop.Platform.Journal;

namespace CivicLoop.Modules.Burden;

/// <summary>减负计量: what units are asked for, the limits of a week, facts entered once, objections.
/// </summary>
internal static class BurdenModule
{
    public static IServiceCollection AddBurden(this IServiceCollection services) => services
        .AddSingleton<CountAsk>()
        .AddSingleton<IMeasureSource, BurdenMeasure>()
        .AddSingleton<KnownFacts>()
        .AddSingleton<KeepCaps>()
        .AddSingleton<ActOnObjection>()
        .AddSingleton<BurdenLists>()
        .AddSingleton(new JournalSubject(
            KeepCaps.Subject, "burden", "/console/burden",
            // All staff may read it, so whoever reads the journal may.
            Permission.AuditRead));
}
