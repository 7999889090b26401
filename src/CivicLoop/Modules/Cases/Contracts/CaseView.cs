using CivicLoop.Domain;
using CivicLoop.Domain.Cases;
using CivicLoop.Domain.People;
using CivicLoop.Platform.City;

namespace CivicLoop.Modules.Cases.Contracts;

/// <summary>A code with its name in both languages, as the API shows organisations, areas and
/// classes.</summary>
internal sealed record Named(string Code, LocalText? Name);

/// <summary>One clock as the API shows it.</summary>
internal sealed record ClockView(
    DateTimeOffset? StartedAt, DateTimeOffset? DueAt, DateTimeOffset? EndedAt, string Kind,
    decimal? Limit, decimal? LeftWhileStanding, bool? OnTime)
{
    public static ClockView Of(CaseClock clock, DateTimeOffset now) => new(
        clock.StartedAt, clock.DueAt, clock.EndedAt, clock.Kind.ToString(),
        clock.LimitMilli / 1000m, clock.LeftMilli / 1000m, clock.OnTime(now));
}

/// <summary>A case as the people who work on it see it. The reporter's contact is not part of it.
/// </summary>
internal sealed record CaseView
{
    public required Guid Id { get; init; }

    public required string Number { get; init; }

    public CaseState State { get; init; }

    public bool IsOpen { get; init; }

    public CaseSource Source { get; init; }

    public required Named Class { get; init; }

    public int Condition { get; init; }

    public string? Description { get; init; }

    public string? Address { get; init; }

    public double? Lat { get; init; }

    public double? Lon { get; init; }

    public required IReadOnlyList<Named> Areas { get; init; }

    public Named? Line { get; init; }

    public Named? Unit { get; init; }

    public Named? Territory { get; init; }

    public string? RouteRule { get; init; }

    public string? RouteWhy { get; init; }

    public required ClockView LineClock { get; init; }

    public required ClockView TerritoryClock { get; init; }

    public DateTimeOffset? NextDueAt { get; init; }

    public DateTimeOffset ReportedAt { get; init; }

    public DateTimeOffset? ClosedAt { get; init; }

    public DateTimeOffset UpdatedAt { get; init; }

    public int Reworks { get; init; }

    public int Reopenings { get; init; }

    public int Supporters { get; init; }

    public bool IsPrivate { get; init; }

    public long Version { get; init; }

    /// <summary>What this caller may do next.</summary>
    public IReadOnlyList<NextStep> Next { get; init; } = [];

    public static CaseView Of(Case row, CityModel city, DateTimeOffset now, Caller? caller) => new()
    {
        Id = row.Id,
        Number = row.Number,
        State = row.State,
        IsOpen = row.IsOpen,
        Source = row.Source,
        Class = new Named(row.ClassCode, city.Catalogue.Find(row.ClassCode)?.Name),
        Condition = row.ConditionN,
        Description = row.Description,
        Address = row.Address,
        Lat = row.Lat,
        Lon = row.Lon,
        Areas = [.. row.AreaCodes.Select(code => new Named(code, city.Areas.Find(code)?.Name))],
        Line = Organization(row.LineOrg, city),
        Unit = Organization(row.UnitOrg, city),
        Territory = Organization(row.TerritoryOrg, city),
        RouteRule = row.RouteRule,
        RouteWhy = row.RouteWhy,
        LineClock = ClockView.Of(row.Line, now),
        TerritoryClock = ClockView.Of(row.Territory, now),
        NextDueAt = row.NextDueAt == Case.NothingDue ? null : row.NextDueAt,
        ReportedAt = row.ReportedAt,
        ClosedAt = row.ClosedAt,
        UpdatedAt = row.UpdatedAt,
        Reworks = row.Reworks,
        Reopenings = row.Reopenings,
        Supporters = row.Supporters,
        IsPrivate = row.IsPrivate,
        Version = row.Version,
        Next = caller is null ? [] : NextStep.For(row, city, caller),
    };

    private static Named? Organization(string? code, CityModel city) =>
        code is null ? null : new Named(code, city.Organizations.Find(code)?.Name);
}

/// <summary>A command the caller may give now, and what it needs.</summary>
internal sealed record NextStep(CaseCommand Command, CaseState? To, IReadOnlyList<string> Needs)
{
    public static IReadOnlyList<NextStep> For(Case row, CityModel city, Caller caller) =>
    [
        .. CaseWorkflow
            .NextFor(row.State, caller, row.Standing(city.Organizations.PathOf))
            .Select(edge => new NextStep(
                edge.Command, edge.To,
                [.. edge.EachNeed.Select(need => need.ToString())])),
    ];
}
