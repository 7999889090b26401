using CivicLoop.Domain.Planning;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Planning;

/// <summary>What does not fit the plan, the newest first; for all staff.</summary>
internal sealed class PlanningPage(FindingLists lists) : PageModel
{
    public const string Here = "/console/planning";

    private const int Shown = 40;

    public FindingFilter Filter { get; private set; } = new();

    public Page<FindingRow> List { get; private set; } = new([], null);

    public PagerView Pager { get; private set; } = new(null, true);

    public async Task OnGetAsync(
        [FromQuery] string? state, [FromQuery] FindingSubject? subject, [FromQuery] string? after)
    {
        // Open ones first of all; an empty choice asks for every state.
        Filter = new FindingFilter(
            state is null ? FindingState.Open
                : Enum.TryParse<FindingState>(state, out var known) ? known : null,
            subject);
        List = await lists.PageAsync(Filter, after, Shown, HttpContext.RequestAborted);
        Pager = new PagerView(List.Next, string.IsNullOrEmpty(after));
    }
}
