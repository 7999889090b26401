using System.Globalization;
using CivicLoop.Domain;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;

namespace CivicLoop.Modules.Calendar;

/// <summary>A calendar as lines of text, as an office clerk copies it from the State Council's
/// notice.</summary>
internal sealed record CalendarText
{
    private const int DayLength = 10;

    /// <summary>For example <c>08:30-12:00, 14:00-18:00</c>.</summary>
    public string? WorkingHours { get; init; }

    public string? LastKnownYear { get; init; }

    /// <summary>A line each: date, Chinese name, slash, English name.</summary>
    public string? Holidays { get; init; }

    /// <summary>A date a line.</summary>
    public string? MakeUpDays { get; init; }

    public static CalendarText Of(CalendarDocument calendar) => new()
    {
        WorkingHours = string.Join(
            ", ", calendar.WorkingHours.Select(pair => $"{pair[0]:HH\\:mm}-{pair[1]:HH\\:mm}")),
        LastKnownYear = calendar.LastKnownYear.ToString(CultureInfo.InvariantCulture),
        Holidays = string.Join(
            '\n',
            calendar.Holidays.OrderBy(day => day.Key)
                .Select(day => $"{day.Key:yyyy-MM-dd} {day.Value.Zh} / {day.Value.En}")),
        MakeUpDays = string.Join(
            '\n', calendar.MakeUpDays.Order().Select(day => $"{day:yyyy-MM-dd}")),
    };

    /// <summary>The calendar the text means; the weekend stays. Errors name the line that cannot be
    /// read.</summary>
    public Outcome<CalendarDocument> Read(CalendarDocument before)
    {
        var hours = new List<IReadOnlyList<TimeOnly>>();
        foreach (var part in Parts(WorkingHours, ','))
        {
            var ends = part.Split('-', StringSplitOptions.TrimEntries);
            if (ends.Length != 2 || !Time(ends[0], out var from) || !Time(ends[1], out var to))
            {
                return new Problem(ProblemCode.FieldInvalid, "workingHours", part);
            }

            hours.Add([from, to]);
        }

        if (!int.TryParse(LastKnownYear, CultureInfo.InvariantCulture, out var year)
            || year is < 2000 or > 2200)
        {
            return new Problem(ProblemCode.FieldInvalid, "lastKnownYear", LastKnownYear ?? "");
        }

        var holidays = new Dictionary<DateOnly, LocalText>();
        foreach (var line in Parts(Holidays, '\n'))
        {
            var names = line.Length > DayLength
                ? line[DayLength..].Split('/', 2, StringSplitOptions.TrimEntries)
                : [];
            if (names is not [{ Length: > 0 }, ..] || !Day(line[..DayLength], out var day))
            {
                return new Problem(ProblemCode.FieldInvalid, "holidays", line);
            }

            holidays[day] = new LocalText(names[0], names.Length > 1 ? names[1] : names[0]);
        }

        var makeUpDays = new List<DateOnly>();
        foreach (var line in Parts(MakeUpDays, '\n'))
        {
            if (!Day(line, out var day))
            {
                return new Problem(ProblemCode.FieldInvalid, "makeUpDays", line);
            }

            makeUpDays.Add(day);
        }

        return before with
        {
            WorkingHours = hours,
            LastKnownYear = year,
            Holidays = holidays,
            MakeUpDays = makeUpDays,
        };
    }

    private static string[] Parts(string? text, char separator) =>
        (text ?? "").Split(
            separator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private static bool Time(string text, out TimeOnly time) => TimeOnly.TryParseExact(
        text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);

    private static bool Day(string text, out DateOnly day) => DateOnly.TryParseExact(
        text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out day);
}
