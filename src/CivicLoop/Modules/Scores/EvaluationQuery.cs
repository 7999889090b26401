using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Scores;
using CivicLoop.Modules.Scores.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Web;

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

    /// <summary>Which cases: a <see cref="CaseScope"/>; all if left out.</summary>
    public string? Scope { get; init; }

    public string? Key { get; init; }

    public string? After { get; init; }

    /// <summary>Errors: a day that cannot be read; an end before the start; a scope nobody knows,
    /// for what it meant would be shown as something else.</summary>
    public Outcome<Period> Period(CityModel city, DateTimeOffset now)
    {
        var today = city.DayOf(now);
        if (!Day(From, new DateOnly(today.Year, today.Month, 1), "from").Try(
                out var from, out var problem)
            || !Day(To, today, "to").Try(out var to, out problem))
        {
            return problem;
        }

        return to < from ? new Problem(ProblemCode.DateRangeInvalid, "to")
            : !string.IsNullOrEmpty(Scope) && KnownScope is null
                ? new Problem(ProblemCode.UnknownValue, "scope", Scope)
            : new Period(city.BeginOf(from), city.BeginOf(to.AddDays(1)));
    }

    public Grouping Grouping =>
        Enum.TryParse<Grouping>(By, ignoreCase: true, out var grouping)
            && Enum.IsDefined(grouping)
            ? grouping
            : Grouping.District;

    public CaseScope CaseScope => KnownScope ?? CaseScope.All;

    private CaseScope? KnownScope =>
        Enum.TryParse<CaseScope>(Scope, ignoreCase: true, out var scope) && Enum.IsDefined(scope)
            ? scope
            : null;

    public Outcome<Measure> ReadMeasure() =>
        Enum.TryParse<Measure>(Measure, ignoreCase: true, out var measure)
            && Enum.IsDefined(measure)
            ? measure
            : new Problem(ProblemCode.UnknownValue, "measure", Measure ?? "");

    private static Outcome<DateOnly> Day(string? text, DateOnly otherwise, string field) =>
        TypedDay.Read(text, field).Try(out var read, out var fault)
            ? read.Value ?? otherwise
            : fault;
}
