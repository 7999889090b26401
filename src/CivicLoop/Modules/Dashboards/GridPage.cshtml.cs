using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Dashboards;

/// <summary>条块总览: lines and areas crossed; one's own row and column first.</summary>
[Needs(Permission.CaseSee)]
internal sealed class GridPage(ReadGrid read, Callers callers) : PageModel
{
    public const string Here = "/console/dashboard/grid";

    public DashboardGrid? Shown { get; private set; }

    /// <summary>The line or area whose cells are listed; null for the table alone.</summary>
    public DashboardScope? Chosen { get; private set; }

    /// <summary>Lines cross areas only where there are several of both.</summary>
    public bool IsTable => Shown is { Lines.Count: > 1, Areas.Count: > 1 };

    public Problem? Problem { get; private set; }

    /// <param name="row">A line or a district as a scope is written; the own one if left out.
    /// </param>
    public async Task OnGetAsync([FromQuery] string? row)
    {
        if ((await read.RunAsync(
            await callers.OfAsync(HttpContext), HttpContext.RequestAborted))
            .Try(out var grid, out var problem))
        {
            Shown = grid;
            Chosen = ChosenOf(grid, row);
            return;
        }

        Problem = problem;
        Response.StatusCode = problem.Code.HttpStatus();
    }

    /// <summary>What may be listed, lines first.</summary>
    public IEnumerable<DashboardScope> Choices => Shown!.Lines
        .Select(one => new DashboardScope(null, one.Code))
        .Concat(Shown.Areas.Select(one => new DashboardScope(one.Code, null)));

    private DashboardScope? ChosenOf(DashboardGrid grid, string? row) =>
        Choices.FirstOrDefault(one => one.Text == row)
        ?? Choices.FirstOrDefault(one => one.Line is not null && one.Line == grid.Own?.Line)
        ?? (grid.Areas.Count == 1 ? new DashboardScope(grid.Areas[0].Code, null)
            : grid.Lines.Count == 1 ? new DashboardScope(null, grid.Lines[0].Code)
            : null);
}
