using CivicLoop.Domain.Problems;

namespace CivicLoop.Domain.Intake;

/// <summary>What a local time without zone means.</summary>
/// <param name="At">The instant taken.</param>
/// <param name="Other">The later instant, where clocks showed that time twice; null where they
/// showed it once.</param>
public readonly record struct LocalInstant(DateTimeOffset At, DateTimeOffset? Other)
{
    /// <summary>Of a time that clocks showed twice the first is taken, the one still in
    /// daylight-saving time. Error: a time that clocks skipped.</summary>
    public static Outcome<LocalInstant> Read(DateTime local, TimeZoneInfo zone)
    {
        if (!zone.SupportsDaylightSavingTime)
        {
            return new LocalInstant(Instant(local, zone.BaseUtcOffset), null);
        }

        if (zone.IsInvalidTime(local))
        {
            return new Problem(
                ProblemCode.LocalTimeSkipped, null,
                local.ToString("yyyy-MM-dd HH:mm:ss", null));
        }

        if (!zone.IsAmbiguousTime(local))
        {
            return new LocalInstant(Instant(local, zone.GetUtcOffset(local)), null);
        }

        // The larger offset from UTC is the earlier instant.
        var offsets = zone.GetAmbiguousTimeOffsets(local);
        return new LocalInstant(
            Instant(local, offsets.Max()), Instant(local, offsets.Min()));
    }

    /// <summary>The reading that does not go back before <paramref name="earliest"/>, where there
    /// are two.</summary>
    public DateTimeOffset NotBefore(DateTimeOffset earliest) =>
        Other is { } later && At < earliest ? later : At;

    private static DateTimeOffset Instant(DateTime local, TimeSpan offset) =>
        new DateTimeOffset(DateTime.SpecifyKind(local, DateTimeKind.Unspecified), offset)
            .ToUniversalTime();
}
