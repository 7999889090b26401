using CivicLoop.Domain.Cases;
using CivicLoop.Platform.City;

namespace CivicLoop.Modules.Cases.Contracts;

/// <summary>How near its limit a case at its unit is, as lists are narrowed by it.</summary>
internal enum DueFilter
{
    Late,
    Soon,
    Today,

    /// <summary>The unit has answered, returned or set it aside; others have the word.</summary>
    Waiting,
}

/// <summary>What the numbers before a head of department mean; lists and counts share it.</summary>
internal static class DueFilters
{
    /// <summary>A working morning, as wherever a time is coloured.</summary>
    public static readonly TimeSpan Soon = TimeSpan.FromHours(4);

    public static readonly CaseState[] WithUnit =
        [CaseState.Dispatched, CaseState.ExtensionAsked, CaseState.SuspensionAsked];

    public static readonly CaseState[] WithOthers =
        [CaseState.Returned, CaseState.Suspended, CaseState.Rectified, CaseState.Passed];

    /// <summary>The midnight that ends the city's own day.</summary>
    public static DateTimeOffset EndOfDay(DateTimeOffset now, CityModel city) =>
        city.BeginOf(city.DayOf(now).AddDays(1));

    public static IQueryable<Case> Apply(
        DueFilter due, IQueryable<Case> cases, CityModel city, DateTimeOffset now)
    {
        var soon = now + Soon;
        var midnight = EndOfDay(now, city);
        return due switch
        {
            DueFilter.Waiting => cases.Where(row =>
                row.IsOpen && row.UnitOrg != null && WithOthers.Contains(row.State)),
            DueFilter.Late => AtUnit(cases).Where(row => row.NextDueAt < now),
            DueFilter.Soon => AtUnit(cases)
                .Where(row => row.NextDueAt >= now && row.NextDueAt < soon),
            DueFilter.Today => AtUnit(cases)
                .Where(row => row.NextDueAt >= soon && row.NextDueAt < midnight),
        };
    }

    private static IQueryable<Case> AtUnit(IQueryable<Case> cases) =>
        cases.Where(row => row.IsOpen && row.UnitOrg != null && WithUnit.Contains(row.State));
}
