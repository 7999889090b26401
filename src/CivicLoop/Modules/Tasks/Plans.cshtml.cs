using CivicLoop.Domain.People;
using CivicLoop.Domain.Tasks;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Tasks;

/// <summary>Plans and how far they are; for all staff.</summary>
internal sealed class PlansPage(PlanLists lists, Callers callers) : PageModel
{
    private const int Shown = 30;

    public PlanState? State { get; private set; }

    public Page<TaskPlan> List { get; private set; } = new([], null);

    public IReadOnlyDictionary<Guid, PlanProgress> Progress { get; private set; } =
        new Dictionary<Guid, PlanProgress>();

    public bool IsFirst { get; private set; } = true;

    public bool MayPlan { get; private set; }

    public async Task OnGetAsync([FromQuery] PlanState? state, [FromQuery] string? after)
    {
        var stop = HttpContext.RequestAborted;
        State = state;
        IsFirst = string.IsNullOrEmpty(after);
        MayPlan = (await callers.OfAsync(HttpContext)).MaySomewhere(Permission.TaskPlan);
        List = await lists.PageAsync(state, edition: null, after, Shown, stop);
        Progress = await lists.ProgressAsync([.. List.Items.Select(one => one.Id)], stop);
    }
}
