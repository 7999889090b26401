using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Domain.Tasks;
using CivicLoop.Modules.Tasks.Contracts;
using CivicLoop.Platform.Database;
using CivicLoop.Platform.Identity;
using CivicLoop.Platform.Localisation;
using CivicLoop.Platform.Web;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Tasks;

/// <summary>One plan: a draft shows what publishing would do, a published one how far it is; for
/// all staff.</summary>
internal sealed class PlanPageModel(
    PlanLists lists, TaskLists tasks, PublishPlan publish, KeepPlans keep, ActOnTask act,
    Callers callers)
    : PageModel
{
    public const int UnitsShown = 100;

    private const int TasksShown = 30;

    public TaskPlan Plan { get; private set; } = null!;

    /// <summary>For a draft and who may publish it.</summary>
    public PlanPreview? Preview { get; private set; }

    public PlanProgress All { get; private set; } = null!;

    public IReadOnlyList<PlanProgress> Districts { get; private set; } = [];

    public Page<UnitTask> List { get; private set; } = new([], null);

    public bool IsFirst { get; private set; } = true;

    public int? Round { get; private set; }

    public TaskState? State { get; private set; }

    public bool MayPlan { get; private set; }

    public string? Reason { get; private set; }

    public Problem? Problem { get; private set; }

    public DateOnly Today => keep.Today;

    public async Task<IActionResult> OnGetAsync(
        [FromQuery] Guid? id, [FromQuery] int? round, [FromQuery] TaskState? state,
        [FromQuery] string? after)
    {
        (Round, State) = (round, state);
        return id is not { } known ? LocalRedirect("/console/tasks/plans")
            : await ReadAsync(known, after) ? Page()
            : NotFound();
    }

    public Task<IActionResult> OnPostPublishAsync(
        [FromQuery] Guid id, [FromForm] string? reason, [FromForm] bool wait)
    {
        Reason = reason;
        return ActAsync(id, async caller => (await publish.RunAsync(
            id, new PublishInput(reason, wait), caller, HttpContext.RequestAborted)).Problem);
    }

    public Task<IActionResult> OnPostEndAsync([FromQuery] Guid id) =>
        ActAsync(id, async caller =>
            (await keep.EndAsync(id, caller, HttpContext.RequestAborted)).Problem);

    public Task<IActionResult> OnPostConfirmAsync([FromQuery] Guid id) =>
        ActAsync(id, async caller =>
            (await act.ConfirmAllAsync(id, caller, HttpContext.RequestAborted)).Problem);

    public async Task<IActionResult> OnPostDiscardAsync([FromQuery] Guid id)
    {
        Problem = (await keep.DiscardAsync(
            id, await callers.OfAsync(HttpContext), HttpContext.RequestAborted)).Problem;
        if (Problem is null)
        {
            return LocalRedirect("/console/tasks/plans");
        }

        Response.StatusCode = Problem.Code.HttpStatus();
        return await ReadAsync(id, null) ? Page() : NotFound();
    }

    public (string, string)[] RoundChoices(string all) =>
    [
        ("", all),
        .. Enumerable.Range(0, Plan.Rounds).Select(
            n => ($"{n}", TypedDay.Show(PlanRules.After(Plan, n)))),
    ];

    public static (string, string)[] StateChoices(ReaderTexts texts, string all) =>
    [
        ("", all),
        .. Enum.GetValues<TaskState>().Select(state => ($"{state}", texts.Of(state))),
    ];

    private async Task<IActionResult> ActAsync(Guid id, Func<Caller, Task<Problem?>> run)
    {
        Problem = await run(await callers.OfAsync(HttpContext));
        if (Problem is null)
        {
            return LocalRedirect($"/console/tasks/plans/plan?id={id}&done=true");
        }

        Response.StatusCode = Problem.Code.HttpStatus();
        return await ReadAsync(id, null) ? Page() : NotFound();
    }

    private async Task<bool> ReadAsync(Guid id, string? after)
    {
        var stop = HttpContext.RequestAborted;
        if (await lists.FindAsync(id, stop) is not { } plan)
        {
            return false;
        }

        Plan = plan;
        IsFirst = string.IsNullOrEmpty(after);
        var caller = await callers.OfAsync(HttpContext);
        MayPlan = caller.MaySomewhere(Permission.TaskPlan);
        if (plan.State == PlanState.Draft)
        {
            Preview = MayPlan ? (await publish.PreviewAsync(id, caller, stop)).Value : null;
            return true;
        }

        (All, Districts) = await lists.ByDistrictAsync(id, Round, stop);
        List = await tasks.PageAsync(
            new TaskFilter(PlanId: id, State: State), after, TasksShown, stop);
        return true;
    }
}
