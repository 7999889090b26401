namespace CivicLoop.Domain.Dashboards;

/// <summary>How old the duty of an open case is: how long past its limit, or how long before it
/// (超期与临期分段).</summary>
public enum AgeBand
{
    /// <summary>Past its limit by more than a week: somebody has to ask why.</summary>
    LateOverWeek,

    /// <summary>Past its limit by one to seven days.</summary>
    LateDays,

    /// <summary>Past its limit by less than a day.</summary>
    LateHours,

    /// <summary>Less than a day left.</summary>
    LeftHours,

    /// <summary>One to three days left.</summary>
    LeftDays,

    /// <summary>More than three days left.</summary>
    LeftMore,

    /// <summary>No limit runs: not dispatched yet, or set aside (挂账).</summary>
    NoLimit,
}

/// <summary>Where each band begins and ends, so that what counts a band and what lists it ask the
/// same.</summary>
public static class AgeBands
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);

    /// <summary>Bands in which the limit has passed.</summary>
    public static IReadOnlyList<AgeBand> Late { get; } =
        [AgeBand.LateOverWeek, AgeBand.LateDays, AgeBand.LateHours];

    /// <summary>The band of a limit; every limit lies in exactly one.</summary>
    public static AgeBand Of(DateTimeOffset? due, DateTimeOffset now) => due is not { } at
        ? AgeBand.NoLimit
        : Enum.GetValues<AgeBand>().First(band =>
        {
            var (from, to) = Range(band, now);
            return (band == AgeBand.LateOverWeek || at >= from)
                && (band == AgeBand.LeftMore || at < to);
        });

    /// <summary>From which limit, included, to which, excluded, a band reaches.</summary>
    /// <returns>The whole of time for <see cref="AgeBand.NoLimit"/>, which has none.</returns>
    public static (DateTimeOffset From, DateTimeOffset To) Range(AgeBand band, DateTimeOffset now)
    {
        // Not the ends of time itself: a database keeps none of them.
        var (first, last) = (now.AddYears(-100), now.AddYears(100));
        return band switch
        {
            AgeBand.LateOverWeek => (first, now - (7 * Day)),
            AgeBand.LateDays => (now - (7 * Day), now - Day),
            AgeBand.LateHours => (now - Day, now),
            AgeBand.LeftHours => (now, now + Day),
            AgeBand.LeftDays => (now + Day, now + (3 * Day)),
            AgeBand.LeftMore => (now + (3 * Day), last),
            AgeBand.NoLimit => (first, last),
        };
    }
}
