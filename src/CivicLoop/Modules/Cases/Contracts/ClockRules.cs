using CivicLoop.Domain.Cases;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;

namespace CivicLoop.Modules.Cases.Contracts;

/// <summary>The rules a clock is started by: the city's own, with what is urgent for the time.
/// </summary>
internal sealed class ClockRules(CityHolder city, IEnumerable<IUrgentClasses> urgent)
{
    /// <summary>Read inside the transaction that stores the clock.</summary>
    public async Task<CaseRules> AtAsync(
        CityContext reads, DateTimeOffset now, CancellationToken stop = default)
    {
        var classes = new HashSet<string>();
        foreach (var one in urgent)
        {
            classes.UnionWith(await one.OfAsync(reads, now, stop));
        }

        var rules = city.Current.CaseRules;
        return classes.Count == 0 ? rules : rules.WithUrgent(classes);
    }
}
