using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Tasks;
using CivicLoop.Modules.Tasks.Contracts;
using CivicLoop.Platform.City;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Tasks;

/// <summary>What the forms of a task send.</summary>
internal sealed record TaskForm
{
    public string? Words { get; init; }

    public string? Unit { get; init; }

    public string? Due { get; init; }

    public Guid? Person { get; init; }

    public bool Below { get; init; }

    public List<string> Units { get; init; } = [];

    public List<string> Names { get; init; } = [];

    public List<string?> Values { get; init; } = [];

    public TaskInput Input => new()
    {
        Words = Words,
        Unit = Unit,
        Due = Due,
        Handler = Person,
        Below = Below,
        Units = Units,
        Facts = Names.Zip(Values)
            .DistinctBy(pair => pair.First)
            .ToDictionary(pair => pair.First, pair => pair.Second ?? ""),
    };
}

/// <summary>One task: what is to be done, how it stands, and the forms of whoever comes next; for
/// all staff.</summary>
internal sealed class TaskPageModel(
    TaskLists lists, ActOnTask act, SplitTask split, KeepPlans keep, CityHolder city,
    Callers callers)
    : PageModel
{
    private static readonly TaskCommand[] InDetails =
    [
        TaskCommand.Note, TaskCommand.Split, TaskCommand.HandOver, TaskCommand.Release,
        TaskCommand.Extend, TaskCommand.Reassign, TaskCommand.Cancel,
    ];

    private HashSet<TaskCommand> may = [];

    public TaskView View { get; private set; } = null!;

    public TaskForm Typed { get; private set; } = new();

    /// <summary>The form a problem is about.</summary>
    public TaskCommand? Command { get; private set; }

    public Problem? Problem { get; private set; }

    public DateOnly Today => keep.Today;

    /// <summary>Units the task can be decomposed to.</summary>
    public IReadOnlyList<Organization> Below { get; private set; } = [];

    public bool MayObject { get; private set; }

    /// <summary>What is seldom done.</summary>
    public IEnumerable<TaskCommand> Others => InDetails.Where(May);

    public bool May(TaskCommand command) => may.Contains(command);

    public async Task<IActionResult> OnGetAsync([FromQuery] Guid? id) =>
        id is not { } known ? LocalRedirect("/console/tasks/plans")
        : await ReadAsync(known) ? Page()
        : NotFound();

    public async Task<IActionResult> OnPostActAsync(
        [FromQuery] Guid id, [FromForm] TaskCommand command, [FromForm] TaskForm typed)
    {
        (Typed, Command) = (typed, command);
        Problem = (await act.RunAsync(
            id, command, typed.Input, await callers.OfAsync(HttpContext),
            HttpContext.RequestAborted)).Problem;
        if (Problem is null)
        {
            return LocalRedirect(TaskNotices.AddressOf(id) + "&done=true");
        }

        Response.StatusCode = Problem.Code.HttpStatus();
        return await ReadAsync(id) ? Page() : NotFound();
    }

    private async Task<bool> ReadAsync(Guid id)
    {
        if (await lists.ShowAsync(id, HttpContext.RequestAborted) is not { } view)
        {
            return false;
        }

        View = view;
        var task = view.Task;
        var caller = await callers.OfAsync(HttpContext);
        var path = city.Current.Organizations.PathOf(task.UnitCode) ?? "";
        Below = split.Below(task.UnitCode);
        may =
        [
            .. TaskWorkflow.Edges
                .Where(edge => edge.Side != TaskSide.Program && edge.From.Contains(task.State)
                    && TaskDecider.MayTake(task, edge, caller, path)
                    && (edge.Command != TaskCommand.Split
                        || (task.Parts == 0 && Below.Count > 0))
                    && (!edge.Needs.HasFlag(TaskNeeds.Whole) || task.Parts == 0))
                .Select(edge => edge.Command),
        ];
        MayObject = task.IsOpen && caller.OrganizationCode == task.UnitCode
            && caller.MaySomewhere(Permission.TaskWork);
        return true;
    }
}
