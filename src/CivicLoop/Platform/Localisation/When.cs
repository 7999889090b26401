using System.Globalization;
using CivicLoop.Domain.Cases;
using CivicLoop.Platform.City;

namespace CivicLoop.Platform.Localisation;

/// <summary>A time to be shown, with the class that gives its colour a meaning.</summary>
/// <param name="Tone"><c>time-late</c>, <c>time-soon</c>, <c>time-met</c> or empty.</param>
internal sealed record TimeWords(string Text, string Tone, DateTimeOffset? At);

/// <summary>Writes instants as the city's clocks show them, wherever the reader sits.</summary>
internal sealed class When(CityHolder city, Texts texts, TimeProvider time)
{
    // A working morning: less than this is worth a colour.
    private static readonly TimeSpan Soon = TimeSpan.FromHours(4);

    /// <summary>Date and minute, for example <c>2026-11-24 21:39</c>.</summary>
    public string Local(DateTimeOffset at) => Format(at, "yyyy-MM-dd HH:mm");

    public string Date(DateTimeOffset at) => Format(at, "yyyy-MM-dd");

    /// <summary>For example <c>2 小时后</c>, <c>3 d ago</c>.</summary>
    public string Relative(string language, DateTimeOffset at)
    {
        var span = at - time.GetUtcNow();
        var key = span < TimeSpan.Zero ? "Time.Ago" : "Time.In";
        return texts.Get(language, key, Span(language, span.Duration()));
    }

    /// <summary>How much time is left, or by how much it is late.</summary>
    public TimeWords Left(string language, DateTimeOffset? due)
    {
        if (due is not { } at || at >= Case.NothingDue)
        {
            return new TimeWords(texts.Get(language, "Time.None"), "", null);
        }

        var left = at - time.GetUtcNow();
        var key = left < TimeSpan.Zero ? "Time.Late" : "Time.Left";
        var tone = left < TimeSpan.Zero ? "time-late" : left < Soon ? "time-soon" : "";
        return new TimeWords(
            texts.Get(language, key, Span(language, left.Duration())), tone, at);
    }

    /// <summary>Time left on a clock, or the verdict once it ended.</summary>
    public TimeWords Left(string language, CaseClock clock) =>
        clock.StartedAt is null
            ? new TimeWords(texts.Get(language, "Time.NotStarted"), "", null)
        : clock.LeftMilli is not null
            ? new TimeWords(texts.Get(language, "Time.Stands"), "", null)
        : clock.EndedAt is not null && clock.OnTime(time.GetUtcNow()) is { } met
            ? new TimeWords(
                texts.Get(language, met ? "Time.Met" : "Time.Missed"),
                met ? "time-met" : "time-late", clock.DueAt)
            : Left(language, clock.EndedAt is null ? clock.DueAt : null);

    private string Span(string language, TimeSpan span)
    {
        var (key, amount) = span.TotalDays >= 2 ? ("Time.Days", span.TotalDays)
            : span.TotalHours >= 1 ? ("Time.Hours", span.TotalHours)
            : ("Time.Minutes", span.TotalMinutes);
        return texts.Get(language, key, Math.Floor(amount));
    }

    private string Format(DateTimeOffset at, string pattern) =>
        TimeZoneInfo.ConvertTime(at, city.Current.TimeZone)
            .ToString(pattern, CultureInfo.InvariantCulture);
}
