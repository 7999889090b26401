using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Dashboards;

/// <summary>The cases behind a number of a dashboard.</summary>
[Needs(Permission.CaseSee)]
internal sealed class DashboardCasesPage(DashboardCases cases, Callers callers) : PageModel
{
    public const string Here = "/console/dashboard/cases";

    public DashboardQuery Query { get; private set; } = new();

    public DashboardList? Shown { get; private set; }

    public Problem? Problem { get; private set; }

    public async Task OnGetAsync([FromQuery] DashboardQuery query)
    {
        Query = query;
        if ((await cases.RunAsync(
            query, await callers.OfAsync(HttpContext), HttpContext.RequestAborted))
            .Try(out var shown, out var problem))
        {
            Shown = shown;
            return;
        }

        Problem = problem;
        Response.StatusCode = problem.Code.HttpStatus();
    }
}
