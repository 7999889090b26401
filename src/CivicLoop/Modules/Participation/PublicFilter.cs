using System.Linq.Expressions;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Mvc;

namespace CivicLoop.Modules.Participation;

/// <summary>What the public list and map are narrowed by, as the address says it.</summary>
internal sealed record PublicQuery
{
    [FromQuery(Name = "class")]
    public string? Class { get; init; }

    [FromQuery(Name = "area")]
    public string? Area { get; init; }

    /// <summary><c>open</c> (also when left out), or another of
    /// <see cref="PublicFilter.States"/>.</summary>
    [FromQuery(Name = "state")]
    public string? State { get; init; }

    /// <summary>First day of reporting, the city's own.</summary>
    [FromQuery(Name = "from")]
    public string? From { get; init; }

    /// <summary>Last day of reporting, the city's own.</summary>
    [FromQuery(Name = "to")]
    public string? To { get; init; }

    /// <summary>West, south, east, north of the map beside the list.</summary>
    [FromQuery(Name = "bbox")]
    public string? Bbox { get; init; }

    /// <summary>An address the list and map are to show the surroundings of.</summary>
    [FromQuery(Name = "near")]
    public string? Near { get; init; }

    [FromQuery(Name = "after")]
    public string? After { get; init; }

    [FromQuery(Name = "limit")]
    public int? Limit { get; init; }

    /// <summary>Rows of a page, 1 to 200.</summary>
    public int Size(int usual) => Math.Clamp(Limit ?? usual, 1, CaseLists.LimitMax);
}

/// <summary>Which public cases a list or a map shows.</summary>
internal sealed record PublicFilter
{
    /// <summary>Days that count as lately closed.</summary>
    public const int RecentDays = 30;

    /// <summary>What <c>state</c> may say.</summary>
    public static IReadOnlyList<string> States { get; } =
        ["open", "overdue", "closed", "recent", "fixed", "in-time", "late", "refused", "all"];

    /// <summary>What <c>area</c> says of cases whose area nobody knows.</summary>
    public const string NoArea = "none";

    public string? Class { get; init; }

    public string? Area { get; init; }

    public required string State { get; init; }

    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    /// <summary>True where all open cases are asked for, which the counts of cells
    /// answer.</summary>
    public bool IsWhole =>
        this is { State: "open", Class: null, Area: null, From: null, To: null };

    /// <summary>Errors: an unknown class, area or state; a date that is none; a range that ends
    /// before it begins.</summary>
    public static Outcome<PublicFilter> Read(PublicQuery query, CityModel city)
    {
        var state = Text(query.State)?.ToLowerInvariant() ?? "open";
        if (!States.Contains(state))
        {
            return new Problem(ProblemCode.UnknownValue, "state", state);
        }

        if (Text(query.Class) is { } code && city.Catalogue.Find(code) is null)
        {
            return new Problem(ProblemCode.UnknownClass, "class", code);
        }

        if (Text(query.Area) is { } area && area != NoArea && city.Areas.Find(area) is null)
        {
            return new Problem(ProblemCode.UnknownValue, "area", area);
        }

        if (!TypedDay.Read(query.From, "from").Try(out var from, out var problem)
            || !TypedDay.Read(query.To, "to").Try(out var to, out problem))
        {
            return problem;
        }

        return to.Value < from.Value
            ? new Problem(ProblemCode.DateRangeInvalid, "to")
            : new PublicFilter
            {
                Class = Text(query.Class),
                Area = Text(query.Area),
                State = state,
                From = from.Value,
                To = to.Value,
            };
    }

    public IQueryable<Case> Apply(IQueryable<Case> cases, CityModel city, DateTimeOffset now)
    {
        cases = cases.Where(row => !row.IsPrivate);
        var since = now.AddDays(-RecentDays);
        cases = State switch
        {
            "open" => cases.Where(row => row.IsOpen),
            "closed" => cases.Where(row => !row.IsOpen),
            "recent" => cases.Where(row =>
                row.State == CaseState.Closed && row.ClosedAt >= since),
            _ => cases.Where(Counted(State, now)),
        };
        cases = Area == NoArea ? cases.Where(row => row.DistrictCode == null) : cases;
        var rest = new CaseFilter
        {
            Class = Class,
            Area = Area == NoArea ? null : Area,
            From = From is { } from ? city.BeginOf(from) : null,
            To = To is { } to ? city.BeginOf(to.AddDays(1)) : null,
        };
        return rest.Apply(cases, city, now);
    }

    /// <summary>What a number of the statistics counts; the list behind it asks the same.</summary>
    public static Expression<Func<Case, bool>> Counted(string state, DateTimeOffset now) =>
        state switch
        {
            "open" => row => row.IsOpen,
            "overdue" => row => row.IsOpen && row.Territory.DueAt < now,
            "fixed" => row => row.State == CaseState.Closed,
            "in-time" => row => row.State == CaseState.Closed
                && row.Territory.EndedAt <= row.Territory.DueAt,
            "late" => row => row.State == CaseState.Closed
                && row.Territory.EndedAt > row.Territory.DueAt,
            "refused" => row => row.State == CaseState.Rejected,
            _ => row => true,
        };

    /// <summary>The same filter as the part of an address after the question mark.</summary>
    public string Query() => Query(State == "open" ? null : State);

    /// <summary>The same, naming the state also where it is the usual one.</summary>
    public string WholeQuery() => Query(State);

    private string Query(string? state)
    {
        var parts = new (string Name, string? Value)[]
        {
            ("class", Class), ("area", Area), ("state", state),
            ("from", Write(From)), ("to", Write(To)),
        };
        return QueryString.Create(parts.Where(part => part.Value is not null)
            .Select(part => KeyValuePair.Create(part.Name, part.Value))).Value ?? "";
    }

    private static string? Write(DateOnly? day) => day is null ? null : TypedDay.Show(day);

    private static string? Text(string? value) =>
        string.IsNullOrWhiteSpace(value) ? null : value.Trim();
}
