using CivicLoop.Domain.People;
using CivicLoop.Domain.Problems;
using CivicLoop.Modules.Tasks.Contracts;
using CivicLoop.Platform.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace CivicLoop.Modules.Tasks;

/// <summary>Hands over what somebody of the unit has in hand when that person changes post.
/// </summary>
[Needs(Permission.TaskWork)]
internal sealed class HandOverPage(TaskLists lists, ActOnTask act, Callers callers) : PageModel
{
    public IReadOnlyList<HandlerTasks> Handlers { get; private set; } = [];

    public IReadOnlyList<(Guid Account, string Name)> People { get; private set; } = [];

    public string? From { get; private set; }

    public string? Words { get; private set; }

    /// <summary>How many tasks were handed over just now.</summary>
    public int? Done { get; private set; }

    public Problem? Problem { get; private set; }

    public async Task OnGetAsync([FromQuery] int? done)
    {
        Done = done;
        var unit = (await callers.OfAsync(HttpContext)).OrganizationCode!;
        Handlers = await lists.HandlersAsync(unit, HttpContext.RequestAborted);
        People = await lists.PeopleAsync(unit, HttpContext.RequestAborted);
    }

    public async Task<IActionResult> OnPostAsync(
        [FromForm] string? from, [FromForm] Guid? handler, [FromForm] string? words)
    {
        (From, Words) = (from, words);
        var outcome = handler is { } to
            ? await act.HandOverAllAsync(
                from, to, words, await callers.OfAsync(HttpContext), HttpContext.RequestAborted)
            : new Problem(ProblemCode.FieldRequired, "handler");
        if (outcome.Problem is null)
        {
            return LocalRedirect($"/console/tasks/hand-over?done={outcome.Value}");
        }

        Problem = outcome.Problem;
        Response.StatusCode = Problem.Code.HttpStatus();
        await OnGetAsync(null);
        return Page();
    }
}
