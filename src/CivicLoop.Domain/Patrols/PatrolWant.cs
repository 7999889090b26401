using System.Globalization;
using CivicLoop.Domain.Problems;

namespace CivicLoop.Domain.Patrols;

/// <summary>In which time a wanted number of visits is counted.</summary>
public enum WantPeriod
{
    /// <summary>On each of the days.</summary>
    Day,

    /// <summary>In a week, on any of the days.</summary>
    Week,
}

/// <summary>巡查频次: how often each place of a beat is to be seen, on which days of the week and
/// between which hours.</summary>
/// <param name="Days">Days of the week in their order, 1 for Monday to 7 for Sunday (ISO 8601), for
/// example <c>12345</c>.</param>
/// <param name="FromHour">First hour of the band, 0 to 23, by the city's clocks.</param>
/// <param name="ToHour">Hour at which the band ends, up to 24.</param>
/// <param name="Times">Visits of each place in the period.</param>
public sealed record PatrolWant(
    string Days, int FromHour, int ToHour, int Times, WantPeriod Per)
{
    public const int MinutesOfHour = 60;

    /// <summary>A band is cut into one part for each visit; a shorter part than this leaves no room
    /// to walk.</summary>
    public const int PartMinutesMin = 20;

    private const string Week = "1234567";
    private const int DayHours = 24;
    private const int TimesMax = 12;

    // 12345 07-09 2/day
    private const int Parts = 3;

    /// <summary>Length of the band in minutes.</summary>
    public int Minutes => (ToHour - FromHour) * MinutesOfHour;

    /// <summary>Most visits that fall on one day.</summary>
    public int TimesOfDay => Per == WantPeriod.Day
        ? Times
        : (Times + Days.Length - 1) / Math.Max(1, Days.Length);

    /// <summary>Written as <see cref="Parse"/> reads it, for example <c>12345 07-09 2/day</c>.
    /// </summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{Days} {FromHour:00}-{ToHour:00} {Times}/{(Per == WantPeriod.Day ? "day" : "week")}");

    /// <summary>Reads one want. Errors: it is not written so; days, hours or times make no sense.
    /// </summary>
    public static Outcome<PatrolWant> Parse(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words.Length == Parts && words[1].Split('-') is [var from, var to]
            && words[2].Split('/') is [var times, var per]
            && Number(from) is { } first && Number(to) is { } last && Number(times) is { } many
            && (per is "day" or "week"))
        {
            var want = new PatrolWant(
                words[0], first, last, many, per == "day" ? WantPeriod.Day : WantPeriod.Week);
            return want.Fault() is { } fault ? fault : want;
        }

        return new Problem(ProblemCode.PatrolWantUnfit, "wants", text);
    }

    /// <summary>Reads all wants of a beat, with semicolons between.</summary>
    public static Outcome<IReadOnlyList<PatrolWant>> ParseAll(string? text)
    {
        var wants = new List<PatrolWant>();
        foreach (var one in (text ?? "").Split(
            [';', '；', '\n'],
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!Parse(one).Try(out var want, out var fault))
            {
                return fault;
            }

            wants.Add(want);
        }

        return wants;
    }

    /// <summary>Writes wants as <see cref="ParseAll"/> reads them.</summary>
    public static string Write(IEnumerable<PatrolWant> wants) => string.Join("; ", wants);

    /// <summary>Why nobody can walk so; null where it can be done.</summary>
    public Problem? Fault() =>
        Days.Length == 0 || Days.Any(day => !Week.Contains(day))
            || !Days.SequenceEqual(Days.Distinct().Order())
            || FromHour < 0 || ToHour > DayHours || FromHour >= ToHour
            || Times is < 1 or > TimesMax
            || Minutes / TimesOfDay < PartMinutesMin
            ? new Problem(ProblemCode.PatrolWantUnfit, "wants", ToString())
            : null;

    private static int? Number(string text) => int.TryParse(
        text, NumberStyles.None, CultureInfo.InvariantCulture, out var value)
        ? value
        : null;
}
