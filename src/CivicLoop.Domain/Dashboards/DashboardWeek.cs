namespace CivicLoop.Domain.Dashboards;

/// <summary>One week of one line in one area, counted once it has ended: what trends, rates and the
/// grid add up.</summary>
public sealed record DashboardWeek
{
    /// <summary>Weeks looked back on: half a year.</summary>
    public const int Back = 26;

    /// <summary>Weeks that make a present figure: long enough for a number, short enough to move.
    /// </summary>
    public const int Recent = 4;

    /// <summary>A division of any level or a zone beside them; empty for the whole city.</summary>
    public required string AreaCode { get; init; }

    /// <summary>Its Monday.</summary>
    public required DateOnly Week { get; init; }

    /// <summary>Lead department of the cases; empty where none is named.</summary>
    public required string LineOrg { get; init; }

    /// <summary>Reported in the week and opened (立案).</summary>
    public required long Opened { get; init; }

    /// <summary>Whose limit ended in the week (应结案).</summary>
    public required long Due { get; init; }

    /// <summary>Of them closed within it (按期结案).</summary>
    public required long OnTime { get; init; }

    /// <summary>When it was counted last.</summary>
    public required DateTimeOffset CountedAt { get; init; }

    /// <summary>The Monday of a day's week.</summary>
    public static DateOnly Of(DateOnly day) => day.AddDays(-(((int)day.DayOfWeek + 6) % 7));

    /// <summary>Mondays of the last finished weeks, the oldest first.</summary>
    public static IReadOnlyList<DateOnly> Finished(DateOnly today, int weeks)
    {
        var running = Of(today);
        return [.. Enumerable.Range(1, weeks).Reverse().Select(n => running.AddDays(-7 * n))];
    }
}

/// <summary>常住人口 of an area, for rates by residents.</summary>
/// <param name="AsOf">Day the figure is of.</param>
/// <param name="Source">Where it comes from, such as a census.</param>
public sealed record AreaResidents(
    string AreaCode, int Residents, DateOnly AsOf, string Source)
{
    /// <summary>More than any district has: what is above is a slip of the finger.</summary>
    public const int Max = 50_000_000;
}
