using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Web;
using Microsoft.EntityFrameworkCore;

namespace CivicLoop.Modules.Command;

/// <summary>Which open cases the queue of the command centre shows.</summary>
internal enum CentreShow
{
    Open,

    /// <summary>Past what is due next.</summary>
    Overdue,

    /// <summary>Due within <see cref="CentreFigures.SoonHours"/>.</summary>
    Soon,
}

/// <summary>What narrows the command centre; also the query string of its address, so that a view
/// can be sent to a colleague.</summary>
/// <param name="Area">Code of a district.</param>
/// <param name="Unit">Code of a unit.</param>
/// <param name="Classes">Codes of the classes of a situation; null for all.</param>
internal sealed record CentreFilter(
    CentreShow Show, string? Area, string? Unit, IReadOnlyList<string>? Classes = null);

/// <summary>Numbers and queue of the command centre: open cases the caller may see, the least time
/// left first.</summary>
internal sealed class CentreFigures(
    CityDatabase database, CityHolder city, CaseLists lists, TimeProvider time)
{
    public const int SoonHours = 2;

    /// <summary>A page of the queue.</summary>
    public Task<Page<Case>> QueueAsync(
        CentreFilter filter, Caller caller, string? after, int limit, CancellationToken stop) =>
        lists.MostUrgentAsync(rows => Narrow(rows, filter, caller), after, limit, stop);

    /// <summary>How many each view shows; counted up to <see cref="BoundedCount.Max"/>.</summary>
    public async Task<IReadOnlyDictionary<CentreShow, int>> CountsAsync(
        CentreFilter filter, Caller caller, CancellationToken stop)
    {
        await using var context = database.OpenContext();
        var counts = new Dictionary<CentreShow, int>();
        foreach (var show in Enum.GetValues<CentreShow>())
        {
            counts[show] = await Narrow(
                    context.Set<Case>(), filter with { Show = show }, caller)
                .Select(row => row.Id).Take(BoundedCount.Max + 1).CountAsync(stop);
        }

        return counts;
    }

    private IQueryable<Case> Narrow(
        IQueryable<Case> cases, CentreFilter filter, Caller caller)
    {
        var now = time.GetUtcNow();
        var soon = now.AddHours(SoonHours);
        var rows = new CaseFilter { Open = true, Area = filter.Area, Unit = filter.Unit }.Apply(
            CaseFilter.Visible(cases, caller, Permission.CaseSee, city.Current), city.Current,
            now);
        if (filter.Classes is { } classes)
        {
            rows = rows.Where(row => classes.Contains(row.ClassCode));
        }

        return filter.Show switch
        {
            CentreShow.Open => rows,
            CentreShow.Overdue => rows.Where(row => row.NextDueAt < now),
            CentreShow.Soon => rows.Where(row => row.NextDueAt >= now && row.NextDueAt < soon),
        };
    }
}
