using System.Globalization;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Cases.Contracts;

namespace CivicLoop.Modules.Cases;

/// <summary>A list's query string as it came in; pages and API read it the same way.</summary>
internal sealed record CaseListQuery
{
    public string? State { get; init; }

    public string? Class { get; init; }

    public string? Area { get; init; }

    public string? Line { get; init; }

    public string? Unit { get; init; }

    public string? Territory { get; init; }

    public string? Source { get; init; }

    public string? Open { get; init; }

    public string? Overdue { get; init; }

    /// <summary><c>late</c>, <c>soon</c>, <c>today</c> or <c>waiting</c>; then the list begins
    /// with the least time left.</summary>
    public string? Due { get; init; }

    public string? From { get; init; }

    public string? To { get; init; }

    public string? After { get; init; }

    public int? Limit { get; init; }

    /// <summary>Rows of a page, 1 to 200.</summary>
    public int Size => Math.Clamp(Limit ?? CaseLists.LimitDefault, 1, CaseLists.LimitMax);

    /// <summary>Errors: an unknown state, source or unit, a date without a zone, a range that ends
    /// before it begins.</summary>
    public Outcome<CaseFilter> Filter(OrganizationChart organizations)
    {
        if (Text(State)?.Split(',').FirstOrDefault(name => !IsState(name)) is { } unknown)
        {
            return new Problem(ProblemCode.UnknownValue, "state", unknown);
        }

        var unit = organizations.Meant(Unit);
        if (unit is null && Text(Unit) is { } nobody)
        {
            return new Problem(ProblemCode.UnitNotKnown, "unit", nobody);
        }

        CaseSource? source = null;
        if (Text(Source) is { } word)
        {
            if (!Enum.TryParse<CaseSource>(word, ignoreCase: true, out var read))
            {
                return new Problem(ProblemCode.UnknownValue, "source", word);
            }

            source = read;
        }

        DueFilter? due = null;
        if (Text(Due) is { } near)
        {
            if (!Enum.TryParse<DueFilter>(near, ignoreCase: true, out var read)
                || !Enum.IsDefined(read))
            {
                return new Problem(ProblemCode.UnknownValue, "due", near);
            }

            due = read;
        }

        if (!Instant(From, "from").Try(out var from, out var problem)
            || !Instant(To, "to").Try(out var to, out problem))
        {
            return problem;
        }

        return from.At is { } begin && to.At is { } end && end <= begin
            ? new Problem(ProblemCode.DateRangeInvalid, "to")
            : Build(source, from.At, to.At) with { Unit = unit?.Code, Due = due };
    }

    private CaseFilter Build(CaseSource? source, DateTimeOffset? from, DateTimeOffset? to) => new()
    {
        State = Text(State),
        Class = Text(Class),
        Area = Text(Area),
        Line = Text(Line),
        Territory = Text(Territory),
        Source = source,
        Open = Flag(Open),
        Overdue = Flag(Overdue),
        From = from,
        To = to,
    };

    private static bool IsState(string name) =>
        Enum.TryParse<CaseState>(name, ignoreCase: true, out var state) && Enum.IsDefined(state);

    private static Outcome<Read> Instant(string? word, string field)
    {
        if (Text(word) is not { } text)
        {
            return new Read(null);
        }

        var hasZone = text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > "yyyy-MM-dd".Length;
        return !hasZone ? new Problem(ProblemCode.DateWithoutZone, field, text)
            : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, out var at)
                ? new Read(at)
                : new Problem(ProblemCode.FieldInvalid, field, text);
    }

    private static bool? Flag(string? word) => Text(word)?.ToLowerInvariant() switch
    {
        "true" or "1" or "yes" or "on" => true,
        "false" or "0" or "no" => false,
        _ => null,
    };

    private static string? Text(string? value) =>
        string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    private sealed record Read(DateTimeOffset? At);
}
