using System.Globalization;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Scores;
using CivicLoop.Platform.City;

namespace CivicLoop.Modules.Scores;

/// <summary>A period and a grouping as an address writes them.</summary>
internal sealed record EvaluationQuery
{
    /// <summary>First day, the city's own: <c>2026-11-01</c>; the month's first if left out.
    /// </summary>
    public string? From { get; init; }

    /// <summary>Last day, included; today if left out.</summary>
    public string? To { get; init; }

    public string? By { get; init; }

    public string? Measure { get; init; }

    public string? Key { get; init; }

    public string? After { get; init; }

    /// <summary>Errors: a day that cannot be read; an end before the start.</summary>
    public Outcome<Period> Period(CityModel city, DateTimeOffset now)
    {
        var today = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(now, city.TimeZone).DateTime);
        if (!Day(From, new DateOnly(today.Year, today.Month, 1), "from").Try(
                out var from, out var problem)
            || !Day(To, today, "to").Try(out var to, out problem))
        {
            return problem;
        }

        return to < from
            ? new Problem(ProblemCode.DateRangeInvalid, "to")
            : new Period(Midnight(from, city), Midnight(to.AddDays(1), city));
    }

    public Grouping Grouping =>
        Enum.TryParse<Grouping>(By, ignoreCase: true, out var grouping)
            && Enum.IsDefined(grouping)
            ? grouping
            : Grouping.District;

    public Outcome<Measure> ReadMeasure() =>
        Enum.TryParse<Measure>(Measure, ignoreCase: true, out var measure)
            && Enum.IsDefined(measure)
            ? measure
            : new Problem(ProblemCode.UnknownValue, "measure", Measure ?? "");

    private static Outcome<DateOnly> Day(string? text, DateOnly otherwise, string field) =>
        string.IsNullOrWhiteSpace(text) ? otherwise
        : DateOnly.TryParseExact(
            text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None,
            out var day)
            ? day
            : new Problem(ProblemCode.FieldInvalid, field, text);

    private static DateTimeOffset Midnight(DateOnly day, CityModel city)
    {
        var local = day.ToDateTime(TimeOnly.MinValue);
        return new DateTimeOffset(local, city.TimeZone.GetUtcOffset(local)).ToUniversalTime();
    }
}
