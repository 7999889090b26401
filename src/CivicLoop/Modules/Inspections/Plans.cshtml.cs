using CivicLoop.Domain.Inspections;
using CivicLoop.Domain.People;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Inspections;

/// <summary>Plans, the newest first, for who makes them.</summary>
[Needs(Permission.InspectionPlan)]
internal sealed class PlansPage(PlanLists lists) : PageModel
{
    public const string Here = "/console/inspections";

    private const int Shown = 30;

    public PlanState? State { get; private set; }

    public Page<InspectionPlan> List { get; private set; } = new([], null);

    public bool IsFirst { get; private set; } = true;

    public async Task OnGetAsync([FromQuery] PlanState? state, [FromQuery] string? after)
    {
        (State, IsFirst) = (state, string.IsNullOrEmpty(after));
        List = await lists.PageAsync(state, after, Shown, HttpContext.RequestAborted);
    }
}
