using CivicLoop.Domain.Dashboards;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Places;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Scores;
using CivicLoop.Modules.Scores.Contracts;
using CivicLoop.Platform.City;

namespace CivicLoop.Modules.Dashboards;

/// <summary>A number of the grid: open now, and how it went in the last weeks.</summary>
internal sealed record GridCell(OpenCount Open, WeekCount Recent)
{
    public static GridCell None { get; } = new(OpenCount.None, WeekCount.None);
}

/// <summary>条块: lines across, areas down, and the cell where they meet.</summary>
/// <param name="Zones">Areas beside the districts: what they count is in a district's column too,
/// and no sum takes it twice.</param>
/// <param name="Own">The caller's own scope, shown first; null where it is the whole city.</param>
/// <param name="Scores">Published share of the points, of 100 000, by unit (<c>l.</c> line,
/// <c>t.</c> area).</param>
/// <param name="Period">Of which period the scores are; null where none are published.</param>
internal sealed record DashboardGrid(
    IReadOnlyList<Organization> Lines, IReadOnlyList<Area> Districts,
    IReadOnlyList<Area> Zones, IReadOnlyDictionary<(string Line, string Area), GridCell> Cells,
    DashboardScope? Own, IReadOnlyDictionary<string, UnitFigure> Scores, string? Period,
    DaySpan Recent)
{
    // A zone's own people see its column alone.
    private readonly HashSet<string> summed =
        [.. (Districts.Count > 0 ? Districts : Zones).Select(one => one.Code)];

    /// <summary>Districts, and the zones behind them.</summary>
    public IReadOnlyList<Area> Areas { get; } = [.. Districts, .. Zones];

    public GridCell Cell(string line, string area) =>
        Cells.GetValueOrDefault((line, area), GridCell.None);

    /// <summary>A line across all areas, or an area across all lines.</summary>
    public GridCell Sum(string? line, string? area)
    {
        var cells = Cells
            .Where(one => (line is null || one.Key.Line == line)
                && (area is null ? summed.Contains(one.Key.Area) : one.Key.Area == area))
            .Select(one => one.Value).ToList();
        return new GridCell(
            OpenCount.Sum(cells.Select(one => one.Open)),
            cells.Aggregate(WeekCount.None, (sum, one) => sum.And(one.Recent)));
    }
}

/// <summary>Reads the grid: what everybody who evaluates may see of all; others of their own line
/// or area.</summary>
internal sealed class ReadGrid(
    DashboardScopes scopes, OpenCases open, WeekLists weeks, FindScores scores, CityHolder city,
    TimeProvider time)
{
    /// <summary>Error: the caller sees no cases.</summary>
    public async Task<Outcome<DashboardGrid>> RunAsync(Caller caller, CancellationToken stop)
    {
        if (!scopes.Read(null, caller).Try(out var home, out var refused))
        {
            return refused;
        }

        var parts = (await open.PartsAsync(stop)).ToLookup(one => one.Line ?? "");
        // One's own first, then those with most to do; it is no ranking of how they do it.
        var lines = scopes.Lines.Where(one => scopes.Allows(
                caller, new DashboardScope(home.Area, one.Code)))
            .OrderBy(one => one.Code != home.Line)
            .ThenByDescending(one => parts[one.Code].Sum(part => part.Count.Open))
            .ThenBy(one => one.Code, StringComparer.Ordinal).ToList();
        var homeDistrict = scopes.DistrictOf(home.Area);
        List<Area> Seen(IEnumerable<Area> areas) =>
        [
            .. areas.Where(one => DashboardScopes.SeesAll(caller) || homeDistrict is null
                    || one.Code == homeDistrict)
                .OrderBy(one => one.Code != homeDistrict)
                .ThenBy(one => one.Code, StringComparer.Ordinal),
        ];
        var districts = Seen(scopes.PartsOf(DashboardScope.City));
        var zones = Seen(scopes.Zones);
        List<Area> areas = [.. districts, .. zones];
        var cells = await CellsAsync(lines, areas, stop);
        var (figures, period) = await ScoresAsync(lines, areas, stop);
        return new DashboardGrid(
            lines, districts, zones, cells, home == DashboardScope.City ? null : home, figures,
            period, weeks.Recent);
    }

    private async Task<IReadOnlyDictionary<(string Line, string Area), GridCell>> CellsAsync(
        List<Organization> lines, List<Area> areas, CancellationToken stop)
    {
        var now = (await open.PartsAsync(stop)).SelectMany(
                one => new[] { one.District, one.Beside }.OfType<string>()
                    .Select(area => (Key: (one.Line ?? "", area), one.Count)))
            .ToLookup(one => one.Key, one => one.Count);
        var recent = await weeks.CellsAsync([.. areas.Select(one => one.Code)], stop);
        return lines.SelectMany(line => areas.Select(area => (line.Code, area.Code)))
            .ToDictionary(
                key => key,
                key => new GridCell(
                    OpenCount.Sum(now[key]), recent.GetValueOrDefault(key, WeekCount.None)));
    }

    // The scores of the last published period of the year; the first card is the city's own.
    private async Task<(IReadOnlyDictionary<string, UnitFigure> Figures, string? Period)>
        ScoresAsync(List<Organization> lines, List<Area> areas, CancellationToken stop)
    {
        var none = new Dictionary<string, UnitFigure>();
        var month = $"{ScorePeriod.MonthAt(city.Current.DayOf(time.GetUtcNow()))}";
        var card = (await scores.CardsAsync(stop)).Select(one => one.Code).FirstOrDefault();
        if (card is null || await scores.SoFarAsync(card, month, stop) is not { } source)
        {
            return (none, null);
        }

        var root = (await scores.NodesAsync(card, source.Period, stop))
            .Select(one => one.Code).FirstOrDefault();
        if (root is null)
        {
            return (none, null);
        }

        var chart = city.Current.Organizations;
        var owners = areas.Select(area => (area.Code, Owner: chart.OwnerOf(area.Code)?.Code))
            .Where(one => one.Owner is not null).ToDictionary(one => one.Owner!, one => one.Code);
        var figures = await scores.FiguresAsync(
            source, [.. lines.Select(one => one.Code), .. owners.Keys], [root], stop);
        return (
            figures.ToDictionary(
                one => owners.TryGetValue(one.Key.Unit, out var area)
                    ? new DashboardScope(area, null).Text
                    : new DashboardScope(null, one.Key.Unit).Text,
                one => one.Value),
            source.Period);
    }
}
