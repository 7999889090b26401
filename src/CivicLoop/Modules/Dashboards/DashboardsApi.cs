using CivicLoop.Domain.Dashboards;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Places;
using CivicLoop.Modules.Cases.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;

namespace CivicLoop.Modules.Dashboards;

/// <summary>Dashboards under <c>/api/v1</c>.</summary>
internal static class DashboardsApi
{
    public static void MapDashboardsApi(this RouteGroupBuilder api)
    {
        api.MapGet("/dashboard", ShowAsync).WithName("ShowDashboard");
        api.MapGet("/dashboard/cases", CasesAsync).WithName("ListDashboardCases");
        api.MapGet("/dashboard/grid", GridAsync).WithName("ShowDashboardGrid");
        api.MapGet("/dashboard/residents", ResidentsAsync).WithName("ListResidents");
        api.MapPost("/dashboard/residents", EnterAsync).WithName("EnterResidents");
    }

    private static async Task<IResult> ShowAsync(
        HttpContext request, string? scope, ReadDashboard read, Callers callers) =>
        ApiAnswers.Of(
            request,
            await read.RunAsync(
                scope, await callers.OfAsync(request), request.RequestAborted),
            Show);

    private static async Task<IResult> CasesAsync(
        HttpContext request, [AsParameters] DashboardQuery query, DashboardCases cases,
        Callers callers, CityHolder city, TimeProvider time)
    {
        var caller = await callers.OfAsync(request);
        return ApiAnswers.Of(
            request, await cases.RunAsync(query, caller, request.RequestAborted),
            found => new
            {
                Scope = found.Scope.Text, found.Show, found.IsCut,
                Items = found.Page.Items.Select(row => CaseView.Of(
                    row, city.Current, time.GetUtcNow(), caller: null)),
                found.Page.Next,
            });
    }

    private static async Task<IResult> GridAsync(
        HttpContext request, ReadGrid read, Callers callers) =>
        ApiAnswers.Of(
            request,
            await read.RunAsync(await callers.OfAsync(request), request.RequestAborted),
            grid => new
            {
                Own = grid.Own?.Text, grid.Period, grid.Recent.First, grid.Recent.Last,
                Lines = grid.Lines.Select(one => new
                {
                    one.Code, one.NameZh, one.NameEn, Sum = Show(grid.Sum(one.Code, null)),
                    Score = ScoreOf(grid, new DashboardScope(null, one.Code)),
                }),
                Districts = grid.Districts.Select(one => Show(grid, one)),
                Zones = grid.Zones.Select(one => Show(grid, one)),
                Cells = grid.Cells.Select(one => new
                {
                    one.Key.Line, District = one.Key.Area, Sum = Show(one.Value),
                }),
            });

    private static async Task<IResult> ResidentsAsync(
        HttpContext request, string? within, KeepResidents keep, Callers callers)
    {
        if ((await callers.OfAsync(request)).RefuseUnlessStaff() is { } refused)
        {
            return ApiAnswers.Of(request, refused);
        }

        var lines = await keep.BelowAsync(
            string.IsNullOrWhiteSpace(within) ? null : within, request.RequestAborted);
        return Results.Json(
            new
            {
                Items = lines.Select(one => new
                {
                    Area = one.Area.Code, one.Known?.Residents, one.Known?.AsOf,
                    one.Known?.Source,
                }),
            },
            ApiAnswers.Json);
    }

    private static async Task<IResult> EnterAsync(
        HttpContext request, ResidentsInput body, KeepResidents keep, Callers callers) =>
        ApiAnswers.Of(
            request,
            await keep.RunAsync(body, await callers.OfAsync(request), request.RequestAborted),
            one => new { Area = one.AreaCode, one.Residents, one.AsOf, one.Source });

    private static object Show(DashboardView view) => new
    {
        Scope = view.Scope.Text,
        view.At,
        Open = view.Open.Open,
        view.Open.Overdue,
        view.Open.Waiting,
        Bands = Enum.GetValues<AgeBand>().ToDictionary(
            band => band.ToString(), band => view.Open[band]),
        Recent = new
        {
            view.Recent.First, view.Recent.Last, view.Now.Opened, view.Now.Due,
            view.Now.OnTime, view.Now.Share,
        },
        Weeks = view.Weeks.Select((one, n) => new
        {
            one.Week, one.Count.Opened, one.Count.Due, one.Count.OnTime,
            OnTimeSignals = view.OnTime.Points[n].Signals,
            OpenedSignals = view.Opened.Points[n].Signals,
        }),
        OnTimeChart = Show(view.OnTime),
        OpenedChart = Show(view.Opened),
        RatesByResidents = view.ByResidents,
        RatesBySites = view.BySites,
        view.RepeatsInAll,
        view.Repeats,
    };

    private static object Show(ControlChart chart) => new
    {
        chart.Middle, chart.Spread, chart.HasLimits,
        Points = chart.Points.Select(one => new { one.Value, one.Low, one.High }),
    };

    private static object Show(DashboardGrid grid, Area column) => new
    {
        column.Code, column.NameZh, column.NameEn, Sum = Show(grid.Sum(null, column.Code)),
        Score = ScoreOf(grid, new DashboardScope(column.Code, null)),
    };

    private static object Show(GridCell cell) => new
    {
        cell.Open.Open, cell.Open.Overdue, cell.Recent.Due, cell.Recent.OnTime,
        cell.Recent.Share,
    };

    private static int? ScoreOf(DashboardGrid grid, DashboardScope unit) =>
        grid.Scores.GetValueOrDefault(unit.Text)?.Milli;
}
