using System.Globalization;
using System.Text.Json;
using CivicLoop.Domain;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Files;
using CivicLoop.Platform.Tables;

namespace CivicLoop.Modules.Calendar;

/// <summary>Holidays and make-up days of some years, read from a file.</summary>
internal sealed record CalendarFile(
    IReadOnlyDictionary<DateOnly, LocalText> Holidays, IReadOnlyList<DateOnly> MakeUpDays)
{
    private static readonly Dictionary<string, string[]> Columns = new()
    {
        ["date"] = ["日期"],
        ["kind"] = ["类型"],
        ["name_zh"] = ["名称", "中文名"],
        ["name_en"] = ["英文名"],
    };

    /// <summary>Reads JSON with <c>holidays</c> (date to name) and <c>makeUpDays</c> or
    /// <c>workdays</c>, or a list with the columns date, kind (holiday, makeup) and name. Errors:
    /// it cannot be read, or a day is none.</summary>
    public static Outcome<CalendarFile> Read(byte[] file) =>
        !ZipLimits.IsZip(file) && file.FirstOrDefault(one => one > (byte)' ' && one < 0x80) == '{'
            ? Json(file)
            : List(file);

    /// <summary>The calendar with the days of these years instead of its own.</summary>
    public CalendarDocument ReplaceIn(CalendarDocument before)
    {
        var years = Holidays.Keys.Concat(MakeUpDays).Select(day => day.Year).ToHashSet();
        return before with
        {
            Holidays = before.Holidays.Where(day => !years.Contains(day.Key.Year))
                .Concat(Holidays).ToDictionary(),
            MakeUpDays =
            [
                .. before.MakeUpDays.Where(day => !years.Contains(day.Year)), .. MakeUpDays,
            ],
            LastKnownYear = Math.Max(before.LastKnownYear, years.Max()),
        };
    }

    private static Outcome<CalendarFile> Json(byte[] file)
    {
        try
        {
            using var document = JsonDocument.Parse(file);
            var holidays = new Dictionary<DateOnly, LocalText>();
            foreach (var day in document.RootElement.GetProperty("holidays").EnumerateObject())
            {
                if (!Day(day.Name).Try(out var date, out var bad))
                {
                    return bad;
                }

                holidays[date] = Name(day.Value);
            }

            var makeUp = new List<DateOnly>();
            foreach (var word in Worked(document.RootElement))
            {
                if (!Day(word).Try(out var date, out var bad))
                {
                    return bad;
                }

                makeUp.Add(date);
            }

            return Full(holidays, makeUp);
        }
        catch (Exception fault)
            when (fault is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return new Problem(ProblemCode.FileUnreadable, "file", fault.Message);
        }
    }

    // A list of days, or days with their names: both are common.
    private static IEnumerable<string> Worked(JsonElement root) =>
        root.TryGetProperty("makeUpDays", out var days)
            || root.TryGetProperty("workdays", out days)
            ? days.ValueKind == JsonValueKind.Array
                ? days.EnumerateArray().Select(day => day.GetString() ?? "")
                : days.EnumerateObject().Select(day => day.Name)
            : [];

    private static LocalText Name(JsonElement value)
    {
        if (value.ValueKind == JsonValueKind.Object)
        {
            var zh = value.GetProperty("zh").GetString() ?? "";
            return new LocalText(zh, value.GetProperty("en").GetString() ?? zh);
        }

        // English,中文,days: as the package chinese-days writes a name.
        return value.GetString()?.Split(',') switch
        {
            [var en, var zh, ..] => new LocalText(zh, en),
            [var one] => new LocalText(one, one),
            _ => new LocalText("", ""),
        };
    }

    private static Outcome<CalendarFile> List(byte[] file)
    {
        if (!Sheet.Read(file, Columns, "date", "kind").Try(out var sheet, out var problem))
        {
            return problem;
        }

        var holidays = new Dictionary<DateOnly, LocalText>();
        var makeUp = new List<DateOnly>();
        foreach (var row in sheet.Rows)
        {
            if (!Day(row["date"] ?? "").Try(out var day, out var bad))
            {
                return bad;
            }

            switch (row["kind"]?.ToLowerInvariant())
            {
                case "holiday" or "节假日":
                    var zh = row["name_zh"] ?? row["name_en"] ?? "—";
                    holidays[day] = new LocalText(zh, row["name_en"] ?? zh);
                    break;
                case "makeup" or "make-up" or "调休" or "上班":
                    makeUp.Add(day);
                    break;
                default:
                    return new Problem(ProblemCode.UnknownValue, "file", row["kind"] ?? "");
            }
        }

        return Full(holidays, makeUp);
    }

    private static Outcome<CalendarFile> Full(
        Dictionary<DateOnly, LocalText> holidays, List<DateOnly> makeUp) =>
        holidays.Count + makeUp.Count == 0
            ? new Problem(ProblemCode.FileEmpty, "file")
            : new CalendarFile(holidays, makeUp);

    private static Outcome<DateOnly> Day(string text) => DateOnly.TryParseExact(
        text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : new Problem(ProblemCode.FieldInvalid, "file", text);
}
