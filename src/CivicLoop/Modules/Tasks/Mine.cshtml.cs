using CivicLoop.Domain.People;
using CivicLoop.Domain.Tasks;
using CivicLoop.Modules.Tasks.Contracts;
using CivicLoop.Platform.Database;
using CivicLoop.Platform;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Tasks;

/// <summary>Which of a unit's tasks are shown.</summary>
internal enum TaskShow
{
    Open,

    /// <summary>What units below reported, to be confirmed by this one.</summary>
    ToConfirm,

    /// <summary>Open ones of the unit and of all below it.</summary>
    Below,
    All,
}

/// <summary>The tasks of the unit somebody acts for, by the day they are due.</summary>
[Needs(Permission.TaskWork)]
internal sealed class MinePage(
    TaskLists lists, TaskFeeds feeds, KeepPlans keep, CityHolder city, CityOptions options,
    Callers callers)
    : PageModel
{
    private const int Shown = 30;

    public TaskShow Show { get; private set; }

    public Page<UnitTask> List { get; private set; } = new([], null);

    public bool IsFirst { get; private set; } = true;

    /// <summary>Tasks in the hands of somebody who left the unit.</summary>
    public int Gone { get; private set; }

    /// <summary>The new address of the calendar; shown once.</summary>
    public string? Feed { get; private set; }

    public DateOnly Today => keep.Today;

    public async Task OnGetAsync([FromQuery] TaskShow show, [FromQuery] string? after)
    {
        Show = show;
        IsFirst = string.IsNullOrEmpty(after);
        var stop = HttpContext.RequestAborted;
        var caller = await callers.OfAsync(HttpContext);
        var unit = caller.OrganizationCode!;
        var filter = show switch
        {
            TaskShow.Open => new TaskFilter([unit], OpenOnly: true),
            TaskShow.ToConfirm => new TaskFilter(State: TaskState.Reported, Issuer: unit),
            TaskShow.Below => new TaskFilter(
                city.Current.OrganizationsWithin(caller.OrganizationPath!), OpenOnly: true),
            TaskShow.All => new TaskFilter([unit]),
        };
        List = await lists.PageAsync(filter, after, Shown, stop);
        Gone = (await lists.HandlersAsync(unit, stop)).Where(one => !one.IsHere)
            .Sum(one => one.Tasks);
    }

    public async Task<IActionResult> OnPostFeedAsync()
    {
        var made = await feeds.MakeAsync(
            await callers.OfAsync(HttpContext), HttpContext.RequestAborted);
        Feed = TasksApi.FeedAddress(PublicRoot.Of(HttpContext, options), made.Value);
        await OnGetAsync(TaskShow.Open, null);
        return Page();
    }
}
