using CivicLoop.Domain.Dashboards;
using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Dashboards;

/// <summary>条块同责: one cell of the grid: both who answer, how it stands, and its cases.</summary>
[Needs(Permission.CaseSee)]
internal sealed class CellPage(
    ReadDashboard read, DashboardCases cases, CellKeepers keepers, DashboardScopes scopes,
    CityHolder city, Callers callers) : PageModel
{
    public const string Here = "/console/dashboard/cell";

    private const int CasesShown = 20;

    public DashboardView? Shown { get; private set; }

    public CellAnswer Answer { get; private set; } = null!;

    /// <summary>The open ones with the least time left.</summary>
    public DashboardList Cases { get; private set; } = null!;

    public Problem? Problem { get; private set; }

    public static string AddressOf(string line, string area) =>
        $"{Here}?line={Uri.EscapeDataString(line)}&area={Uri.EscapeDataString(area)}";

    public async Task OnGetAsync([FromQuery] string? line, [FromQuery] string? area)
    {
        var stop = HttpContext.RequestAborted;
        var caller = await callers.OfAsync(HttpContext);
        var scope = new DashboardScope(
            area ?? (scopes.PartsOf(DashboardScope.City) is [var part, ..] ? part.Code : null),
            line ?? (scopes.Lines is [var one, ..] ? one.Code : null));
        if (!(await read.RunAsync(scope.Text, caller, stop)).Try(out var view, out var problem)
            || !(await cases.RunAsync(
                new DashboardQuery { Scope = scope.Text, Limit = CasesShown }, caller, stop))
                .Try(out var list, out problem))
        {
            Problem = problem;
            Response.StatusCode = problem.Code.HttpStatus();
            return;
        }

        if (view.Scope is not { Line: { } code, Area: { } place })
        {
            Problem = new Problem(ProblemCode.UnknownValue, "scope", view.Scope.Text);
            Response.StatusCode = Problem.Code.HttpStatus();
            return;
        }

        Answer = await keepers.OfAsync(city.Current.Organizations.Find(code)!, place, stop);
        (Shown, Cases) = (view, list);
    }
}
