using System.Globalization;

namespace CivicLoop.Domain.Notices;

/// <summary>When somebody wants to hear from the city, in the city's own time.</summary>
/// <param name="DigestAt">Times of the day at which a digest comes, in order.</param>
/// <param name="QuietFrom">Beginning of the hours in which only urgent matters are sent.</param>
/// <param name="QuietUntil">Their end; before the beginning where they last over midnight.</param>
public sealed record NoticeHours(
    IReadOnlyList<TimeOnly> DigestAt, TimeOnly QuietFrom, TimeOnly QuietUntil)
{
    /// <summary>More digests a day are no digests.</summary>
    public const int DigestsMax = 4;

    /// <summary>Once in the morning; quiet from the end of the evening to the beginning of the
    /// office.</summary>
    public static NoticeHours Usual { get; } =
        new([new TimeOnly(8, 30)], new TimeOnly(20, 0), new TimeOnly(8, 0));

    private const string Format = "HH:mm";

    public bool IsQuiet(TimeOnly at) => QuietFrom <= QuietUntil
        ? at >= QuietFrom && at < QuietUntil
        : at >= QuietFrom || at < QuietUntil;

    /// <summary>When something may be sent that came up now: at once where it is urgent or the hour
    /// is not quiet, else when the quiet hours end.</summary>
    public DateTimeOffset SendAt(DateTimeOffset now, bool isUrgent, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(now, zone).DateTime;
        if (isUrgent || !IsQuiet(TimeOnly.FromDateTime(local)))
        {
            return now;
        }

        var day = DateOnly.FromDateTime(local);
        var end = day.ToDateTime(QuietUntil);
        return Instant(end > local ? end : day.AddDays(1).ToDateTime(QuietUntil), zone);
    }

    /// <summary>The latest digest that is due and was not written: on working days only, at the
    /// chosen times. Null where none is. One that was missed for hours is written once, not once
    /// for each.</summary>
    /// <param name="writtenTo">Instant of the last digest.</param>
    public DateTimeOffset? DigestDue(
        DateTimeOffset writtenTo, DateTimeOffset now, TimeZoneInfo zone,
        Func<DateOnly, bool> isWorkingDay)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, zone).DateTime);
        return new[] { today.AddDays(-1), today }
            .Where(isWorkingDay)
            .SelectMany(day => DigestAt.Where(at => !IsQuiet(at))
                .Select(at => Instant(day.ToDateTime(at), zone)))
            .Where(at => at > writtenTo && at <= now)
            .Select(at => (DateTimeOffset?)at)
            .Max();
    }

    /// <summary>Times as they are written and read: <c>08:30 17:00</c>.</summary>
    public static string Write(IEnumerable<TimeOnly> times) => string.Join(
        ' ', times.Select(at => at.ToString(Format, CultureInfo.InvariantCulture)));

    /// <summary>Null where one of them is no time of the day.</summary>
    public static IReadOnlyList<TimeOnly>? Read(string? text)
    {
        var times = new List<TimeOnly>();
        foreach (var word in (text ?? "").Split(
            [' ', ',', '，'], StringSplitOptions.RemoveEmptyEntries))
        {
            if (!TimeOnly.TryParseExact(
                word, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var at))
            {
                return null;
            }

            times.Add(at);
        }

        return [.. times.Distinct().Order()];
    }

    private static DateTimeOffset Instant(DateTime local, TimeZoneInfo zone) =>
        new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
}
