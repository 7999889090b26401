using System.Globalization;
using CivicLoop.Domain.Calendar;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Places;

namespace CivicLoop.Domain.Inspections;

/// <summary>How fast inspectors get about and look at a site.</summary>
/// <param name="KilometresPerHour">On the road, waiting at lights included.</param>
/// <param name="DetourPercent">Length of the road to the straight line; 130 for a third more.
/// </param>
/// <param name="MinutesOfVisit">Minutes of every visit: arriving, handing in.</param>
/// <param name="SecondsOfItem">Seconds each item of the check list takes.</param>
public sealed record RoutePace(
    int KilometresPerHour, int DetourPercent, int MinutesOfVisit, int SecondsOfItem)
{
    private const int Percent = 100;
    private const int SecondsOfMinute = 60;

    // 4 km/h, as somebody walks who looks about.
    private const int WalkedInMinute = 67;

    /// <summary>Metres of road between two places.</summary>
    public int Metres(GeoPoint one, GeoPoint other) => (int)Math.Round(
        Likeness.Metres(one.Lat, one.Lon, other.Lat, other.Lon) * DetourPercent / Percent);

    /// <summary>Minutes that many metres of road take, rounded up.</summary>
    public int Minutes(int metres)
    {
        var inMinute = KilometresPerHour * 1000 / SecondsOfMinute;
        return (metres + inMinute - 1) / inMinute;
    }

    /// <summary>Minutes a visit takes, by the size of its check list.</summary>
    /// <param name="walkedM">Metres that are walked.</param>
    /// <param name="watched">Minutes a crossing is watched.</param>
    public int VisitMinutes(int items, int walkedM, int watched) =>
        MinutesOfVisit + watched + (walkedM / WalkedInMinute)
        + (((items * SecondsOfItem) + SecondsOfMinute - 1) / SecondsOfMinute);
}

/// <summary>Minutes of a day, for example 510 to 720 for 08:30 to 12:00.</summary>
public readonly record struct DayMinutes(int From, int To)
{
    private const string Form = "HH:mm";

    public int Length => To - From;

    public static DayMinutes Of(WorkingSpan span) =>
        new((int)span.From.ToTimeSpan().TotalMinutes, (int)span.To.ToTimeSpan().TotalMinutes);

    /// <summary>Reads <c>08:30-12:00</c>; null where it is none.</summary>
    public static DayMinutes? Parse(string? text) =>
        text?.Split('-') is [var from, var to]
        && TimeOnly.TryParseExact(
            from, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var first)
        && TimeOnly.TryParseExact(
            to, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var last)
        && first < last
            ? Of(new WorkingSpan(first, last))
            : null;

    /// <summary>A minute of the day as a clock shows it.</summary>
    public static string Show(int minute) => string.Create(
        CultureInfo.InvariantCulture, $"{minute / 60:00}:{minute % 60:00}");
}
