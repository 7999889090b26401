using CivicLoop.Domain.Cases;
using CivicLoop.Domain.Dashboards;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Dashboards;

/// <summary>Which cases stand behind a number of a dashboard.</summary>
internal enum DashboardShow
{
    Open,

    /// <summary>Past the limit.</summary>
    Overdue,

    /// <summary>Less than a day left.</summary>
    Soon,

    /// <summary>The centre has to decide.</summary>
    Waiting,

    /// <summary>Reported in some days and opened.</summary>
    Opened,

    /// <summary>Whose limit ended in some days.</summary>
    Due,

    /// <summary>Of those due, the ones not closed in time.</summary>
    Late,

    /// <summary>Of one class in one place, in the last 30 days.</summary>
    Repeat,
}

/// <summary>A list as its address writes it.</summary>
internal sealed record DashboardQuery
{
    public string? Scope { get; init; }

    public DashboardShow? Show { get; init; }

    /// <summary>Of the open ones, those of this age.</summary>
    public AgeBand? Band { get; init; }

    /// <summary>First day; only with what is of some days.</summary>
    public string? From { get; init; }

    /// <summary>Last day, included.</summary>
    public string? To { get; init; }

    /// <summary>The place that repeats.</summary>
    public long? Place { get; init; }

    public string? Class { get; init; }

    public string? After { get; init; }

    public int? Limit { get; init; }
}

/// <summary>Cases behind a number, by the same conditions that count it.</summary>
/// <param name="IsCut">Only those the caller sees are listed; the number counts all.</param>
internal sealed record DashboardList(
    DashboardScope Scope, DashboardShow Show, Page<Case> Page, bool IsCut);

/// <summary>Lists the cases behind the numbers.</summary>
internal sealed class DashboardCases(
    DashboardScopes scopes, WeekLists weeks, FindRepeats repeats, CaseLists lists, CityHolder city,
    TimeProvider time)
{
    // Beyond them nobody kept cases, and a day after the last there is would be none.
    private const int YearMin = 2000;
    private const int YearMax = 2200;

    /// <summary>Errors: no such scope, or one the caller may not see; days that cannot be read; a
    /// place without its class.</summary>
    public async Task<Outcome<DashboardList>> RunAsync(
        DashboardQuery query, Caller caller, CancellationToken stop)
    {
        if (!scopes.Read(query.Scope, caller).Try(out var scope, out var problem)
            || !Days(query).Try(out var days, out problem))
        {
            return problem;
        }

        var show = query.Show ?? DashboardShow.Open;
        if (!Enum.IsDefined(show))
        {
            return new Problem(ProblemCode.UnknownValue, "show", $"{show}");
        }

        if (query.Band is { } band && !Enum.IsDefined(band))
        {
            return new Problem(ProblemCode.UnknownValue, "band", $"{band}");
        }

        if (show == DashboardShow.Repeat && (query.Place is null || query.Class is null))
        {
            return new Problem(
                ProblemCode.FieldRequired, query.Place is null ? "place" : "class");
        }

        var limit = query.Limit ?? CaseLists.LimitDefault;
        if (PageLimit.Refuse(limit, CaseLists.LimitMax) is { } tooMany)
        {
            return tooMany;
        }

        IQueryable<Case> Narrow(IQueryable<Case> rows)
        {
            rows = DashboardScopes.SeesAll(caller)
                ? rows
                : CaseFilter.Visible(rows, caller, Permission.CaseSee, city.Current);
            rows = scope.Line is { } line ? rows.Where(row => row.LineOrg == line) : rows;
            rows = scope.Area is { } area
                ? rows.Where(CaseFilter.InArea(city.Current, area))
                : rows;
            return Of(rows, show, query, days);
        }

        var page = show <= DashboardShow.Waiting
            ? await lists.MostUrgentAsync(Narrow, query.After, limit, stop)
            : await lists.NewestAsync(Narrow, query.After, limit, stop);
        return new DashboardList(scope, show, page, !DashboardScopes.SeesAll(caller));
    }

    private IQueryable<Case> Of(
        IQueryable<Case> rows, DashboardShow show, DashboardQuery query, DaySpan days)
    {
        var now = time.GetUtcNow();
        var from = city.Current.BeginOf(days.First);
        var to = city.Current.BeginOf(days.Last.AddDays(1));
        var counted = rows.Where(row => !CaseWorkflow.Uncounted.Contains(row.State));
        return show switch
        {
            DashboardShow.Open => Banded(rows.Where(row => row.IsOpen), query.Band, now),
            DashboardShow.Overdue => rows.Where(row =>
                row.IsOpen && row.Territory.DueAt < now),
            DashboardShow.Soon => Banded(
                rows.Where(row => row.IsOpen), AgeBand.LeftHours, now),
            DashboardShow.Waiting => rows.Where(row =>
                row.IsOpen && OpenCases.Waiting.Contains(row.State)),
            DashboardShow.Opened => counted.Where(row =>
                row.ReportedAt >= from && row.ReportedAt < to && row.AcceptedAt != null),
            DashboardShow.Due => counted.Where(row =>
                row.Territory.DueAt >= from && row.Territory.DueAt < to),
            DashboardShow.Late => counted.Where(row =>
                row.Territory.DueAt >= from && row.Territory.DueAt < to
                && (row.ClosedAt == null || row.ClosedAt > row.Territory.DueAt)),
            DashboardShow.Repeat => InPlace(rows, query),
        };
    }

    private static IQueryable<Case> Banded(
        IQueryable<Case> open, AgeBand? band, DateTimeOffset now)
    {
        if (band is not { } one)
        {
            return open;
        }

        var (from, to) = AgeBands.Range(one, now);
        return one switch
        {
            AgeBand.NoLimit => open.Where(row => row.Territory.DueAt == null),
            AgeBand.LateOverWeek => open.Where(row => row.Territory.DueAt < to),
            AgeBand.LeftMore => open.Where(row => row.Territory.DueAt >= from),
            _ => open.Where(row => row.Territory.DueAt >= from && row.Territory.DueAt < to),
        };
    }

    private IQueryable<Case> InPlace(IQueryable<Case> rows, DashboardQuery query)
    {
        // Nobody's place has such a number; a typed one must not run over.
        var place = Math.Clamp(query.Place!.Value, 0, (long.MaxValue / SamePlace.CellSize) - 1);
        var first = place * SamePlace.CellSize;
        var end = first + SamePlace.CellSize;
        return FindRepeats.Counted(rows, repeats.Since).Where(row =>
            row.CellKey >= first && row.CellKey < end && row.ClassCode == query.Class);
    }

    private Outcome<DaySpan> Days(DashboardQuery query)
    {
        if (!TypedDay.Read(query.From, "from").Try(out var from, out var problem)
            || !TypedDay.Read(query.To, "to").Try(out var to, out problem))
        {
            return problem;
        }

        var usual = weeks.Recent;
        var days = new DaySpan(from.Value ?? usual.First, to.Value ?? usual.Last);
        return days.Last < days.First ? new Problem(ProblemCode.DateRangeInvalid, "to")
            : days.First.Year < YearMin ? new Problem(ProblemCode.FieldInvalid, "from", query.From!)
            : days.Last.Year > YearMax ? new Problem(ProblemCode.FieldInvalid, "to", query.To!)
            : days;
    }
}
