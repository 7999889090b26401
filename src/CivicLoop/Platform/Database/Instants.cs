namespace CivicLoop.Platform.Database;

/// <summary>The one place where instants become SQLite integers: microseconds since 1970, UTC.
/// PostgreSQL's timestamptz has the same precision, so both engines keep the same
/// instant.</summary>
internal static class Instants
{
    public static long ToMicroseconds(DateTimeOffset instant) =>
        (instant.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset FromMicroseconds(long microseconds) =>
        new(DateTime.UnixEpoch.Ticks + microseconds * TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);

    /// <summary>Cuts off what neither database keeps; whatever is hashed must survive storing.
    /// </summary>
    public static DateTimeOffset Storable(DateTimeOffset instant) =>
        FromMicroseconds(ToMicroseconds(instant));
}
